"""The addresses of the site, and two Cités with their people, settled once for all the tests that walk them."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from django.conf import settings
from django.test import Client
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.text import slugify
from django_scopes import scope

from cite.accounts.models import User
from cite.accounts.queries import SECOND_FACTOR_KEY, VERIFIED
from cite.tenancy.models import Territory
from tests.drawn_once import draw_refusals_once
from tests.house.world_following import World
from tests.undoing import undone

LIBRARIES = ("allauth.", "ninja.", "django.contrib.staticfiles")


def walk(patterns, prefix="") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route)
        else:
            yield route, pattern


ALL = [(route, pattern) for route, pattern in walk(get_resolver().url_patterns)]
OURS = [
    (route, pattern)
    for route, pattern in ALL
    if not pattern.callback.__module__.startswith(LIBRARIES) and not route.startswith("api/")
]


@dataclass(frozen=True)
class Settled:
    """Two Cités with their people, and the key of the session of each: made once, found again by every test."""

    world: World
    elsewhere: World
    people: dict[str, User]
    sessions: dict[str, str]
    drawn: dict[tuple, bytes] = field(default_factory=dict)
    handler: ClientHandler = field(default_factory=lambda: ClientHandler(enforce_csrf_checks=False))
    """The middleware, loaded once for all, as a server does."""

    def client(self, name: str = "") -> Client:
        """A browser where this person has signed in; nobody without a name."""
        client = Client()
        client.handler = copy.copy(self.handler)
        if name:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[name]
        return client


@pytest.fixture(scope="module")
def settled(django_db_setup, django_db_blocker) -> Iterator[Settled]:
    """Build them, within one transaction that lasts as long as the tests of this page."""
    with django_db_blocker.unblock(), undone():
        here = make_territory("Saint-Étienne Métropole", "244200770", host="testserver")
        there = make_territory("Ville-Fictive Métropole", "200000000", host="autre.example.org")
        with scope(territory=there):
            elsewhere = World(there, "la-bas-")
            elsewhere.people()
        with scope(territory=here):
            world = World(here)
            people = world.people()
            assert world.contact  # somebody to be shown on the pages of the organization
        found = Settled(world, elsewhere, people, {name: sign_in(user) for name, user in people.items()})
        found.handler.load_middleware()
        yield found


@pytest.fixture
def cite(settled, db, monkeypatch) -> Iterator[Settled]:
    """The two Cités as they were settled, whatever the tests before this one did of them."""
    draw_refusals_once(monkeypatch, settled.drawn)
    with scope(territory=settled.world.territory):
        yield replace(settled, **copy.deepcopy({"world": settled.world, "elsewhere": settled.elsewhere}))


def make_territory(name: str, code: str, *, host: str) -> Territory:
    return Territory.objects.create(name=name, slug=slugify(name), epci_code=code, host=host)


def sign_in(user: User) -> str:
    """Pass every step of signing in, once, and give the key of the session."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[SECOND_FACTOR_KEY] = VERIFIED
    session.save()
    return session.session_key

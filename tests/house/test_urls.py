"""Every address of the site declares who may open it, and keeps its word with every kind of person."""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver
from django_scopes import scope

from cite.accounts.enums import Role
from cite.ui.views import PUBLIC
from tests.factories.accounts import make_user
from tests.house import pages
from tests.house.examples_deciding import EXAMPLES
from tests.house.world_deciding import World

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


def test_the_tree_is_walked():
    assert len(OURS) > 15


@pytest.mark.parametrize(("route", "pattern"), OURS, ids=[route or "home" for route, _p in OURS])
def test_every_view_declares_its_permission(route, pattern):
    view_class = getattr(pattern.callback, "view_class", None)
    assert view_class is not None, "views are classes"
    assert callable(view_class.permission)


PLAIN = [(route, pattern) for route, pattern in OURS if "<" not in route]


@pytest.mark.django_db
@pytest.mark.parametrize(("route", "pattern"), PLAIN, ids=[route or "home" for route, _p in PLAIN])
def test_a_page_opens_to_whom_its_permission_allows(route, pattern, territory, client):
    """Nobody, then each role, then an administrator: the page and its permission must agree."""
    view_class = pattern.callback.view_class
    methods = set(getattr(view_class, "http_method_names", ["get"]))
    if "get" not in methods or not hasattr(view_class, "get"):
        assert client.get(f"/{route}").status_code in {302, 405}
        return
    anonymous = client.get(f"/{route}")
    public = view_class.permission is PUBLIC
    assert (anonymous.status_code == 302 and "/compte/connexion/" in anonymous["Location"]) != public
    people = {str(role): make_user(role, role=role, territory=territory) for role in Role}
    people["administrator"] = make_user("administrator", is_staff=True)
    people["nobody"] = make_user("nobody")
    for name, user in people.items():
        client.force_login(user)
        answer = client.get(f"/{route}")
        pages.check(answer)
        request = answer.wsgi_request
        request.territory = territory
        expected = 200 if view_class.permission(request) else 403
        assert answer.status_code in ({expected, 302, 503} if expected == 200 else {403}), (
            name,
            answer.status_code,
        )


PARAMETERIZED = [(route, pattern) for route, pattern in OURS if "<" in route]
REFUSALS = {403, 404, 410}
STRANGERS = ("co_pilot_state", "own_administrator", "platform")


def test_every_address_with_parameters_has_its_example():
    """A new address says, in `tests/house/examples.py`, what it is about and to whom it opens."""
    assert {route for route, _pattern in PARAMETERIZED} == set(EXAMPLES)


class Undo(Exception):
    """What a request did is undone, so that the next person finds the same world."""


def ask(client, route: str, pattern: URLPattern, values: dict, user=None, told=None) -> object:
    """Open an address, or press its button where it only has one; nothing remains of it.

    `told`: what protected records say, which no page may show without a line in the journal.
    """
    view_class = pattern.callback.view_class
    reads = "get" in view_class.http_method_names and hasattr(view_class, "get")
    path = "/" + re.sub(r"<\w+:(\w+)>", lambda found: str(values[found.group(1)]), route)
    try:
        with transaction.atomic():
            client.logout()
            if user is not None:
                client.force_login(user)
            answer = (client.get if reads else client.post)(path)
            # A file is closed once it has been read.
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            pages.check(answer)
            if user is not None and answer.status_code == 200:
                untold = pages.untold_readings(body.decode(errors="replace"), told or {}, user)
                assert not untold, (
                    f"{path} shows {untold}: call note_reading of cite.core.journal in its view"
                )
            raise Undo
    except Undo:
        return answer


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("route", "pattern"), PARAMETERIZED, ids=[route for route, _pattern in PARAMETERIZED]
)
def test_a_page_about_one_thing_opens_to_whom_it_should(route, pattern, territory, other_territory, client):
    """Each kind of person before a thing of hers, of another organization, of another Cité."""
    territory.host = "testserver"
    territory.save()
    with scope(territory=other_territory):
        stranger = EXAMPLES[route].make(World(other_territory, "la-bas-"))
    world = World(territory)
    example, people = EXAMPLES[route], world.people()
    values = example.make(world)
    assert world.contact  # somebody to be shown on the pages of the organization
    if pattern.callback.view_class.permission is not PUBLIC:
        assert "/compte/connexion/" in ask(client, route, pattern, values)["Location"]
    told = pages.protected_values()
    statuses = {
        name: ask(client, route, pattern, values, user, told).status_code for name, user in people.items()
    }
    assert {name for name, status in statuses.items() if status not in REFUSALS} == (
        example.opens_to | example.told
    )
    assert set(statuses.values()) <= {200, 302} | REFUSALS
    if not example.is_shared:
        for name in STRANGERS:
            assert ask(client, route, pattern, stranger, people[name]).status_code in REFUSALS, name

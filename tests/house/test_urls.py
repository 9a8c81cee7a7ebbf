"""Every address of the site declares who may open it, and keeps its word with every kind of person."""

import re

import pytest
from django.urls import URLPattern
from django_scopes import scope

from cite.accounts.enums import Role
from cite.ui.views import PUBLIC
from tests.house import pages
from tests.house.examples_following import EXAMPLES
from tests.house.settled import ALL, OURS, Settled
from tests.undoing import undone


def test_the_tree_is_walked():
    assert len(OURS) > 15


def test_every_view_is_a_class_that_declares_its_permission():
    views = {route: getattr(pattern.callback, "view_class", None) for route, pattern in OURS}
    assert [route for route, view in views.items() if not callable(getattr(view, "permission", None))] == []


@pytest.mark.django_db
def test_no_page_takes_put_for_post(cite):
    """Nobody's and somebody's: what a page does not send is not answered as if it were sent."""
    plain = [route for route, _pattern in ALL if "<" not in route and not route.startswith(("api/", "^"))]
    taken = [
        (route, name)
        for route in plain
        for name in ("", "platform")
        if cite.client(name).put(f"/{route}").status_code == 200
    ]
    assert taken == []


PLAIN = [(route, pattern) for route, pattern in OURS if "<" not in route]
ROLES = (*map(str, Role), "platform", "nobody")


@pytest.mark.django_db
@pytest.mark.parametrize(("route", "pattern"), PLAIN, ids=[route or "home" for route, _p in PLAIN])
def test_a_page_opens_to_whom_its_permission_allows(route, pattern, cite):
    """Nobody, then each role, then an administrator: the page and its permission must agree."""
    view_class = pattern.callback.view_class
    methods = set(getattr(view_class, "http_method_names", ["get"]))
    anonymous = cite.client().get(f"/{route}")
    if "get" not in methods or not hasattr(view_class, "get"):
        assert anonymous.status_code in {302, 405}
        return
    public = view_class.permission is PUBLIC
    assert (anonymous.status_code == 302 and "/compte/connexion/" in anonymous["Location"]) != public
    for name in ROLES:
        answer = cite.client(name).get(f"/{route}")
        pages.check(answer)
        request = answer.wsgi_request
        request.territory = cite.world.territory
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


def ask(cite: Settled, route: str, pattern: URLPattern, values: dict, name: str = "", told=None) -> object:
    """Open an address, or press its button where it only has one; nothing remains of it.

    `told`: what protected records say, which no page may show without a line in the journal.
    """
    view_class = pattern.callback.view_class
    reads = "get" in view_class.http_method_names and hasattr(view_class, "get")
    path = "/" + re.sub(r"<\w+:(\w+)>", lambda found: str(values[found.group(1)]), route)
    client = cite.client(name)
    with undone():
        answer = (client.get if reads else client.post)(path)
        # A file is closed once it has been read.
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        pages.check(answer)
        if name and answer.status_code == 200:
            untold = pages.untold_readings(body.decode(errors="replace"), told or {}, cite.people[name])
            assert not untold, f"{path} shows {untold}: call note_reading of cite.core.journal in its view"
    return answer


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("route", "pattern"), PARAMETERIZED, ids=[route for route, _pattern in PARAMETERIZED]
)
def test_a_page_about_one_thing_opens_to_whom_it_should(route, pattern, cite):
    """Each kind of person before a thing of hers, of another organization, of another Cité."""
    example = EXAMPLES[route]
    with scope(territory=cite.elsewhere.territory):
        stranger = example.make(cite.elsewhere)
    values = example.make(cite.world)
    if pattern.callback.view_class.permission is not PUBLIC:
        assert "/compte/connexion/" in ask(cite, route, pattern, values)["Location"]
    told = pages.protected_values()
    statuses = {name: ask(cite, route, pattern, values, name, told).status_code for name in cite.people}
    assert {name for name, status in statuses.items() if status not in REFUSALS} == (
        example.opens_to | example.told
    )
    assert set(statuses.values()) <= {200, 302} | REFUSALS
    if not example.is_shared:
        for name in STRANGERS:
            assert ask(cite, route, pattern, stranger, name).status_code in REFUSALS, name

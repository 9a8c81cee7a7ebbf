"""Every address of the site declares who may open it, and keeps its word with every kind of person."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from cite.accounts.enums import Role
from cite.ui.views import PUBLIC
from tests.factories.accounts import make_user

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
        request = answer.wsgi_request
        request.territory = territory
        expected = 200 if view_class.permission(request) else 403
        assert answer.status_code in ({expected, 302, 503} if expected == 200 else {403}), (
            name,
            answer.status_code,
        )

"""What the header offers, and to whom."""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from cite.core.decisions import ALLOWED, Decision
from cite.ui import navigation
from cite.ui.context_processors import layout, reported_path
from cite.ui.navigation import NavEntry, NavMenu, links, menus, opens, register


class Shut:
    value, label = "shut", "Fermé."


@pytest.fixture(autouse=True)
def _empty_registry(monkeypatch):
    monkeypatch.setattr(navigation, "_entries", {})


def shown(path="/", audience="public"):
    return [(link.label, link.url, link.current) for link in links(RequestFactory().get(path), audience)]


def test_entries_stand_in_their_order():
    register(NavEntry("Propositions", "ui:sample-suggestions", order=20))
    register(NavEntry("Catalogue", "ui:catalogue", order=10))
    register(NavEntry("Ailleurs", "ui:catalogue", audience="footer"))
    assert [label for label, _url, _current in shown()] == ["Catalogue", "Propositions"]
    assert [label for label, _url, _current in shown(audience="footer")] == ["Ailleurs"]


def test_an_entry_registered_twice_stands_once():
    register(NavEntry("Ancien", "ui:catalogue"))
    register(NavEntry("Nouveau", "ui:catalogue"))
    assert shown() == [("Nouveau", "/ui/", "")]


@pytest.mark.parametrize(
    ("path", "current"), [("/ui/", "page"), ("/ui/propositions/", "true"), ("/ailleurs/", "")]
)
def test_the_current_page_and_the_one_above_are_marked(path, current):
    register(NavEntry("Catalogue", "ui:catalogue"))
    assert shown(path) == [("Catalogue", "/ui/", current)]


@pytest.mark.parametrize(("signed_in", "labels"), [(False, ["Public"]), (True, ["Public", "Métier"])])
def test_the_header_adds_the_professional_pages_for_whoever_has_an_account(signed_in, labels):
    register(NavEntry("Métier", "ui:sample-suggestions", order=1, audience="professional"))
    register(NavEntry("Public", "ui:catalogue", order=2))
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=signed_in)
    assert [link.label for link in layout(request)["nav_header"]] == labels


@pytest.mark.parametrize(("decision", "count"), [(ALLOWED, 1), (Decision((Shut,)), 0)])
def test_an_entry_hides_from_whom_its_page_refuses(decision, count):
    register(NavEntry("Catalogue", "ui:catalogue", permission=lambda request: decision))
    assert len(shown()) == count


def header(path="/"):
    request = RequestFactory().get(path)
    request.user = SimpleNamespace(is_authenticated=True)
    return menus(request)


def test_entries_of_a_group_unfold_from_one_menu():
    register(NavEntry("Catalogue", "ui:catalogue", order=1, group="districts"))
    register(NavEntry("Propositions", "ui:sample-suggestions", order=2, group="districts"))
    (menu,) = header("/ui/propositions/")
    assert isinstance(menu, NavMenu)
    assert (menu.label, menu.current) == ("Quartiers", True)
    assert [link.label for link in menu.links] == ["Catalogue", "Propositions"]
    assert not header("/ailleurs/")[0].current


def test_of_two_entries_under_one_path_only_the_nearest_is_current():
    register(NavEntry("Catalogue", "ui:catalogue", order=1, group="districts"))
    register(NavEntry("Propositions", "ui:sample-suggestions", order=2, group="districts"))
    (menu,) = header("/ui/propositions/")
    assert [link.current for link in menu.links] == ["", "page"]


def test_a_menu_of_one_entry_is_that_entry():
    register(NavEntry("Catalogue", "ui:catalogue", group="districts"))
    assert [entry.label for entry in header()] == ["Catalogue"]


@pytest.mark.parametrize(
    ("url_name", "signed_in", "opened"),
    [
        ("ui:catalogue", False, True),
        ("search:search", False, False),
        ("search:search", True, True),
        ("nulle:part", True, False),
    ],
)
def test_a_page_opens_or_not_by_its_own_permission(url_name, signed_in, opened):
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=signed_in)
    assert opens(request, url_name) is opened


TOKEN = "k" * 43


@pytest.mark.parametrize(
    ("path", "kwargs", "kept"),
    [
        ("/carte/", {}, "/carte/"),
        ("/listes/adresses/", {"kind": "adresses"}, "/listes/adresses/"),
        ("/acteurs/7/", {"number": 7}, "/acteurs/7/"),
        (f"/lien/{TOKEN}/suite/", {"token": TOKEN}, "/lien/"),
    ],
)
def test_a_report_names_the_page_and_never_a_secret(path, kwargs, kept):
    request = RequestFactory().get(path)
    request.resolver_match = SimpleNamespace(args=(), kwargs=kwargs)
    assert reported_path(request) == kept


def test_a_report_about_a_page_that_does_not_exist_names_nothing():
    assert reported_path(RequestFactory().get("/recherche/Nadia")) == ""

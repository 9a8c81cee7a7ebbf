"""What a search finds, and that it never shows what a page would refuse."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from cite.accounts.enums import Role
from cite.search import ports
from cite.search.ports import Hit, SearchSource, all_actions, register
from cite.search.queries.everywhere import pages, search
from cite.ui.navigation import opens
from tests.factories.accounts import make_user
from tests.factories.actors import HABILITATED, make_member, make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(territory):
    """Build a request as a person of this role makes it."""

    def build(user):
        request = RequestFactory().get("/")
        request.user, request.territory, request.membership = user, territory, None
        return request

    return build


@pytest.fixture
def only(monkeypatch):
    """Keep two sources of the test alone."""
    monkeypatch.setattr(ports, "_sources", {})
    asked = []

    def find(request, words, limit):
        asked.append((list(words), limit))
        return [Hit(f"{n}", f"/{n}") for n in range(9)]

    register(SearchSource("late", "Tard", find, order=20))
    register(SearchSource("soon", "Tôt", lambda request, words, limit: [Hit("un", "/un")], order=10))
    register(SearchSource("none", "Rien", lambda request, words, limit: [], order=5))
    return asked


def test_sources_answer_in_their_order_and_the_silent_ones_are_left_out(ask, only):
    found = search(ask(AnonymousUser()), "Écotay l’Olme", 4)
    assert [(kind.label, len(kind.hits)) for kind in found] == [("Tôt", 1), ("Tard", 4)]
    assert only == [(["ecotay", "l", "olme"], 4)]


@pytest.mark.parametrize("text", ["", " ", "a", "  é ", "!", "…"])
def test_nothing_is_asked_before_two_letters(ask, only, text):
    assert search(ask(AnonymousUser()), text, 5) == []
    assert only == []


def test_a_long_text_asks_few_words(ask, only):
    search(ask(AnonymousUser()), "mot " * 50, 5)
    assert len(only[0][0]) == 8


@pytest.mark.parametrize(
    ("words", "label"),
    [
        (["carte"], "Carte des quartiers"),
        (["quart", "cart"], "Carte des quartiers"),
        (["panne"], "Signaler un problème"),
        (["donn", "perso"], "Données personnelles"),
    ],
)
def test_a_page_is_found_by_the_beginnings_of_its_words(ask, words, label):
    assert label in [hit.label for hit in pages(ask(make_user("a")), words, 10)]


def test_a_page_stands_once_however_many_ways_lead_to_it(ask):
    urls = [hit.url for hit in pages(ask(make_user("a", is_staff=True)), ["a"], 1000)]
    assert len(urls) == len(set(urls))


@pytest.mark.parametrize("who", [*Role, "administrator", "nobody"])
def test_every_page_found_opens(ask, client, territory, who):
    user = make_user("a", role=who if who in Role.values else None, territory=territory)
    user.is_staff = who == "administrator"
    user.save()
    client.force_login(user)
    found = pages(ask(user), [""], 1000)
    assert len(found) > 5
    refused = [hit.url for hit in found if client.get(hit.url).status_code not in (200, 302)]
    assert refused == []


@pytest.mark.parametrize("who", [*Role, "administrator", "nobody", "member"])
def test_everything_found_opens(ask, client, territory, who):
    """Two organizations, one hidden, and their people: whatever a search shows, its page shows."""
    open_one = make_partner(territory, "Association Duvernois")
    hidden = make_partner(territory, "Refuge Duvernois", is_sensitive=True)
    make_member(open_one, "duvernois-a")
    make_member(hidden, "duvernois-b")
    user = make_user("a", role=who if who in Role.values else None, territory=territory)
    user.is_staff = who == "administrator"
    user.save()
    if who == "member":
        make_member(open_one, user=user)
    client.force_login(user)
    found = [hit for kind in search(ask(user), "duvernois", 50) for hit in kind.hits]
    assert [hit.url for hit in found if client.get(hit.url).status_code != 200] == []
    if who in (Role.COORDINATOR, Role.CO_PILOT_STATE):
        assert found


def test_no_other_cite_is_searched(ask, territory, other_territory):
    from django_scopes import scope

    with scope(territory=other_territory):
        make_member(make_partner(other_territory, "Association Voisinage"), "voisine")
    coordinator = make_user("a", role=Role.COORDINATOR, territory=territory)
    assert search(ask(coordinator), "voisin", 50) == []


def test_every_action_leads_somewhere(ask, territory):
    ines = make_member(make_partner(territory, **HABILITATED), "ines")
    people = [ask(make_user("a", role=Role.COORDINATOR, territory=territory)), ask(ines.user)]
    shut = [each.url_name for each in all_actions() if not any(opens(one, each.url_name) for one in people)]
    assert shut == []

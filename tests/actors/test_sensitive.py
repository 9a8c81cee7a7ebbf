"""A sensitive organization does not exist for the others: no page, file, search, figure or address tells its name."""

import functools
import uuid

import pytest
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from cite.accounts.enums import Role
from cite.actors.models import Contact, Network, Partner
from cite.actors.permissions.organizations import (
    visible_contacts,
    visible_networks,
    visible_partners,
    visible_sites,
)
from cite.actors.queries.chain import actors_of
from cite.search.ports import all_sources
from tests.drawn_once import draw_refusals_once
from tests.factories.accounts import make_user
from tests.factories.organizations import make_contact, make_member, make_partner, make_site
from tests.factories.territories import make_commune, make_district

pytestmark = pytest.mark.django_db
SECRET = "Clairière"
WORDS = ["clairiere"]
KEEPERS = {Role.CO_PILOT_STATE, Role.CO_PILOT_METROPOLE, Role.COORDINATOR}
OTHERS = sorted(set(Role) - KEEPERS)


@pytest.fixture
def hidden(territory):
    district = make_district(make_commune(), code="QN04213M")
    partner = make_partner(
        territory,
        f"La {SECRET}",
        short_name=f"{SECRET}s",
        districts=[district],
        chain_links=["support"],
        is_sensitive=True,
        presentation=f"Nous sommes la {SECRET}",
        website="https://clairiere.example.org",
    )
    partner.networks.add(Network.objects.create(territory=territory, name=f"Réseau {SECRET}", name_key="r"))
    make_site(partner, f"Maison {SECRET}", longitude=4.39, latitude=45.44)
    make_contact(partner, f"Accueil {SECRET}", email="accueil@clairiere.example.org")
    make_partner(territory, "Une autre", chain_links=["support"], districts=[district])
    return partner


def _addresses(patterns, prefix="", names=()):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            spaces = (*names, pattern.namespace) if pattern.namespace else names
            yield from _addresses(pattern.url_patterns, prefix + str(pattern.pattern), spaces)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield prefix + str(pattern.pattern), ":".join((*names, pattern.name))


@functools.cache
def _all_addresses() -> list[tuple[str, str]]:
    return [*_addresses(get_resolver().url_patterns)]


OF_OTHER_THINGS = (
    "appels-a-projets/dossiers/",
    "appels-a-projets/bilans/",
    "offre/fiches/",
    "offre/rappels/",
)
"""Where an address with a key is about a file, a sheet, a call: with the key of an organization, nobody finds it."""


def _every_page(partner: Partner, *, of_other_things: bool = False):
    """Every address filled with what is hidden; or those that are about something else, whoever asks."""
    site, contact = partner.sites.get(), Contact.objects.get()
    for route, name in _all_addresses():
        if route.startswith(("compte/", "api/", "ui/", "static")):
            continue
        given = {
            "uuid": partner.uuid,
            "part": site.uuid if "lieux" in route else contact.uuid,
            "arrow": "suspend",
        }
        asked = {key for key in given if f":{key}>" in route}
        if route.count("<") != len(asked):
            continue
        if (bool(asked) and route.startswith(OF_OTHER_THINGS)) != of_other_things:
            continue
        try:
            yield reverse(name, kwargs={key: given[key] for key in asked})
        except NoReverseMatch:
            continue


def body_of(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace").lower()


def test_what_is_about_something_else_is_so_even_to_those_who_keep_the_list(
    client, territory, hidden, monkeypatch
):
    draw_refusals_once(monkeypatch, {})
    client.force_login(make_user("x", role=Role.COORDINATOR, territory=territory))
    pages = [*_every_page(hidden, of_other_things=True)]
    assert len(pages) > 60
    assert [page for page in pages if client.get(page).status_code not in (404, 405)] == []


@pytest.mark.parametrize("role", OTHERS)
def test_nothing_tells_the_others(client, territory, hidden, role, monkeypatch):
    draw_refusals_once(monkeypatch, {})
    user = make_user(f"x-{role}", role=role, territory=territory)
    make_member(Partner.objects.get(is_sensitive=False), user, role=role, is_administrator=True)
    client.force_login(user)
    pages = [*_every_page(hidden)]
    assert len(pages) > 25
    pages += [
        "/acteurs/?q=clairiere",
        "/acteurs/?format=csv",
        "/acteurs/?format=xlsx",
        "/acteurs/?quartier=QN04213M&maillon=support",
        "/acteurs/lieux.json?q=clairiere",
        "/acteurs/maillons/?format=csv",
        "/acteurs/maillons/qui-pourrait/?quartier=QN04213M&maillon=reception",
        "/recherche/?q=clairiere",
    ]
    for page in pages:
        response = client.get(page)
        shown = body_of(response).replace("clairiere&", "").replace('value="clairiere"', "")
        assert SECRET.lower() not in shown, page
        assert "clairiere.example.org" not in shown, page
        if str(hidden.uuid) in page:
            assert response.status_code in (403, 404, 405), page


@pytest.mark.parametrize("role", OTHERS)
def test_what_others_see_is_what_they_would_see_without_it(territory, hidden, role):
    user = make_user("x", role=role, territory=territory)
    assert [str(p) for p in visible_partners(user, territory)] == ["Une autre"]
    assert not visible_sites(user, territory).exists()
    assert not visible_contacts(user, territory).exists()
    assert not visible_networks(user, territory).exists()
    assert [a.name for a in actors_of(user, territory)] == ["Une autre"]


def test_no_source_of_the_search_finds_it(territory, hidden, rf):
    request = rf.get("/")
    request.user, request.territory = make_user("x", role=Role.PRESCRIBER, territory=territory), territory
    request.membership = None
    for source in all_sources():
        assert not [hit for hit in source.find(request, WORDS, 10) if SECRET in f"{hit.label}{hit.detail}"]


@pytest.mark.parametrize("role", sorted(KEEPERS))
def test_those_who_keep_the_list_see_it(client, territory, hidden, role):
    client.force_login(make_user("x", role=role, territory=territory))
    assert SECRET.lower() in body_of(client.get("/acteurs/"))
    assert SECRET.lower() in body_of(client.get(f"/acteurs/{hidden.uuid}/"))


def test_its_own_members_see_it_until_they_leave(client, territory, hidden):
    user = make_user("x")
    membership = make_member(hidden, user)
    client.force_login(user)
    assert SECRET.lower() in body_of(client.get("/acteurs/"))
    assert client.get(f"/acteurs/{hidden.uuid}/").status_code == 200
    membership.state = "left"
    membership.save()
    make_member(Partner.objects.get(is_sensitive=False), user)
    assert SECRET.lower() not in body_of(client.get("/acteurs/"))
    assert client.get(f"/acteurs/{hidden.uuid}/").status_code == 404


def test_an_address_at_random_and_a_hidden_one_answer_alike(client, territory, hidden):
    client.force_login(make_user("x", role=Role.PRESCRIBER, territory=territory))
    other = uuid.uuid4()
    there, nowhere = client.get(f"/acteurs/{hidden.uuid}/"), client.get(f"/acteurs/{other}/")
    assert there.status_code == nowhere.status_code == 404
    counts = [body_of(there).replace(str(hidden.uuid), "").count("404")]
    assert counts == [body_of(nowhere).replace(str(other), "").count("404")]

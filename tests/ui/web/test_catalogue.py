"""The catalogue page, and the layout that every page shares."""

import pytest
from django.test import Client
from django.urls import reverse

from cite.accounts.enums import Role
from cite.ui import navigation
from cite.ui.components import COMPONENTS
from tests.factories.accounts import make_user
from tests.factories.actors import make_member, make_partner
from tests.ui.html import check, read


@pytest.fixture
def page(client, territory):
    return client.get("/ui/")


def test_the_catalogue_shows_every_component_to_everyone(page):
    document = read(page.content)
    check(document)
    assert page.status_code == 200
    assert len(document.all("h1")) == 1
    assert {f"ui_{name}" for name in COMPONENTS} <= set(document.ids)
    assert document.one("meta", name="robots").attrs["content"] == "noindex"


def test_the_layout_has_its_landmarks_and_its_ways_around(page):
    document = read(page.content)
    assert document.one("html").attrs["lang"] == "fr"
    assert len(document.all("header")) == len(document.all("main")) == len(document.all("footer")) == 1
    skips = [e.attrs["href"] for e in document.all("a", class_="fr-link") if e.attrs["href"].startswith("#")][
        :3
    ]
    assert skips == ["#contenu", "#menu", "#pied"]
    assert {"contenu", "menu", "pied"} <= set(document.ids)
    assert "Saint-Étienne Métropole" in document.text
    assert "Accessibilité : non conforme" in document.text


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(page):
    document = read(page.content)
    assert all("src" in script.attrs for script in document.all("script"))
    assert not document.all("style")
    files = [
        e.attrs.get("src") or e.attrs.get("href", "")
        for e in document.elements
        if e.tag in ("script", "link", "img")
    ]
    assert files
    assert not [address for address in files if "//" in address]
    policy = page["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= set(policy)


def test_a_visitor_is_offered_to_sign_in(page):
    text = read(page.content).text
    assert "Espace professionnel" in text
    assert "Se déconnecter" not in text


def test_a_person_is_named_and_may_leave(client, territory):
    client.force_login(make_user("nadia", role=Role.PRESCRIBER, territory=territory))
    document = read(client.get("/ui/").content)
    assert "Se déconnecter" in document.text
    assert {form.attrs.get("action") for form in document.all("form")} >= {"/compte/deconnexion/"}


@pytest.mark.parametrize("query", ["?page=abc&tri=evil", "?tri=-label&page=9999", "?tri=%27%22%3Cscript%3E"])
def test_no_address_breaks_the_catalogue(client, territory, query):
    response = client.get(f"/ui/{query}")
    assert response.status_code == 200
    check(read(response.content))


def test_the_sample_data_of_the_maps_and_of_the_suggestions(client, territory):
    districts = client.get("/ui/quartiers.geojson")
    assert districts["Content-Type"] == "application/geo+json"
    assert len(districts.json()["features"]) == 3
    answer = client.post("/ui/propositions/", {"q": "rue du Test"})
    assert answer.json()["suggestions"][0] == "1 rue du Test, 00001 Ville-Fictive"


@pytest.mark.parametrize(
    "path", ["/mentions-legales/", "/donnees-personnelles/", "/cookies/", "/accessibilite/"]
)
@pytest.mark.parametrize("publisher", ["", "Préfecture d’exemple"])
def test_the_legal_pages_are_whole(client, territory, path, publisher):
    territory.publisher, territory.contact_email = publisher, "contact@example.org"
    territory.save()
    response = client.get(path)
    document = read(response.content)
    check(document)
    assert response.status_code == 200
    assert len(document.all("h1")) == 1
    assert len(document.all("h2")) >= 2


def test_every_entry_of_the_header_and_the_footer_leads_somewhere():
    assert [name for _audience, name in navigation._entries if not reverse(name)] == []


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/", "/recherche/", "/adresse/"])
def test_a_method_that_a_page_does_not_know_is_told_in_french(territory, path, method):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("nadia", role=Role.PRESCRIBER, territory=territory))
    response = getattr(client, method)(path)
    assert response.status_code == 405
    assert "GET" in response["Allow"]
    assert "ne s’ouvre pas de cette manière" in response.content.decode()


def test_a_form_without_its_protection_is_still_refused(territory):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("nadia", role=Role.PRESCRIBER, territory=territory))
    response = client.post("/recherche/", {"q": "carte"})
    assert response.status_code == 403
    assert "Formulaire périmé" in response.content.decode()


def test_the_account_menu_names_her_organization(client, territory):
    member = make_member(make_partner(territory, "Association Duvernois"), "ines")
    client.force_login(member.user)
    document = read(client.get("/ui/").content)
    assert "J’agis pour" in document.text
    assert document.one("details", class_="ui-account")
    assert document.text.count("Association Duvernois") >= 2


def test_a_refusal_says_why_and_whom_to_ask(client, territory):
    client.force_login(make_user("nadia"))
    response = client.get("/administration/travaux/")
    assert response.status_code == 403
    text = read(response.content).text
    assert "Voici pourquoi" in text
    assert "coordination" in text
    assert "Aide et contact" in text

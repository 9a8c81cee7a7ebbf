"""The search within partners' sites: which of them may frame it, and nothing else of the site."""

import html
import re

import pytest
from django_scopes import scopes_disabled

from cite.core.languages import LANGUAGES
from cite.directory.models import PartnerSite
from cite.directory.operations.indexing import follow_services
from tests.factories.accounts import make_user
from tests.factories.actors import make_administrator
from tests.factories.directory import TODAY, make_partner_site, make_service, make_structure
from tests.factories.territories import make_commune, make_district

pytestmark = pytest.mark.django_db
EMBEDDED = "/offre/recherche-integree/"
HOST = "www.mairie-exemple.fr"


@pytest.fixture(autouse=True)
def _that_day(time_machine):
    time_machine.move_to(TODAY, tick=False)


@pytest.fixture
def service(territory):
    district = make_district(make_commune(), code="QN04213M", label="Montreynaud")
    structure = make_structure(territory, name="Le Relais")
    service = make_service(structure, "Aide au permis", districts=[district], summary="Un moniteur.")
    follow_services(territory=territory, services=[service])
    return service


def ancestors(answer):
    [policy] = re.findall(r"frame-ancestors ([^;]*)", answer["Content-Security-Policy"])
    return policy.split()


def test_the_sites_that_are_named_may_frame_the_search_and_no_other(client, territory):
    assert ancestors(client.get(EMBEDDED)) == ["'self'"]
    site = make_partner_site(territory)
    make_partner_site(territory, "centre.exemple.fr")
    answer = client.get(EMBEDDED)
    assert ancestors(answer) == ["'self'", "centre.exemple.fr", HOST]
    assert "X-Frame-Options" not in answer.headers
    PartnerSite.objects.filter(pk=site.pk).update(removed_at="2026-11-02T10:00Z")
    assert ancestors(client.get(EMBEDDED)) == ["'self'", "centre.exemple.fr"]


@pytest.mark.parametrize(
    "path", ["/", "/offre/", "/offre/chercher/", "/offre/chercher/carte.json", "/ar/offre/"]
)
def test_every_other_page_refuses_to_be_framed(client, territory, path):
    make_partner_site(territory)
    answer = client.get(path)
    assert (ancestors(answer), answer["X-Frame-Options"]) == (["'none'"], "DENY")


def test_the_embedded_page_keeps_nothing_of_a_visitor(client, service):
    answer = client.get(f"{EMBEDDED}?mots=permis")
    page = answer.content.decode()
    assert (dict(answer.cookies), answer["X-Robots-Tag"], answer["Referrer-Policy"]) == (
        {},
        "noindex",
        "same-origin",
    )
    assert ("csrf" in page, 'method="post"' in page, "adresse" in re.findall(r'name="(\w+)"', page)) == (
        False,
        False,
        False,
    )
    assert sorted(set(re.findall(r'<(?:input|select)[^>]* name="(\w+)"', page))) == [
        "besoin",
        "mots",
        "quartier",
    ]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_it_answers_in_each_language_and_its_links_say_that_they_open_elsewhere(client, service, language):
    page = client.get(
        f"{language.root}offre/recherche-integree/?mots=permis&quartier=QN04213M"
    ).content.decode()
    assert f'<html lang="{language.tag}" dir="{language.direction}">' in page
    links = re.findall(r"<a ([^>]*)>(.*?)</a>", page, re.S)
    assert len(links) == 2
    assert f'href="{language.root}offre/services/{service.uuid}/"' in links[0][0]
    assert f'href="{language.root}offre/chercher/?quartier=QN04213M"' in links[1][0]
    for attributes, text in links:
        assert 'target="_blank" rel="noopener"' in attributes
        assert 'class="fr-sr-only"> – ' in text


@pytest.mark.parametrize(
    "query", ["besoin=rien", "quartier=QN99999M", "mots=" + "a" * 300, "besoin=work&besoin=<b>", "mots=%0A"]
)
def test_a_choice_that_does_not_exist_chooses_nothing(client, service, query):
    answer = client.get(f"{EMBEDDED}?{query}")
    assert (answer.status_code, "<b>" in answer.content.decode()) == (200, False)


def test_few_answers_are_shown_and_the_rest_is_a_link_away(client, service):
    more = [make_service(service.structure, f"Permis {number}") for number in range(8)]
    follow_services(territory=service.territory, services=more)
    page = client.get(f"{EMBEDDED}?mots=permis").content.decode()
    assert page.count("/offre/services/") == 5
    assert "9 services trouvés" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_number_of_queries_however_many_answer(client, service, count, django_assert_num_queries):
    more = [make_service(service.structure, f"Permis {number}") for number in range(count)]
    follow_services(territory=service.territory, services=more)
    for number in range(count):
        make_partner_site(service.territory, f"a{number}.exemple.fr")
    client.get(f"{EMBEDDED}?mots=permis")
    with django_assert_num_queries(10):
        client.get(f"{EMBEDDED}?mots=permis")


def test_it_weighs_little(client, service):
    page = client.get(f"{EMBEDDED}?mots=permis").content.decode()
    icon = (
        "dsfr/dist/favicon/favicon.svg"  # asked for where the page is opened by itself, never within another
    )
    assert re.findall(r'(?:src|href)="/static/([^"#]+)"', page) == [
        icon,
        "directory/embedded.css",
        "directory/embedded.js",
    ]


def test_the_script_of_partners_has_an_address_that_any_site_may_read(client, territory):
    answer = client.get("/offre/recherche-integree/hauteur.js")
    assert (answer["Content-Type"], answer["Cross-Origin-Resource-Policy"]) == (
        "text/javascript; charset=utf-8",
        "cross-origin",
    )
    assert "data-cite-recherche" in answer.content.decode()


def test_a_moderator_adds_a_site_copies_the_code_and_takes_it_out(client, service, claire):
    client.force_login(claire)
    assert client.post("/offre/sites/", {"site": f"https://{HOST}/emploi"})["Location"] == "/offre/sites/"
    site = PartnerSite.objects.get()
    page = client.get("/offre/sites/?quartier=QN04213M&besoin=childcare&langue=ar").content.decode()
    assert page.count(f"<strong>{HOST}</strong>") == 1
    code = html.unescape(re.search(r"<textarea[^>]*>\s*(.*?)</textarea>", page, re.S)[1])
    lines = code.replace("\r", "").split("\n")
    assert lines == [
        '<iframe src="http://testserver/ar/offre/recherche-integree/?quartier=QN04213M&amp;besoin=childcare"'
        ' title="ابحث عن خدمة بالقرب منك" lang="ar" dir="rtl"',
        '  width="100%" height="700" loading="lazy" data-cite-recherche></iframe>',
        '<p lang="ar" dir="rtl"><a href="http://testserver/ar/offre/chercher/?quartier=QN04213M&amp;besoin=childcare">'
        "ابحث عن خدمة على موقع Cité de l’emploi</a></p>",
        '<script src="http://testserver/offre/recherche-integree/hauteur.js" defer></script>',
    ]
    shown = client.get("/offre/sites/")
    assert "frame-src 'self'" in shown["Content-Security-Policy"]
    assert ancestors(shown) == ["'none'"]
    for _time in range(2):
        gone = client.post(f"/offre/sites/{site.uuid}/retirer/", follow=True).content.decode()
    assert (f"/offre/sites/{site.uuid}/remettre/" in gone, f"<strong>{HOST}" in gone) == (True, False)
    client.post(f"/offre/sites/{site.uuid}/remettre/")
    assert f"<strong>{HOST}</strong>" in client.get("/offre/sites/").content.decode()


def test_what_was_typed_is_kept_where_it_is_refused(client, territory, claire):
    client.force_login(claire)
    page = client.post("/offre/sites/", {"site": "pas un site"}).content.decode()
    assert ('value="pas un site"' in page, "Écrivez seulement le nom du site" in page) == (True, True)
    assert PartnerSite.objects.count() == 0


def test_an_administrator_sees_the_sites_of_her_organization(client, territory, partner):
    make_partner_site(territory)
    make_partner_site(territory, "www.chene-exemple.fr", partner=partner)
    client.force_login(make_administrator(partner, "alix").user)
    page = client.get("/offre/sites/").content.decode()
    assert re.findall(r"<strong>([^<]*exemple.fr)</strong>", page) == ["www.chene-exemple.fr"]
    assert 'name="structure"' not in page
    client.post("/offre/sites/", {"site": "www.autre-exemple.fr"})
    assert PartnerSite.objects.get(host="www.autre-exemple.fr").partner == partner


def test_nobody_else_opens_the_page(client, territory, yanis):
    site = make_partner_site(territory)
    for user in (yanis, make_user("nobody")):
        client.force_login(user)
        assert client.get("/offre/sites/").status_code == 403
        assert client.post(f"/offre/sites/{site.uuid}/retirer/").status_code == 403
    with scopes_disabled():
        assert PartnerSite.objects.get().removed_at is None

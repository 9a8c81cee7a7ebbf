"""What the public pages say of themselves: to search engines, and to whoever passes an address on."""

import html
import json
import re
from xml.etree import ElementTree

import pytest

from cite.core.languages import LANGUAGES
from cite.directory.enums.needs import Need
from tests.factories.directory import TODAY, make_service, make_structure
from tests.factories.territories import make_commune, make_district

pytestmark = pytest.mark.django_db
TAGS = ["fr", "en", "ar", "tr", "pt", "es", "x-default"]
FORBIDDEN = "</script><script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _that_day(time_machine):
    time_machine.move_to(TODAY, tick=False)


@pytest.fixture
def service(territory):
    district = make_district(make_commune(), code="QN04213M", label="Montreynaud")
    return make_service(
        make_structure(territory, name="Le Relais"),
        f"Garde d’enfants {FORBIDDEN}",
        summary="On garde vos enfants & on joue.",
        districts=[district],
        phone="+33477000000",
        contact_name="Nadia Secret",
        mobilization_details="Pour les professionnels seulement",
        opening_hours="Mo-Fr 08:00-18:00",
        languages=["fr", "ar"],
        fee="gratuit",
        address="1 rue des Essais",
        commune_name="Saint-Étienne",
        longitude=4.4,
        latitude=45.46,
    )


def head(page):
    return page.partition("</head>")[0]


def strings_in(data):
    if isinstance(data, dict):
        return [text for key, value in data.items() for text in strings_in(value) if key != "@type"]
    if isinstance(data, list):
        return [text for value in data for text in strings_in(value)]
    return [str(data)]


def test_a_sheet_tells_search_engines_what_its_page_says_and_nothing_else(client, service):
    page = client.get(f"/offre/services/{service.uuid}/").content.decode()
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    data = json.loads(block)
    assert (data["name"], data["description"], data["provider"]["name"]) == (
        service.name,
        service.summary,
        "Le Relais",
    )
    read = html.unescape(re.sub(r"<[^>]+>", " ", html.escape(service.name) + page.partition("<main")[2]))
    told = {
        *("name", "description", "provider", "areaServed", "offers", "availableChannel", "hoursAvailable"),
        *("@context", "@type", "@id", "url", "mainEntityOfPage"),
    }
    assert set(data) == told
    assert [area["name"] for area in data["areaServed"]] == ["Montreynaud"]
    channel = data["availableChannel"]
    assert channel["servicePhone"]["telephone"] == service.phone
    assert f"tel:{service.phone}" in page
    assert channel["availableLanguage"] == [{"@type": "Language", "alternateName": "ar"}]
    place = channel["serviceLocation"]["address"]
    assert (place["streetAddress"] in read, place["addressLocality"] in read) == (True, True)
    assert [text for text in strings_in(data) if "Secret" in text or "professionnels" in text] == []
    assert "<script>alert" not in page


def test_a_sheet_that_is_gone_tells_nothing(client, service):
    service.state = "archived"
    service.save()
    answer = client.get(f"/offre/services/{service.uuid}/")
    page = head(answer.content.decode())
    assert answer.status_code == 410
    assert ("ld+json" in page, "canonical" in page, "hreflang" in page, 'content="noindex"' in page) == (
        False,
        False,
        False,
        True,
    )


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_each_page_has_one_whole_address_and_those_of_its_languages(client, service, language):
    page = head(client.get(f"{language.root}offre/services/{service.uuid}/").content.decode())
    path = f"offre/services/{service.uuid}/"
    address = f"http://testserver{language.root}{path}"
    assert re.findall(r'rel="canonical" href="([^"]*)"', page) == [address]
    assert re.findall(r'property="og:url" content="([^"]*)"', page) == [address]
    alternates = re.findall(r'hreflang="([^"]*)" href="([^"]*)"', page)
    assert [tag for tag, _url in alternates] == TAGS
    assert dict(alternates)["ar"] == f"http://testserver/ar/{path}"
    assert dict(alternates)["x-default"] == f"http://testserver/{path}"
    [title] = re.findall(r'property="og:title" content="([^"]*)"', page)
    assert html.unescape(title) == service.name
    [description] = re.findall(r'name="description" content="([^"]*)"', page)
    assert html.unescape(description) == service.summary


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("/offre/chercher/?besoin=childcare&quartier=X", "/offre/chercher/?besoin=childcare"),
        ("/ar/offre/chercher/?mots=secret", "/ar/offre/chercher/"),
        ("/", "/"),
        ("/carte/?x=1", "/carte/"),
    ],
)
def test_what_was_chosen_does_not_make_another_page_unless_it_does(client, territory, asked, address):
    page = head(client.get(asked).content.decode())
    assert re.findall(r'rel="canonical" href="([^"]*)"', page) == [f"http://testserver{address}"]


def test_the_work_of_professionals_says_nothing_of_the_kind(client, territory, claire):
    client.force_login(claire)
    page = head(client.get("/offre/fiches/").content.decode())
    assert ("canonical" in page, "og:title" in page) == (False, False)


def test_the_site_map_leads_from_each_language_to_the_others(client, service):
    root = ElementTree.fromstring(client.get("/offre/sitemap.xml").content)  # noqa: S314 - ours
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    entries = root.findall("s:url", names)
    assert len(entries) == 7 * (5 + len(Need) + 1)
    addresses = {entry.find("s:loc", names).text for entry in entries}
    assert len(addresses) == len(entries)
    for entry in entries:
        links = {link.get("hreflang"): link.get("href") for link in entry.findall("x:link", names)}
        assert list(links) == TAGS[:-1]
        assert set(links.values()) <= addresses
    assert "http://testserver/fr-simple/offre/chercher/?besoin=childcare" in addresses


def test_every_address_of_the_site_map_opens_and_says_it_is_itself(client, service):
    root = ElementTree.fromstring(client.get("/offre/sitemap.xml").content)  # noqa: S314 - ours
    wrong = []
    for loc in [loc.text for loc in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")][::9]:
        answer = client.get(loc.removeprefix("http://testserver"))
        found = re.findall(r'rel="canonical" href="([^"]*)"', answer.content.decode())
        wrong += [] if (answer.status_code, found) == (200, [loc]) else [(loc, answer.status_code, found)]
    assert wrong == []


def test_search_engines_are_led_to_the_site_map(client, territory):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert (lines[0], lines[-1]) == ("User-agent: *", "Sitemap: http://testserver/offre/sitemap.xml")

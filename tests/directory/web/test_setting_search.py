"""How the search is set by moderators, and the offer as feeds."""

import html
import re
from datetime import date, datetime
from xml.etree import ElementTree

import pytest
from django.utils.timezone import get_current_timezone
from icalendar import Calendar

from cite.directory.models import EverydayExpression, Service, UnmetNeed
from cite.directory.operations.indexing import follow_services
from tests.factories.directory import make_intake, make_service, make_structure
from tests.factories.territories import make_commune, make_district

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
WHEN = datetime(2026, 11, 27, 10, 0, tzinfo=get_current_timezone())


@pytest.fixture(autouse=True)
def _that_friday(time_machine):
    time_machine.move_to(WHEN, tick=False)


@pytest.fixture
def service(territory):
    district = make_district(make_commune(), code="QN04213M", label="Montreynaud")
    service = make_service(make_structure(territory), "Aide au permis", districts=[district])
    follow_services(territory=territory, services=[service])
    return service


def test_a_moderator_teaches_a_word_and_what_is_given_is_kept(client, territory, claire):
    client.force_login(claire)
    page = client.get("/offre/mots/ecrire/?mots=Conduire").content.decode()
    assert (
        len(re.findall(r'value="theme:(?:preparer-un-permis|financer-ma-mobilite)"[^>]*checked', page)) == 2
    )
    typed = {"expression": "conduire", "themes": ["theme:maitriser-le-francais"], "others": "volant, =ruse"}
    for _time in range(2):
        assert client.post("/offre/mots/ecrire/?mots=conduire", typed)["Location"] == "/offre/mots/"
    [row] = EverydayExpression.objects.all()
    assert row.meanings == ["=theme:maitriser-le-francais", "volant", "ruse"]
    listed = client.get("/offre/mots/").content.decode()
    written = b"".join(client.get("/offre/mots/?format=csv").streaming_content).decode()
    assert written.count("Écrite ici") == 1
    assert "Mots de tous les jours" in listed


def test_a_word_changed_meanwhile_is_not_overwritten(client, territory, claire):
    client.force_login(claire)
    row = EverydayExpression.objects.create(territory=territory, key="velo", words="vélo", meanings=["roue"])
    row.save_next_version()
    stale = {"expression": "vélo", "others": "pédale", "version": row.version - 1}
    assert client.post("/offre/mots/ecrire/?mots=vélo", stale).status_code == 200
    row.refresh_from_db()
    assert row.meanings == ["roue"]


@pytest.mark.parametrize("page", ["mots/", "mots/ecrire/", "besoins/"])
def test_only_moderators_set_the_search(client, yanis, page):
    client.force_login(yanis)
    assert client.get(f"/offre/{page}").status_code == 403
    assert client.post("/offre/mots/ecrire/", {"expression": "vélo"}).status_code == 403
    assert EverydayExpression.objects.count() == 0


def test_needs_without_answer_are_listed(client, territory, claire):
    UnmetNeed.objects.create(territory=territory, need="childcare", words="le dimanche")
    client.force_login(claire)
    page = client.get("/offre/besoins/").content.decode()
    assert ("Faire garder mon enfant" in page, "le dimanche" in page) == (True, True)


def test_a_district_has_its_feed_and_its_calendar(client, service):
    hidden = make_service(service.structure, "Cachée", shown_until=date(2026, 1, 1))
    make_intake(service, date(2026, 12, 1))
    make_intake(hidden, date(2026, 12, 2))
    atom = client.get("/offre/nouveautes.atom?quartier=QN04213M")
    assert atom["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert ("Aide au permis" in atom.content.decode(), "Cachée" in atom.content.decode()) == (True, False)
    calendar = Calendar.from_ical(client.get("/offre/entrees.ics").content)
    events = calendar.walk("VEVENT")
    assert [(str(e["SUMMARY"]), e["DTSTART"].dt) for e in events] == [("Aide au permis", date(2026, 12, 1))]
    assert client.get("/offre/entrees.ics?quartier=QN99999M").status_code == 404


def test_a_feed_says_who_speaks_and_which_feed_it_is(client, service, django_assert_num_queries):
    Service.objects.update(summary="Moins de 3 < 4 ans <b>ici</b>")
    addresses = ["/offre/nouveautes.atom", "/offre/nouveautes.atom?quartier=QN04213M"]
    feeds = [ElementTree.fromstring(client.get(address).content) for address in addresses]  # noqa: S314 (ours)
    assert [feed.findtext(f"{ATOM}id") for feed in feeds] == [f"http://testserver{a}" for a in addresses]
    for feed in feeds:
        # RFC 4287, 4.1.1: without an author, a feed is not valid
        assert feed.findtext(f"{ATOM}author/{ATOM}name") == str(service.territory)
        [entry] = feed.findall(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}author/{ATOM}name") == service.structure.name
        summary = entry.find(f"{ATOM}summary")
        said = html.unescape(summary.text) if summary.get("type") == "html" else summary.text
        assert (said, "<" in summary.text) == ("Moins de 3 < 4 ans <b>ici</b>", False)
    make_service(service.structure, "Autre service")
    with django_assert_num_queries(4):  # the Cité, the address it has, the districts, the services
        client.get(addresses[0])


def test_the_site_map_names_each_sheet_in_each_language(client, service):
    written = client.get("/offre/sitemap.xml").content.decode()
    assert written.count(f"/offre/services/{service.uuid}/</loc>") == 7
    assert f"<loc>http://testserver/ar/offre/services/{service.uuid}/</loc>" in written

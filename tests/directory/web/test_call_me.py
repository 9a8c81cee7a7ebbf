"""The button that asks to be called stands beside services only where somebody can keep the promise."""

import re
from datetime import datetime

import pytest
from django.conf import settings
from django.core.cache import caches
from django.urls import reverse
from django.utils.timezone import get_current_timezone
from django_scopes import scope

from cite.directory.operations.indexing import follow_services
from cite.territories.models import Commune, District
from cite.territories.operations.reference_data import load_territory
from tests.factories.accounts import make_user
from tests.factories.callbacks import make_absence, make_duty_partner, make_shift
from tests.factories.directory import make_service, make_structure
from tests.factories.organizations import make_member, make_partner
from tests.factories.territories import make_commune, make_district
from tests.scale import queries_as_it_grows

pytestmark = pytest.mark.django_db
WHEN = datetime(2026, 11, 27, 10, 0, tzinfo=get_current_timezone())
PROMISED = "Nous vous appelons avant mardi 16 h. Votre numéro est ensuite effacé."
INVITED = "Laissez votre numéro : une personne de la Cité vous appelle. C’est gratuit, sans compte."
ASKS_WHICH = "/offre/rappel/"
SAID = {
    "ar": "سنتصل بكم قبل الثلاثاء 16:00. ثم يُمحى رقمكم.",
    "en": "We will call you before Tuesday 16:00. Your number is then erased.",
    "es": "Le llamamos antes del martes 16:00. Después, su número se borra.",
    "fr-simple": "Nous vous appelons avant mardi 16 h. Après l’appel, nous effaçons votre numéro.",
    "pt": "Ligamos-lhe antes de terça-feira 16:00. Depois, o seu número é apagado.",
    "tr": "Sizi en geç şu zamana kadar arayacağız: Salı 16:00. Sonra numaranız silinir.",
}
"""What is promised, in each language."""


@pytest.fixture(autouse=True)
def _that_friday(time_machine):
    time_machine.move_to(WHEN, tick=False)
    reverse("portals:home")  # the addresses are read in French, whichever page is the first asked


@pytest.fixture
def montreynaud(territory):
    return make_district(make_commune(epci_code=territory.epci_code), code="QN04213M", label="Montreynaud")


@pytest.fixture
def la_dame(montreynaud):
    return make_district(Commune.objects.get(), code="QN04216M", label="La Dame Blanche")


@pytest.fixture
def nadia(territory, montreynaud):
    partner = make_partner(territory, "Les Ateliers du Grand Chêne")
    make_duty_partner(partner, make_user("alix"))
    return make_member(partner, make_user("nadia"))


@pytest.fixture
def shift(montreynaud, nadia):
    return make_shift(montreynaud, nadia)


def offer(territory, *districts, everywhere=False):
    service = make_service(
        make_structure(territory, name="Le Relais"),
        "Garde d’enfants",
        themes=["famille--garde-denfants"],
        districts=list(districts),
        covers_all_districts=everywhere,
    )
    follow_services(territory=territory, services=[service])
    return service


def button(html: str) -> tuple[str, str] | None:
    """What the part of the page says, and where its button leads; none where there is none."""
    part = re.search(r'id="rappel".*?</section>', html, re.DOTALL)
    if part is None:
        return None
    text = re.search(r"<p[^>]*>(.*?)</p>", part[0], re.DOTALL)[1]
    return text.replace("\u00a0", " "), re.search(r'href="([^"]+)"', part[0])[1]


def seen(client, address: str) -> tuple[str, str] | None:
    return button(client.get(address).content.decode())


def asking(district: District) -> str:
    return f"{ASKS_WHICH}{district.uuid}/"


def test_a_sheet_of_one_district_promises_there(client, territory, montreynaud, shift):
    service = offer(territory, montreynaud)
    assert seen(client, f"/offre/services/{service.uuid}/") == (PROMISED, asking(montreynaud))


@pytest.mark.parametrize("language", SAID)
def test_it_promises_in_every_language_and_leads_on_in_it(client, territory, montreynaud, shift, language):
    service = offer(territory, montreynaud)
    text, leads_to = seen(client, f"/{language}/offre/services/{service.uuid}/")
    assert (leads_to, text) == (f"/{language}{asking(montreynaud)}", SAID[language])


def test_a_district_chosen_in_the_search_prevails_and_follows_to_the_sheet(
    client, territory, montreynaud, la_dame, shift
):
    service = offer(territory, montreynaud, la_dame)
    page = client.get("/offre/chercher/?besoin=childcare&quartier=QN04213M").content.decode()
    assert button(page) == (PROMISED, asking(montreynaud))
    [sheet] = re.findall(r'<h3 class="fr-h6 fr-mb-1v"><a href="([^"]*)"', page)
    assert sheet == f"/offre/services/{service.uuid}/?quartier=QN04213M"
    assert seen(client, sheet) == (PROMISED, asking(montreynaud))


@pytest.mark.parametrize("chosen", ["", "?quartier=", "?quartier=QN99999Z"])
def test_where_the_district_is_not_known_it_leads_to_the_question(
    client, territory, montreynaud, la_dame, shift, chosen
):
    service = offer(territory, montreynaud, la_dame)
    assert seen(client, f"/offre/services/{service.uuid}/{chosen}") == (INVITED, ASKS_WHICH)


def test_a_sheet_of_all_districts_and_the_results_lead_to_the_question(client, territory, shift):
    service = offer(territory, everywhere=True)
    pages = (f"/offre/services/{service.uuid}/", "/offre/chercher/?besoin=childcare")
    assert [seen(client, page) for page in pages] == [(INVITED, ASKS_WHICH)] * 2


def test_nothing_found_still_offers_to_be_called(client, territory, montreynaud, shift):
    nothing = client.get("/offre/chercher/?besoin=housing").content.decode()
    assert "Aucun service ne répond" in nothing
    assert button(nothing) == (INVITED, ASKS_WHICH)
    there = client.get("/offre/chercher/?besoin=housing&quartier=QN04213M").content.decode()
    assert button(there) == (PROMISED, asking(montreynaud))


def test_no_roster_no_button(client, territory, montreynaud):
    service = offer(territory, montreynaud)
    pages = (
        f"/offre/services/{service.uuid}/",
        "/offre/chercher/?besoin=childcare",
        "/offre/chercher/?besoin=housing",
        "/offre/chercher/?besoin=childcare&quartier=QN04213M",
    )
    assert [seen(client, page) for page in pages] == [None] * 4


def test_a_roster_elsewhere_promises_nothing_here(client, territory, la_dame, shift):
    service = offer(territory, la_dame)
    pages = (f"/offre/services/{service.uuid}/", "/offre/chercher/?quartier=QN04216M")
    assert [seen(client, page) for page in pages] == [None] * 2


def test_who_lives_where_nobody_is_on_duty_is_told_so_and_led_to_the_services(
    client, territory, montreynaud, shift
):
    absent = "Votre quartier n’est pas dans la liste\u00a0?"
    assert absent not in client.get(ASKS_WHICH).content.decode()
    other = make_district(Commune.objects.get(), code="QN04216M", label="La Dame Blanche")
    page = client.get(ASKS_WHICH).content.decode().partition("<main")[2]
    assert absent in page and 'href="/offre/"' in page
    alone = client.get(f"/offre/rappel/{other.uuid}/").content.decode().partition("Personne ne peut")[2]
    assert 'href="/offre/"' in alone
    assert "حيّكم" in client.get("/ar/offre/rappel/").content.decode()


def test_nobody_there_all_week_takes_the_button_away(client, territory, montreynaud, nadia, shift):
    week = {"first_on": "2026-11-27", "last_on": "2026-12-31"}
    make_absence(nadia.partner, **week)
    service = offer(territory, montreynaud)
    pages = (f"/offre/services/{service.uuid}/", "/offre/chercher/?besoin=childcare")
    assert [seen(client, page) for page in pages] == [None] * 2


def test_the_page_that_asks_is_one_tap_away(client, montreynaud, shift):
    page = client.get(asking(montreynaud)).content.decode()
    assert re.search(r'href="(/offre/rappel/)"[^>]*>\s*Choisir un autre quartier', page)


def test_as_many_queries_for_one_district_on_duty_as_for_thirty(client, territory, montreynaud, nadia):
    """More shifts, more districts: the page asks the same of the database."""
    offer(territory, everywhere=True)
    commune, numbers = Commune.objects.get(), iter(range(100, 999))

    def add(how_many: int) -> None:
        for _more in range(how_many):
            make_shift(make_district(commune, code=f"QN09{next(numbers)}M"), nadia)

    for address in ("/offre/chercher/?besoin=childcare", "/offre/rappel/"):
        counts = queries_as_it_grows(client, address, add, (1, 2, 27))
        assert len(set(counts)) == 1, (address, counts)


def test_where_she_stands_says_her_district_and_outside_she_is_asked(client, db):
    """Her position is posted; only the district it is in is left in the page."""
    cite = load_territory(folder=settings.REFERENCE_DATA_DIR).territory
    with scope(territory=cite):
        district = District.objects.get(code="QN04213M", generation="2024")
        partner = make_partner(cite, "Les Ateliers du Grand Chêne")
        make_duty_partner(partner, make_user("alix"))
        make_shift(district, make_member(partner, make_user("nadia")))
        said = [
            button(client.post("/offre/chercher/", {"longitude": x, "latitude": y}).content.decode())
            for x, y in (("4.4036", "45.4660"), ("4.3873", "45.4397"))
        ]
    assert said == [(PROMISED, asking(district)), (INVITED, ASKS_WHICH)]


def test_one_machine_that_asks_too_much_stops_nobody_else(client, shift, settings):
    """Behind a proxy too, where everybody seems to come from the same address."""
    caches["throttles"].clear()
    settings.CALLBACKS_PER_MINUTE, settings.NINJA_NUM_PROXIES = 2, 1

    def ask(machine):
        seen = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": f"203.0.113.9, {machine}"}
        return client.post(reverse("directory:cancel-call"), {"code": "AAAAAAAA"}, **seen)

    answers = [ask("198.51.100.7") for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    # as long as it lasts, and no longer
    assert (answers[2]["Retry-After"], "Réessayez dans une minute." in answers[2].content.decode()) == (
        "60",
        True,
    )
    assert ask("198.51.100.8").status_code == 200

"""« Rien ne répond à mon besoin »: counted once, without a word of who."""

from datetime import timedelta

import pytest
from django.test import Client

from cite.accounts.enums import Role
from cite.audit.models import Entry
from cite.core.dates import now, today
from cite.core.free_text import check_free_text, warnings_in
from cite.directory.enums.finding import FindingAct
from cite.directory.models import UnmetNeed
from cite.directory.operations.finding import NEEDS_PER_HOUR, report_unmet_need
from cite.directory.rules.finding import without_contacts
from cite.referrals.tasks import erase_words_of_needs
from cite.residents.models import DelaySet
from cite.residents.rules.delays import FIRST
from tests.factories.accounts import make_user
from tests.factories.territories import make_commune, make_district

pytestmark = pytest.mark.django_db


@pytest.fixture
def district(territory):
    return make_district(make_commune(), code="QN04213M", label="Montreynaud")


def test_a_need_without_answer_is_counted_once_and_says_nothing_of_who(client, territory, district):
    typed = {
        "besoin": "childcare",
        "quartier": district.code,
        "mots": "garde le dimanche, appelez Yanis 06 12 34 56 78 ou yanis@example.org",
    }
    for _time in range(2):
        assert client.post("/offre/besoin-sans-reponse/", typed)["Location"].endswith("/merci/")
    [need] = UnmetNeed.objects.all()
    assert (need.need, need.district, need.words) == (
        "childcare",
        district,
        "garde le dimanche, appelez Yanis … ou …",
    )


def test_a_need_that_says_nothing_is_refused_and_a_machine_is_not_told(client, territory):
    empty = client.post("/offre/besoin-sans-reponse/", {}).content.decode()
    assert "Choisissez un besoin, ou écrivez ce que vous cherchez." in empty
    trapped = client.post("/offre/besoin-sans-reponse/", {"besoin": "health", "website": "x"})
    assert (trapped.status_code, UnmetNeed.objects.count()) == (302, 0)


def test_too_many_needs_at_once_are_refused(client, territory):
    UnmetNeed.objects.bulk_create(
        UnmetNeed(territory=territory, need="health", words=str(n)) for n in range(NEEDS_PER_HOUR)
    )
    answer = client.post("/offre/besoin-sans-reponse/", {"besoin": "housing"})
    assert (answer.status_code, UnmetNeed.objects.count()) == (200, NEEDS_PER_HOUR)


def test_words_are_erased_after_some_time_and_the_need_stays_counted(territory, district):
    said = {"territory": territory, "district": district}
    report_unmet_need(**said, need="childcare", words="Madame Inventée cherche une garde le dimanche")
    other = report_unmet_need(**said, need="", words="Madame Inventée cherche autre chose")
    late = report_unmet_need(**said, need="childcare", words="une place en crèche")
    UnmetNeed.objects.exclude(pk=late.pk).update(created_at=now() - timedelta(days=181))
    counted = sum(need.need == "childcare" for need in UnmetNeed.objects.all())
    assert erase_words_of_needs.func() == 2
    assert erase_words_of_needs.func() == 0
    assert [(need.words, need.words_erased_on is None) for need in UnmetNeed.objects.order_by("pk")] == [
        ("", False),
        ("", False),
        ("une place en crèche", True),
    ]
    assert sum(need.need == "childcare" for need in UnmetNeed.objects.all()) == counted == 2
    other.refresh_from_db()
    assert str(other) == "Autre chose"
    assert Entry.objects.filter(action=FindingAct.ERASE_WORDS).count() == 1
    client = Client()
    client.force_login(make_user("yanis", role=Role.CO_PILOT_METROPOLE, territory=territory))
    html = client.get("/offre/besoins/").content.decode()
    assert html.count("Mots effacés") == 2 and "Inventée" not in html


def test_co_pilots_set_how_long_words_are_kept(territory, district):
    report_unmet_need(territory=territory, need="housing", district=district, words="un toit")
    UnmetNeed.objects.update(created_at=now() - timedelta(days=100))
    assert erase_words_of_needs.func() == 0
    values = {str(key): value for key, value in FIRST.items()} | {"need_words": 90}
    yanis = make_user("yanis")
    DelaySet.objects.create(
        territory=territory, number=1, values=values, why="Moins.", in_force_on=today(), written_by=yanis
    )
    assert erase_words_of_needs.func() == 1


@pytest.mark.parametrize(
    "identifier",
    [
        "06 39 98 01 23",
        "06\u200b39\u200b98\u200b01\u200b23",
        "０６３９９８０１２３",
        "06_39_98_01_23",
        "+596 596 12 34 56",
        "+212 6 12 34 56 78",
        "1 85 05 78 006 084 36",
        "1 85 05 2A 006 084 36",
        "FR76 3000 6000 0112 3456 7890 189",
        "allocataire n° 1234567",
    ],
)
def test_no_identifier_stays_in_the_words_of_a_need(identifier):
    kept = without_contacts(f"Je cherche une garde. {identifier} Merci.")
    assert check_free_text(kept) and not warnings_in(kept)
    assert kept.startswith("Je cherche une garde.") and kept.endswith("Merci.")


@pytest.mark.parametrize(
    "words", ["trois enfants de 2, 4, 6, 8, 10 et 12 ans", "ouvert de 16:30 à 17:45", "42100"]
)
def test_what_identifies_nobody_stays(words):
    assert without_contacts(words) == words

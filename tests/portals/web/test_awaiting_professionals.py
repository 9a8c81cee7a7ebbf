"""« Ce qui vous attend » of a professional who follows people: everything is there, by urgency, and says why."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cite.accounts.enums import Role
from cite.core.dates import now
from cite.pathways.models import FollowUp
from cite.referrals.models import OutcomeNote
from cite.residents.models import Sharing
from cite.ui.waiting import Moment, waiting_for
from tests.factories.accounts import make_user
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.dropout import make_alert
from tests.factories.pathways import make_appointment, make_exit, make_pathway, make_refereeship
from tests.factories.referrals import make_introduction, make_referral
from tests.factories.residents import make_delays, make_resident
from tests.factories.reviews import make_review, make_review_decision, make_situation
from tests.ui.html import read

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 25)
PARIS = ZoneInfo("Europe/Paris")
SOON, LOOK = 3, 2


@pytest.fixture(autouse=True)
def on_a_wednesday():
    with time_machine.travel("2026-11-25 12:00+01:00", tick=False):
        yield


@pytest.fixture
def partner(territory):
    return make_partner(territory, **HABILITATED)


@pytest.fixture
def ines(partner):
    return make_member(partner, "ines")


@pytest.fixture
def omar(partner):
    return make_member(partner, "omar")


def followed(member, **fields):
    return make_pathway(make_resident(member), member, **fields)


def client_of(member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def awaited(member) -> dict[str, object]:
    """What awaits her, by label, in order."""
    request = client_of(member).get("/").wsgi_request
    return {str(item.label).replace("\xa0", " "): item for item in waiting_for(request)}


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def everything(ines, omar, relay):
    """One of each thing that may await her."""
    silent = followed(ines)
    make_alert(silent, level=SOON)
    make_appointment(silent, ines, at=datetime(2026, 11, 23, 9, tzinfo=PARIS))
    make_referral(ines, sent_on=ago(20))
    make_referral(ines, state="refused", refusal_reason="full", answered_on=ago(2), sent_on=ago(9))
    make_referral(omar, receiver=ines.partner, sent_on=ago(3))
    appointed = {"state": "appointed", "answered_on": ago(4), "sent_on": ago(9)}
    make_referral(
        omar, receiver=ines.partner, appointment_at=datetime(2026, 11, 24, 9, tzinfo=PARIS), **appointed
    )
    ended = followed(ines, opened_on=date(2026, 5, 4))
    make_exit(ended, ines, on=date(2026, 8, 20))
    ended_follow_ups(ended)
    given = followed(omar)
    make_refereeship(given, ines, state="proposed", since=None, proposed_by=omar, proposed_on=ago(1))
    followed(ines, has_referent=False)
    met = make_referral(ines, state="met", answered_on=ago(16), sent_on=ago(20))
    OutcomeNote.objects.create(
        territory=met.territory, referral=met, rank=1, by_receiver=False, noted_on=ago(1)
    )
    make_introduction(relay, introduced_on=ago(2))
    review = make_review(ines.territory, omar.user, ines.user)
    situation = make_situation(review, silent, ines)
    make_review_decision(situation, ines, due_on=ago(1))


def ended_follow_ups(pathway):
    """The first follow-up is due."""
    FollowUp.objects.filter(exit__pathway=pathway, months=3).update(due_on=ago(5))


@pytest.fixture
def relay(territory):
    return make_member(make_partner(territory, "Le Relais"), "rosa", role=Role.RELAY)


def test_everything_that_awaits_her_is_there_with_its_reason(ines, omar, relay):
    everything(ines, omar, relay)
    found = awaited(ines)
    expected = {
        "1 situation à regarder cette semaine",
        "1 rendez-vous à renseigner",
        "1 orientation que vous suivez reste sans réponse",
        "1 orientation n’a pas abouti",
        "1 orientation attend votre réponse",
        "1 personne orientée vers vous : est-elle venue ?",
        "1 suivi à faire",
        "Un parcours vous est proposé",
        "1 parcours sans référent dans votre structure",
        "1 orientation : qu’est-ce que cela a donné ?",
        "1 personne signalée à appeler",
        "1 décision de revue à suivre",
    }
    assert expected <= set(found)
    assert all(found[label].detail for label in expected)


def test_it_is_ordered_by_urgency_under_its_headings(ines, omar, relay):
    everything(ines, omar, relay)
    document = read(client_of(ines).get("/").content)
    places = [
        document.text.index(each)
        for each in (
            "En retard",
            "1 décision de revue à suivre",
            "1 suivi à faire",
            "À faire d’abord",
            "situation à regarder cette semaine",
            "Dans les 7 jours",
            "1 orientation n’a pas abouti",
        )
    ]
    assert places == sorted(places)


def test_how_many_days_are_near_and_late_is_what_both_co_pilots_set(ines, omar, relay):
    everything(ines, omar, relay)
    values = {"soon": 20, "answered": 5, "called": 30}
    make_delays(ines.territory, ines.user, values=values, in_force_on=TODAY)
    found = awaited(ines)
    assert found["1 personne signalée à appeler"].due == ago(2) + timedelta(days=30)
    assert found["Un parcours vous est proposé"].due == ago(1) + timedelta(days=5)
    assert found["1 orientation : qu’est-ce que cela a donné ?"].due == ago(1) + timedelta(days=5)
    assert found["1 orientation n’a pas abouti"].due == ago(2) + timedelta(days=5)
    text = read(client_of(ines).get("/").content).text
    assert "Dans les 20 jours" in text and "Dans les 7 jours" not in text


def test_an_ended_referral_that_nothing_followed_becomes_late(ines):
    make_referral(ines, state="refused", refusal_reason="full", answered_on=ago(8), sent_on=ago(9))
    make_referral(ines, state="expired", expires_on=ago(3), sent_on=ago(33))
    item = awaited(ines)["2 orientations n’ont pas abouti"]
    assert (item.due, item.moment(TODAY, 7)) == (ago(1), Moment.LATE)


def test_ten_situations_a_week_the_most_urgent_first_and_how_many_wait_behind(ines):
    for number in range(12):
        make_alert(followed(ines), level=SOON if number == 11 else LOOK)
    item = awaited(ines)["10 situations à regarder cette semaine"]
    assert item.is_urgent and item.due == date(2026, 11, 27)
    assert "Pas de nouvelles : 10" in item.detail.replace("\xa0", " ")
    assert "Et 2 autres, moins urgentes." in item.detail.replace("\xa0", " ")
    text = client_of(ines).get("/a-regarder/").content.decode().replace("\xa0", " ")
    assert "Voir les 2 autres" in text


def test_once_she_did_her_part_the_rest_may_wait(ines):
    for _each in range(10):
        make_alert(followed(ines), closed_on=TODAY, closed_by=ines, closing="seen")
    make_alert(followed(ines))
    item = awaited(ines)["1 situation moins urgente à regarder"]
    assert not item.is_urgent and item.due is None
    assert item.url == "/a-regarder/?tout=1"


def test_a_reminded_structure_is_not_said_late_before_ten_working_days(ines):
    make_referral(ines, sent_on=date(2026, 11, 12))
    assert not [label for label in awaited(ines) if "reste sans réponse" in label]
    make_referral(ines, sent_on=date(2026, 11, 10))
    assert "1 orientation que vous suivez reste sans réponse" in awaited(ines)


@pytest.mark.parametrize(
    ("number", "sentences"),
    [
        (1, {"Une personne attend votre oui, votre non, ou une date.", "Refusée, ou close sans réponse"}),
        (
            2,
            {
                "Des personnes attendent votre oui, votre non, ou une date.",
                "Refusées, ou closes sans réponse",
            },
        ),
    ],
)
def test_what_is_said_of_referrals_agrees_with_how_many_they_are(ines, omar, number, sentences):
    for _each in range(number):
        make_referral(omar, receiver=ines.partner, sent_on=ago(3))
        make_referral(ines, state="refused", refusal_reason="full", answered_on=ago(2))
    found = awaited(ines)
    details = " ".join(str(item.detail) for item in found.values()).replace("\xa0", " ")
    assert all(sentence in details for sentence in sentences)
    words = "orientation attend" if number == 1 else "orientations attendent"
    assert f"{number} {words} votre réponse" in found


def test_a_refusal_that_was_followed_by_another_referral_is_over(ines):
    refused = make_referral(ines, state="refused", refusal_reason="full", answered_on=ago(2))
    assert "1 orientation n’a pas abouti" in awaited(ines)
    make_referral(ines, follows=refused, sent_on=TODAY)
    assert "1 orientation n’a pas abouti" not in awaited(ines)


def test_what_a_colleague_sent_is_not_hers_to_follow(ines, omar):
    make_referral(omar, sent_on=ago(20))
    assert not [label for label in awaited(ines) if "sans réponse" in label]


def test_a_hand_over_is_late_after_a_week(ines, omar):
    make_refereeship(followed(omar), ines, state="proposed", since=None, proposed_by=omar, proposed_on=ago(3))
    item = awaited(ines)["Un parcours vous est proposé"]
    assert item.due == ago(3) + timedelta(days=7)
    assert str(omar.user) in item.detail


def test_the_same_queries_for_one_of_each_and_for_five(ines, omar, relay):
    def count():
        client = client_of(ines)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return len(queries)

    everything(ines, omar, relay)
    first = count()
    for _each in range(4):
        silent = followed(ines)
        make_alert(silent)
        make_appointment(silent, ines, at=datetime(2026, 11, 23, 9, tzinfo=PARIS))
        make_referral(ines, sent_on=ago(20))
        make_introduction(relay, introduced_on=ago(2))
        followed(ines, has_referent=False)
    assert count() == first


def test_nobody_is_named_on_the_first_page(ines, omar, relay, partner):
    everything(ines, omar, relay)
    resident = make_resident(ines, first_name="Zélie", last_name="Inventée")
    make_alert(make_pathway(resident, ines))
    assert "Zélie" not in client_of(ines).get("/").content.decode()


def test_the_coordination_is_told_of_all_structures_not_of_hers_twice(territory, ines, partner):
    followed(ines, has_referent=False)
    coordinator = make_member(partner, "paul", role=Role.COORDINATOR)
    labels = [label for label in awaited(coordinator) if "sans référent" in label]
    assert labels == ["1 parcours sans référent"]
    claire = make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)
    client = Client()
    client.force_login(claire)
    assert "parcours sans référent" in client.get("/").content.decode().replace("\xa0", " ")


def test_her_own_appointments_are_told_without_a_name_as_long_as_she_may_see_the_pathway(ines, omar, partner):
    pathway = followed(ines)
    make_appointment(pathway, ines, at=datetime(2026, 11, 27, 9, tzinfo=PARIS), place="Bureau 2")
    make_appointment(pathway, omar, at=datetime(2026, 11, 26, 9, tzinfo=PARIS), place="Ailleurs")
    make_appointment(pathway, ines, at=datetime(2026, 11, 24, 9, tzinfo=PARIS), place="Passé")
    shown = client_of(ines).get("/").content.decode()
    assert f"/parcours/{pathway.uuid}/" in shown
    assert "Bureau 2" in shown
    assert all(words not in shown for words in ("Ailleurs", "Passé", str(pathway.resident)))
    Sharing.objects.update(stopped_at=now(), stopped_how="told")
    assert "Bureau 2" not in client_of(ines).get("/").content.decode()


def test_appointments_to_come_are_told_apart_without_naming_anybody(ines):
    """Initials, how they meet and where: somebody else may look at the first page of a screen."""
    for hour, (first, last, more) in enumerate(
        [
            ("Samira", "Benali", {"place": "4 rue des Essais", "subject": "Son logement"}),
            ("Noé", "", {"channel": "phone"}),
        ]
    ):
        resident = make_resident(ines, first_name=first, last_name=last)
        pathway = make_pathway(resident, ines)
        make_appointment(pathway, ines, at=datetime(2026, 11, 26, 9 + hour, tzinfo=PARIS), **more)
    client = client_of(ines)
    page = read(client.get("/").content)
    told = " ".join(page.text.split()).partition("À venir")[2]
    assert "Rendez-vous avec S.B.4 rue des Essais jeudi 26 novembre à 9 h 00" in told
    assert "Rendez-vous avec N.Téléphone jeudi 26 novembre à 10 h 00" in told
    assert [word for word in ("Samira", "Benali", "Noé", "Son logement") if word in page.text] == []

"""« X wishes to reach you »: nothing tells whether somebody is known, neither words, nor queries, nor what is kept."""

import re
from datetime import date

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cite.accounts.enums import Role
from cite.actors.models import Membership
from cite.core.decisions import Refused
from cite.jobs.models import Job
from cite.notifications.models import Notice
from cite.residents.adapters.people import find_residents
from cite.residents.enums.objections import ReachObjection
from cite.residents.enums.rights import ReachState
from cite.residents.enums.sharing import Purpose, StopWay
from cite.residents.models import ReachRequest, Resident, Sharing
from cite.residents.operations.reaching import answer_reach, decline_reach, receive_reach
from cite.residents.operations.sharing import stop
from cite.residents.ports import forget_referents, register_referents
from cite.residents.queries.reaching import who_accompanies
from cite.residents.tasks import deliver_reach
from tests.factories.actors import make_member
from tests.factories.residents import make_reach, make_sharing

BORN = date(1990, 5, 1)
KNOWN = {
    "first_name": "amina",
    "last_name": "BENFICTIF",
    "birth_date": "1990-05-01",
    "reason": "Un atelier vélo.",
}
UNKNOWN = KNOWN | {"last_name": "Inconnue"}


@pytest.fixture(autouse=True)
def _frozen():
    caches["throttles"].clear()
    with time_machine.travel("2026-11-27 10:00:00+01:00", tick=False) as traveler:
        yield traveler


@pytest.fixture
def amina(amina):
    Resident.objects.filter(pk=amina.pk).update(birth_date=BORN, birth_year=1990)
    amina.refresh_from_db()
    return amina


def ask(client: Client, data: dict) -> tuple[str, list[str]]:
    """The page that comes back, and the queries behind it, without their values."""
    with CaptureQueriesContext(connection) as captured:
        response = client.post(reverse("residents:ask-reach"), data)
    assert response.status_code == 200
    html = re.sub(r'(nonce|csrfmiddlewaretoken|value)="[^"]*"', "", response.content.decode())
    # PostgreSQL writes « E'…' », after one more space, where a value is not plain ASCII
    return html, [re.sub(r" E'(?:[^']|'')*'|'(?:[^']|'')*'|\d+", "?", query["sql"]) for query in captured]


def deliver() -> None:
    """Do what a worker does with the last asking."""
    job = Job.objects.filter(task_path__endswith="deliver_reach").latest("pk")
    deliver_reach.func(*job.args)


def test_known_or_not_the_page_and_the_queries_are_the_same(as_noe, amina):
    ask(as_noe, UNKNOWN)  # what a first request prepares once
    known, queries_known = ask(as_noe, KNOWN)
    unknown, queries_unknown = ask(as_noe, UNKNOWN)
    assert known == unknown
    assert queries_known == queries_unknown
    assert "Votre demande est partie" in known
    assert "Amina" not in known and "amina" not in known


def test_nothing_of_what_was_typed_is_kept_where_it_led_nowhere(as_noe, amina):
    ask(as_noe, UNKNOWN)
    deliver()
    kept = str([job.args for job in Job.objects.all()]) + str([job.kwargs for job in Job.objects.all()])
    assert "Inconnue" not in kept and "atelier" not in kept and "1990" not in kept
    assert not ReachRequest.objects.exists() and not Notice.objects.exists()


def test_who_accompanies_her_is_told_without_a_name(as_noe, ines, noe, amina):
    ask(as_noe, KNOWN)
    deliver()
    reach = ReachRequest.objects.get()
    assert (reach.resident, reach.asked_by, reach.reason) == (amina, noe, "Un atelier vélo.")
    notice = Notice.objects.get()
    assert notice.user == ines.user
    assert "Amina" not in str(notice.__dict__) and "atelier" not in str(notice.__dict__)
    receive_reach(residents=[str(amina.uuid)], asked_by=noe, reason="Encore")
    assert ReachRequest.objects.count() == 1  # it waits once


@pytest.mark.parametrize(
    "change",
    [
        {"birth_date": "1990-05-02"},
        {"first_name": "Amin"},
        {"last_name": "Benfictive"},
    ],
)
def test_only_the_same_person_is_reached(as_noe, amina, change):
    ask(as_noe, KNOWN | change)
    deliver()
    assert not ReachRequest.objects.exists()


def test_a_year_alone_and_the_name_turned_round_are_enough(as_noe, amina):
    Resident.objects.filter(pk=amina.pk).update(birth_date=None)
    ask(as_noe, KNOWN | {"first_name": "Benfictif", "last_name": "Amina"})
    deliver()
    assert ReachRequest.objects.count() == 1


@pytest.mark.parametrize("change", [{"state": "erased"}, {"is_training": False}])
def test_a_file_that_is_not_open_is_reached_by_nobody(as_noe, amina, change):
    Resident.objects.filter(pk=amina.pk).update(**change)
    ask(as_noe, KNOWN)
    deliver()
    assert not ReachRequest.objects.exists()


def test_nobody_is_reached_who_shares_with_nobody(as_noe, amina):
    stop(sharing=Sharing.objects.get(), how=StopWay.LINK)
    ask(as_noe, KNOWN)
    deliver()
    assert not ReachRequest.objects.exists()


def test_a_reason_with_an_identifier_is_refused_alike(as_noe, amina):
    reason = {"reason": "NIR 2 85 05 78 006 084"}
    known, first = ask(as_noe, KNOWN | reason)
    unknown, second = ask(as_noe, UNKNOWN | reason)
    assert "sécurité sociale" in known
    assert first == second
    assert not Job.objects.filter(task_path__endswith="deliver_reach").exists()


def test_asking_is_counted(as_noe, amina):
    pages = [ask(as_noe, UNKNOWN)[0] for _ in range(6)]
    assert [str(ReachObjection.TOO_MANY.label) in each for each in pages] == [False] * 4 + [True] * 2


@pytest.mark.parametrize("role", [Role.CARRIER, Role.RELAY, Role.EMPLOYER])
def test_those_who_welcome_people_ask_nothing(partner, role):
    client = Client()
    client.force_login(make_member(partner, "autre", role=role).user)
    assert client.get(reverse("residents:ask-reach")).status_code == 403
    assert client.post(reverse("residents:ask-reach"), KNOWN).status_code == 403


def test_the_one_who_agreed_is_told_to_whoever_asked_and_the_refusal_is_not(as_ines, ines, noe, amina):
    yes, no = make_reach(amina, noe), make_reach(amina, make_member(noe.partner, "autre"))
    url = reverse("residents:reach", args=[yes.uuid])
    html = as_ines.get(url).content.decode()
    assert "Amina Benfictif" in html and "Une place se libère" in html
    assert as_ines.post(url, {"version": 1, "answer": "yes"}).status_code == 302
    as_ines.post(reverse("residents:reach", args=[no.uuid]), {"version": 1, "answer": "no"})
    notice = Notice.objects.get()
    assert notice.user == noe.user
    assert str(ines.partner) in str(notice.__dict__) and "Amina" not in str(notice.__dict__)
    yes.refresh_from_db()
    no.refresh_from_db()
    assert (yes.state, yes.answered_by, no.state) == (ReachState.ANSWERED, ines, ReachState.DECLINED)


def test_answered_twice_is_once_and_otherwise_is_refused(ines, noe, amina):
    reach = make_reach(amina, noe)
    for _ in range(2):
        answer_reach(reach=reach, version=1, by=ines)
    assert Notice.objects.count() == 1
    with pytest.raises(Refused) as refusal:
        decline_reach(reach=reach, version=1, by=ines)
    assert ReachObjection.ANSWERED_ALREADY in refusal.value.decision.objections


def test_whoever_asked_never_sees_the_request(as_noe, noe, amina):
    assert as_noe.get(reverse("residents:reach", args=[make_reach(amina, noe).uuid])).status_code == 404


def test_her_referent_first_then_who_opened_the_file_then_those_who_manage(
    ines, noe, amina, other_partner, partner
):
    assert who_accompanies(amina) == [ines]
    make_sharing(amina, other_partner, Purpose.SUPPORT)
    assert who_accompanies(amina) == [ines, noe]
    register_referents("test", lambda *, resident: [noe])
    try:
        assert who_accompanies(amina) == [noe]
    finally:
        forget_referents("test")
    Membership.objects.filter(pk=ines.pk).update(state="left")
    head = make_member(partner, "tete", is_administrator=True)
    make_member(partner, "autre")
    assert who_accompanies(amina) == [noe, head]


def test_the_home_page_says_that_somebody_waits_without_naming_anybody(as_ines, amina, noe):
    make_reach(amina, noe)
    html = as_ines.get("/").content.decode()
    assert "souhaite joindre une personne que vous suivez" in html
    assert "Amina" not in html


def test_the_search_finds_the_people_one_sees(as_ines, as_noe, amina, relay, partner, rf):
    found = as_ines.post(reverse("search:search"), {"q": "benfictif"}).content.decode()
    assert "Amina Benfictif" in found
    assert "Amina" not in as_noe.post(reverse("search:search"), {"q": "benfictif"}).content.decode()
    make_sharing(amina, relay.partner, Purpose.REFERRAL)
    request = rf.get("/")
    request.user, request.territory = relay.user, relay.territory
    assert find_residents(request, ["benfictif"], 5) == []

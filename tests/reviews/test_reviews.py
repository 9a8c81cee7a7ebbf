"""A review of pathways: who sees what, what is decided, and followed until done."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cite.accounts.enums import Role
from cite.actors.models import Membership
from cite.audit.models import Entry
from cite.core.dates import now
from cite.core.decisions import Refused
from cite.core.models import SaveObjection
from cite.meetings.enums import MeetingState
from cite.meetings.models import Meeting
from cite.pathways.enums.obstacles import ObstacleStatus
from cite.pathways.permissions.pathways import visible_pathways
from cite.residents.enums.sharing import Purpose, StopWay
from cite.residents.models import Sharing
from cite.residents.operations.sharing import stop
from cite.reviews.enums import ReviewAct, TaskState
from cite.reviews.enums import ReviewObjection as O
from cite.reviews.models import Proposal, ReviewDecision, Situation
from cite.reviews.operations import add_situation, decide, propose, remove_situation, settle
from cite.reviews.permissions import decisions_to_do
from cite.reviews.queries import alerts_to_add
from cite.reviews.web.forms import SituationForm
from cite.ui.waiting import waiting_for
from tests.at_once import DONE, at_once
from tests.factories.actors import make_member
from tests.factories.dropout import make_alert
from tests.factories.meetings import make_attendee
from tests.factories.pathways import make_finding, make_pathway
from tests.factories.residents import make_resident, make_sharing
from tests.factories.reviews import make_review_decision, make_situation
from tests.refusals import objections_to
from tests.reviews.conftest import client_of

pytestmark = pytest.mark.django_db
NEXT_WEEK = date(2026, 12, 4)


def page(client: Client, name: str, thing) -> str:
    answer = client.get(reverse(f"reviews:{name}", args=[thing.uuid]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_whoever_accompanies_her_asks_a_question(review, pathway, ines):
    situation = add_situation(meeting=review, pathway=pathway, question=" Quelle garde ? ", by=ines.user)
    assert (situation.question, situation.added_by) == ("Quelle garde ?", ines)


@pytest.mark.parametrize(("question", "expected"), [("  ", (O.EMPTY,)), ("Ok ?", (O.ALREADY_THERE,))])
def test_a_situation_is_there_once_and_asks_something(situation, review, pathway, ines, question, expected):
    if expected == (O.EMPTY,):
        Situation.objects.all().delete()
    found = objections_to(add_situation, meeting=review, pathway=pathway, question=question, by=ines.user)
    assert found == expected


def test_somebody_who_shares_her_file_while_the_page_is_drawn_is_offered_too(pathway, ines, territory):
    form = SituationForm(pathways=visible_pathways(ines.user, territory))
    make_pathway(make_resident(ines, first_name="Lina", last_name="Arrivée"), ines)
    drawn = str(form["pathway"])
    assert "Samia Inventée" in drawn and "Lina Arrivée" in drawn


def test_neither_a_stranger_nor_the_coordination_adds_one(review, pathway, noe, sofia):
    for user in (noe.user, sofia):
        assert objections_to(add_situation, meeting=review, pathway=pathway, question="Quoi ?", by=user)
    assert not Situation.objects.exists()


def test_a_question_holds_no_number_of_social_security(review, pathway, ines):
    with pytest.raises(Refused):
        add_situation(meeting=review, pathway=pathway, question="2 55 08 14 168 025 38 ?", by=ines.user)


def test_a_word_of_health_in_a_review_is_pointed_at(situation, ines):
    client, address = client_of(ines.user), reverse("reviews:situation", args=[situation.uuid])
    said = client.post(address, {"text": "Attendre la fin de sa chimiothérapie."}, follow=True)
    assert "parle peut-être de santé" in said.content.decode()


def test_each_participant_sees_only_the_people_who_share_with_her(situation, review, noe, ines):
    assert "Samia Inventée" in page(client_of(ines.user), "review", review)
    text = page(client_of(noe.user), "review", review)
    assert "Samia" not in text and "1 autre situation ne vous est pas partagée" in text


def test_sharing_for_a_review_lets_the_others_see_and_propose(situation, review, samia, noe):
    make_sharing(samia, noe.partner, Purpose.REVIEW)
    client = client_of(noe.user)
    assert "Samia Inventée" in page(client, "review", review)
    client.post(reverse("reviews:situation", args=[situation.uuid]), {"text": "Une halte-garderie le matin."})
    assert Proposal.objects.get().by == noe


def test_a_double_click_proposes_once(situation, ines):
    for _each in range(2):
        propose(situation=situation, text="Appeler la crèche.", by=ines.user)
    assert Proposal.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_proposal_sent_twice_at_once_is_one(territory, situation, ines):
    def say():
        propose(situation=situation, text="Appeler la crèche.", by=ines.user)

    assert at_once(territory, *[say] * 4) == [DONE] * 4
    assert Proposal.objects.count() == 1


def test_a_sharing_that_stops_while_she_writes_stops_what_she_proposes(situation, ines, samia):
    Sharing.objects.filter(resident=samia).update(stopped_at=now(), stopped_how=StopWay.TOLD)
    found = objections_to(propose, situation=situation, text="Appeler la crèche.", by=ines.user)
    assert found == (O.NO_LONGER_SHARED,)


def test_a_situation_taken_off_while_somebody_writes_is_told_gone(situation, ines):
    remove_situation(situation=situation, version=situation.version, by=ines.user)
    gone = (SaveObjection.GONE_MEANWHILE,)
    assert objections_to(propose, situation=situation, text="Appeler.", by=ines.user) == gone
    asked = {"situation": situation, "what": "Appeler", "who": ines, "due_on": NEXT_WEEK, "by": ines.user}
    assert objections_to(decide, **asked) == gone


def test_a_review_decides_who_does_what_for_when(situation, ines, noe, samia):
    make_sharing(samia, noe.partner, Purpose.SUPPORT)
    decision = decide(situation=situation, what="Appeler la crèche", who=noe, due_on=NEXT_WEEK, by=ines.user)
    assert (decision.who, decision.due_on, decision.state) == (noe, NEXT_WEEK, TaskState.OPEN)


@pytest.mark.parametrize(
    ("what", "due_on", "expected"),
    [(" ", NEXT_WEEK, O.NOTHING_DECIDED), ("Appeler", date(2026, 11, 26), O.IN_THE_PAST)],
)
def test_a_decision_says_what_and_a_day_to_come(situation, ines, what, due_on, expected):
    assert objections_to(decide, situation=situation, what=what, who=ines, due_on=due_on, by=ines.user) == (
        expected,
    )


def test_nobody_does_something_for_a_person_who_does_not_share_with_her(situation, ines, noe):
    found = objections_to(
        decide, situation=situation, what="Appeler", who=noe, due_on=NEXT_WEEK, by=ines.user
    )
    assert found == (O.NOT_SHARED_WITH_HER,)


@pytest.mark.parametrize(
    ("state", "expected"),
    [(MeetingState.DRAFT, O.NOT_HELD_YET), (MeetingState.CLOSED, O.OVER), (MeetingState.CANCELED, O.OVER)],
)
def test_a_review_decides_while_it_is_held(situation, review, ines, state, expected):
    Meeting.objects.filter(pk=review.pk).update(state=state)
    situation = Situation.objects.get()
    found = objections_to(
        decide, situation=situation, what="Appeler", who=ines, due_on=NEXT_WEEK, by=ines.user
    )
    assert found == (expected,)


def test_what_is_decided_waits_for_whoever_does_it_until_done(rf, territory, situation, ines):
    decision = make_review_decision(situation, ines, due_on=NEXT_WEEK)
    request = rf.get("/")
    request.user, request.territory = ines.user, territory
    assert "1 décision de revue à suivre" in [item.label for item in waiting_for(request)]
    client = client_of(ines.user)
    client.post(reverse("reviews:settle", args=[decision.uuid]), {"step": "finish", "version": 1})
    decision.refresh_from_db()
    assert (decision.state, decision.settled_on) == (TaskState.DONE, date(2026, 11, 27))
    assert objections_to(settle, decision=decision, step="finish", version=2, by=ines.user) == (O.SETTLED,)


def test_only_whoever_does_it_says_where_it_stands(situation, samia, ines, noe):
    make_sharing(samia, noe.partner, Purpose.SUPPORT)
    decision = make_review_decision(situation, ines)
    assert objections_to(settle, decision=decision, step="finish", version=1, by=noe.user) == (
        O.NOT_YOURS_TO_DO,
    )


def test_the_page_offers_what_may_come_of_it_to_whoever_says_it_alone(situation, samia, ines, noe):
    make_sharing(samia, noe.partner, Purpose.SUPPORT)
    decision = make_review_decision(situation, ines)
    shown = page(client_of(ines.user), "settle", decision)
    assert [f'value="{step}"' in shown for step in ("finish", "drop", "reopen")] == [True, True, False]
    address = reverse("reviews:settle", args=[decision.uuid])
    assert client_of(noe.user).get(address).status_code == 403


def test_another_day_to_look_again_is_kept_in_the_journal(situation, ines):
    given = {"situation": situation, "what": "Appeler", "who": ines, "due_on": NEXT_WEEK, "by": ines.user}
    for look_again_on in (None, NEXT_WEEK, NEXT_WEEK):
        decide(**given, look_again_on=look_again_on)
    assert Entry.objects.filter(action=ReviewAct.DECIDE).count() == 2


def test_whom_she_only_reads_is_not_offered_for_the_agenda(review, pathway, samia, ines, noe):
    make_sharing(samia, noe.partner, Purpose.HANDOVER)
    offered = [
        "Samia Inventée" in page(client_of(each.user), "add", review).partition("<select")[2]
        for each in (ines, noe)
    ]
    assert offered == [True, False]


def test_what_whoever_left_or_lost_sight_of_her_had_to_do_is_left_to_the_referent(
    territory, situation, pathway, samia, ines, noe
):
    shared = make_sharing(samia, noe.partner, Purpose.SUPPORT)
    zoe = make_member(ines.partner, "zoe")
    his, hers = (make_review_decision(situation, who, what=f"Voir {who}") for who in (noe, zoe))
    assert not decisions_to_do(ines.user, territory)
    stop(sharing=shared, how=StopWay.LINK)
    Membership.objects.filter(pk=zoe.pk).update(state="left")
    assert set(decisions_to_do(ines.user, territory)) == {his, hers}
    assert not decisions_to_do(noe.user, territory)
    assert client_of(ines.user).get(reverse("reviews:to-do")).content.decode().count("devait le faire") == 2
    asked = page(client_of(ines.user), "settle", his)
    assert "Samia Inventée" in asked and "15 décembre 2026" in asked.replace("\xa0", " ")
    assert settle(decision=his, step="finish", version=1, by=ines.user).state == TaskState.DONE


def test_where_a_decision_stands_is_asked_only_of_whoever_says_it(situation, samia, ines, noe):
    make_sharing(samia, noe.partner, Purpose.SUPPORT)
    make_review_decision(situation, noe)
    address = reverse("reviews:situation", args=[situation.uuid])
    asked = ["Dire où en est" in client_of(each.user).get(address).content.decode() for each in (noe, ines)]
    assert asked == [True, False]


def test_an_alert_without_a_reason_left_is_not_proposed(review, pathway, ines):
    make_alert(pathway, signs=[])
    assert alerts_to_add(ines.user, review) == []


def test_the_minutes_hold_decisions_and_initials_only(situation, review, ines):
    make_review_decision(situation, ines)
    text = page(client_of(ines.user), "minutes", review)
    assert "S.I." in text and "Appeler la crèche" in text
    assert "Samia" not in text and situation.question not in text


def test_what_is_to_be_looked_at_is_proposed_for_the_agenda(review, pathway, ines):
    alert = make_alert(pathway)
    client = client_of(ines.user)
    add = reverse("reviews:add", args=[review.uuid])
    assert f"?alerte={alert.uuid}" in client.get(add).content.decode()
    data = {"pathway": str(pathway.uuid), "question": "Comment la joindre ?"}
    client.post(f"{add}?alerte={alert.uuid}", data)
    assert Situation.objects.get().alert == alert


def test_freins_are_levels_only_for_those_who_may_see_them(situation, pathway, ines, noe, samia):
    make_finding(pathway, ines)
    assert "Ce qui freine" in page(client_of(ines.user), "situation", situation)


def test_a_frein_that_is_lifted_keeps_nobody_round_the_table(situation, pathway, ines):
    make_finding(pathway, ines, status=ObstacleStatus.LIFTED)
    assert "Ce qui freine" not in page(client_of(ines.user), "situation", situation)


def test_a_stopped_sharing_takes_it_out_of_sight_at_once(situation, review, ines):
    client = client_of(ines.user)
    assert "Samia" in page(client, "situation", situation)
    Sharing.objects.update(stopped_at=now(), stopped_how=StopWay.TOLD)
    answer = client.post(reverse("reviews:decide", args=[situation.uuid]), {})
    assert answer.status_code in {403, 404}
    assert "Samia" not in client.get(reverse("reviews:review", args=[review.uuid])).content.decode()


def test_a_situation_is_removed_while_nothing_is_decided(situation, ines):
    make_review_decision(situation, ines)
    found = objections_to(remove_situation, situation=situation, version=1, by=ines.user)
    assert found == (O.SETTLED,)
    ReviewDecision.objects.all().delete()
    remove_situation(situation=situation, version=1, by=ines.user)
    assert not Situation.objects.exists()


def test_the_agenda_asks_the_same_queries_for_one_and_for_many(review, ines):
    client = client_of(ines.user)

    def queries(number: int) -> int:
        for _each in range(number):
            make_situation(review, make_pathway(make_resident(ines), ines), ines)
        with CaptureQueriesContext(connection) as found:
            page(client, "review", review)
        return len(found)

    queries(1)
    # Each person shown is one line of the journal, written together.
    assert queries(1) == queries(4)


def test_who_is_not_invited_sees_no_situation(situation, review, territory, ines):
    other = make_member(ines.partner, "omar")
    assert client_of(other.user).get(reverse("reviews:review", args=[review.uuid])).status_code == 404
    make_attendee(review, other.user)
    assert "Samia" in page(client_of(other.user), "review", review)


def test_who_sees_it_only_for_the_review_does_not_take_it_off(situation, samia, noe):
    make_sharing(samia, noe.partner, Purpose.REVIEW)
    found = objections_to(remove_situation, situation=situation, version=1, by=noe.user)
    assert found == (O.NOT_YOURS_TO_REMOVE,)


def test_nothing_is_asked_of_whoever_sees_nobody(situation, review, samia, ines, noe):
    carrier = make_member(noe.partner, "paul", role=Role.CARRIER)
    make_attendee(review, carrier.user)
    make_sharing(samia, noe.partner, Purpose.SUPPORT)
    asked = {"what": "Appeler", "due_on": NEXT_WEEK, "by": ines.user}
    assert objections_to(decide, situation=situation, who=carrier, **asked) == (O.NOT_SHARED_WITH_HER,)

"""How a pathway ends: once, « co-produite par », followed up, undone for a week; coming back."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from cite.audit.models import Entry
from cite.core.decisions import Refused
from cite.core.models import SaveObjection
from cite.pathways.adapters.held import facts_of, held_of
from cite.pathways.adapters.merging import PathwaysMoving
from cite.pathways.enums.acts import PathwayAct
from cite.pathways.enums.objections import ExitObjection, PathwayObjection
from cite.pathways.enums.pathways import ExitClass, ExitReason, FollowUpAnswer, Origin
from cite.pathways.models import Contribution, Exit, FollowUp, Pathway
from cite.pathways.operations.events import note_contact, plan_appointment
from cite.pathways.operations.exits import close_pathway, note_follow_up, undo_exit
from cite.pathways.operations.groups import join_group
from cite.pathways.operations.pathways import open_pathway
from cite.pathways.operations.referents import propose_referent
from cite.pathways.queries.lists import Seen, to_do
from cite.pathways.queries.page import next_appointments
from cite.pathways.queries.people import proposal_of, referent_of, structures_acting
from cite.residents.enums.sharing import StopWay
from cite.residents.models import Resident, Sharing
from cite.residents.operations.sharing import stop
from tests.factories.pathways import make_pathway
from tests.factories.referrals import make_referral
from tests.factories.residents import make_resident, make_sharing

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)


def refused(call, **kwargs):
    with pytest.raises(Refused) as caught:
        call(**kwargs)
    return caught.value.decision.objections


def close(pathway, by, **more):
    given = {"version": pathway.version, "on": TODAY, "reason": ExitReason.PERMANENT_CONTRACT}
    return close_pathway(pathway=pathway, by=by, **given | more)


def test_an_exit_counts_once_with_its_class_and_its_follow_ups(pathway, ines, partner):
    noted = close(pathway, ines, reason=ExitReason.LONG_CONTRACT, contract_months=6)
    assert close(pathway, ines, reason=ExitReason.LONG_CONTRACT, contract_months=6) == noted
    assert (noted.exit_class, noted.contract_months) == (ExitClass.LASTING_JOB, 6)
    assert Pathway.objects.get().closed_on == TODAY
    assert [each.partner for each in Contribution.objects.all()] == [partner]
    due = FollowUp.objects.order_by("months").values_list("months", "due_on", "answer")
    assert list(due) == [(3, date(2027, 2, 27), ""), (6, date(2027, 5, 27), "")]


def test_it_is_co_produced_by_those_who_acted_and_nobody_else(pathway, ines, lea, partner, other_partner):
    objections = refused(close, pathway=pathway, by=ines, partners=[other_partner.pk])
    assert objections == (ExitObjection.NOT_ACTING,)
    make_sharing(pathway.resident, other_partner)
    join_group(pathway=pathway, member=lea, by=ines)
    close(pathway, ines, partners=[other_partner.pk])
    assert [each.partner for each in Contribution.objects.order_by("pk")] == [partner, other_partner]


@pytest.mark.parametrize(("state", "acted"), [("met", True), ("done_by_phone", True), ("missed", False)])
def test_a_structure_that_met_her_when_she_was_referred_acted(pathway, ines, other_partner, state, acted):
    make_referral(
        ines, resident=pathway.resident, receiver=other_partner, sent_on=pathway.opened_on, state=state
    )
    assert (other_partner.pk in structures_acting(pathway)) is acted


@pytest.mark.parametrize(
    ("more", "objections"),
    [
        ({"reason": ExitReason.SHORT_CONTRACT}, (ExitObjection.MONTHS_NEEDED,)),
        ({"on": date(2026, 11, 28)}, (PathwayObjection.IN_THE_FUTURE,)),
        ({"on": date(2026, 11, 1)}, (PathwayObjection.BEFORE_OPENING,)),
        ({"version": 9}, (SaveObjection.CHANGED_MEANWHILE,)),
    ],
)
def test_an_exit_is_refused_with_a_reason(pathway, ines, more, objections):
    with pytest.raises(Refused) as caught:
        close(pathway, ines, **more)
    assert caught.value.decision.objections == objections


def test_an_exit_is_undone_for_a_week(pathway, ines):
    noted = close(pathway, ines)
    assert undo_exit(exit=noted, by=ines).closed_on is None
    undo_exit(exit=noted, by=ines)
    assert not Exit.objects.exists()
    again = close(Pathway.objects.get(), ines)
    with time_machine.travel("2026-12-05 12:00+01:00", tick=False):
        assert refused(undo_exit, exit=again, by=ines) == (ExitObjection.TOO_LATE_TO_UNDO,)


def test_a_proposal_that_waits_is_withdrawn_and_the_journal_tells_it(pathway, ines, omar):
    propose_referent(pathway=pathway, member=omar, by=ines)
    close(pathway, ines)
    assert proposal_of(pathway) is None
    assert Entry.objects.filter(action=PathwayAct.WITHDRAW_REFERENT).count() == 1


def test_an_exit_stays_once_she_came_back(pathway, ines):
    noted = close(pathway, ines)
    open_pathway(resident=pathway.resident, by=ines, origin=Origin.RETURN, on=TODAY)
    assert refused(undo_exit, exit=noted, by=ines) == (ExitObjection.OPENED_SINCE,)


def test_a_follow_up_is_noted_when_it_is_time(pathway, ines):
    close(pathway, ines)
    due = FollowUp.objects.get(months=3)
    given = {"follow_up": due, "version": 1, "by": ines}
    assert refused(note_follow_up, answer=FollowUpAnswer.SAME_JOB, **given) == (ExitObjection.NOT_DUE,)
    with time_machine.travel("2027-03-01 12:00+01:00", tick=False):
        noted = note_follow_up(answer=FollowUpAnswer.UNKNOWN, **given)
        assert Resident.objects.get().last_heard_on == date(2026, 11, 2)
        noted = note_follow_up(
            follow_up=noted, version=noted.version, by=ines, answer=FollowUpAnswer.SAME_JOB
        )
        assert (noted.answer, noted.noted_on) == (FollowUpAnswer.SAME_JOB, date(2027, 3, 1))
        assert Resident.objects.get().last_heard_on == date(2027, 3, 1)


def test_two_files_with_an_open_pathway_each_are_not_made_one(resident, pathway, ines):
    other = make_resident(ines)
    make_pathway(other, ines)
    decision = PathwaysMoving().against(absorbed=other, kept=resident)
    assert decision.objections == (PathwayObjection.TWO_OPEN,)


def test_pathways_follow_a_merge_and_come_back(resident, pathway, ines):
    other = make_resident(ines)
    first = make_pathway(other, ines, closed_on=date(2026, 11, 10))
    moving = PathwaysMoving()
    assert moving.against(absorbed=other, kept=resident)
    moved = moving.move(absorbed=other, kept=resident)
    numbers = Pathway.objects.filter(resident=resident).order_by("number").values_list("pk", "number")
    assert list(numbers) == [(pathway.pk, 1), (first.pk, 2)]
    moving.move_back(absorbed=other, kept=resident, moved=moved)
    first.refresh_from_db()
    assert (first.resident, first.number) == (other, 1)


def test_she_is_given_everything_and_figures_keep_no_name(resident, pathway, ines):
    note_contact(
        pathway=pathway, by=ines, on=TODAY, channel="phone", direction="both", summary="Tout va bien."
    )
    close(pathway, ines, reason=ExitReason.SHORT_CONTRACT, contract_months=3)
    blocks = {each.key: each for each in held_of(resident=resident)}
    assert set(blocks) == {
        "pathways",
        "referents",
        "group",
        "contacts",
        "appointments",
        "pauses",
        "exits",
        "follow_ups",
    }
    assert blocks["contacts"].rows[0][3] == "Tout va bien."
    assert facts_of(resident=resident) == {
        "episodes": [
            {
                "year": 2026,
                "origin": "herself",
                "exit_year": 2026,
                "exit_reason": "short_contract",
                "exit_class": "transition_job",
                "contract_months": 3,
            }
        ],
        "presence": {},
        "follow_ups": [],
    }


def test_what_she_is_given_takes_as_many_queries_whatever_happened(
    resident, pathway, ines, django_assert_num_queries
):
    for number in (1, 3):
        for each in range(number):
            note_contact(
                pathway=pathway, by=ines, on=TODAY, channel="sms", direction="both", summary=f"{number}{each}"
            )
        with django_assert_num_queries(9):
            list(held_of(resident=resident))


def test_a_sharing_stopped_after_the_end_leaves_no_referent_when_the_end_is_undone(
    pathway, ines, omar, partner
):
    noted = close(pathway, ines)
    stop(sharing=Sharing.objects.get(partner=partner), how=StopWay.LINK)
    make_sharing(pathway.resident, partner)
    undo_exit(exit=noted, by=omar)
    assert referent_of(Pathway.objects.get()) is None


def test_the_follow_ups_of_a_colleague_who_left_are_done_by_those_who_stay(pathway, ines, omar, territory):
    close(pathway, ines)
    FollowUp.objects.filter(months=3).update(due_on=TODAY)
    seen = Seen.by(omar.user, territory, TODAY)
    assert to_do(seen) == ([], [])
    ines.state = "left"
    ines.save()
    assert [each.months for each in to_do(seen)[1]] == [3]


def test_nothing_is_to_come_on_the_page_of_a_pathway_that_ended(pathway, ines):
    coming = plan_appointment(pathway=pathway, by=ines, at=datetime(2026, 12, 1, 9, tzinfo=UTC))
    left = close(pathway, ines)
    assert next_appointments(left.pathway) == []
    assert next_appointments(undo_exit(exit=left, by=ines)) == [coming]

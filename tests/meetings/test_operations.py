"""Meetings live their life: prepared, convened, held, written, approved; and decisions are followed."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.enums import MembershipState, PartnerState
from cite.actors.models import Membership, Partner
from cite.audit.models import Entry
from cite.core.dates import now, today
from cite.core.models import SaveObjection
from cite.meetings import operations
from cite.meetings.enums import Answer, DecisionState, MeetingAct, MeetingObjection, MeetingState, Presence
from cite.meetings.models import AgendaItem, Attendee, Meeting, MeetingDecision
from cite.meetings.operations.attendance import MAX_ATTENDEES
from cite.meetings.operations.meetings import Particulars
from cite.meetings.queries import agenda_of, attendees_of, carried_decisions, my_decisions_due
from cite.notifications.models import Message
from tests.factories.accounts import make_user
from tests.factories.actors import make_member, make_partner
from tests.factories.meetings import (
    make_attendee,
    make_decision,
    make_item,
    make_meeting,
    make_organizer,
)
from tests.refusals import refusal


@pytest.fixture
def sofia(territory):
    return make_organizer(territory)


@pytest.fixture
def claire(territory):
    return make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)


@pytest.fixture
def nadia(territory):
    return make_user("nadia", role=Role.PRESCRIBER, territory=territory)


def particulars(**fields) -> Particulars:
    starts = fields.pop("starts_at", now().replace(hour=9, minute=0) + timedelta(days=5))
    given = {
        "title": "Comité",
        "starts_at": starts,
        "ends_at": starts + timedelta(hours=1),
        "place": "Salle A",
    }
    return Particulars(**given | fields)


def calendars() -> list[Calendar]:
    messages = Message.objects.exclude(attachment_text="").order_by("pk")
    return [Calendar.from_ical(message.attachment_text) for message in messages]


def test_the_two_co_pilots_and_the_coordination_prepare_meetings_and_nobody_else(territory):
    for role in Role:
        user = make_user(role, role=role, territory=territory)
        call = lambda user=user: operations.prepare_meeting(  # noqa: E731
            territory=territory, kind="steering", particulars=particulars(), by=user
        )
        if role in {Role.CO_PILOT_STATE, Role.CO_PILOT_METROPOLE, Role.COORDINATOR}:
            assert call().state == MeetingState.DRAFT
        else:
            assert refusal(call) == {MeetingObjection.NOT_THIS_KIND}


@pytest.mark.parametrize("length", [timedelta(0), timedelta(hours=-1), timedelta(days=1)])
def test_hours_must_make_sense(territory, sofia, length):
    starts = now() + timedelta(days=3)
    wrong = particulars(starts_at=starts, ends_at=starts + length)
    call = lambda: operations.prepare_meeting(  # noqa: E731
        territory=territory, kind="steering", particulars=wrong, by=sofia
    )
    assert refusal(call) == {MeetingObjection.ENDS_BEFORE_IT_STARTS}


def test_convening_says_everything_that_is_missing(territory, sofia):
    meeting = make_meeting(territory, sofia, place="", starts_at=now() - timedelta(days=1))
    assert refusal(lambda: operations.convene_meeting(meeting=meeting, by=sofia)) == {
        MeetingObjection.NOWHERE,
        MeetingObjection.ALREADY_PAST,
        MeetingObjection.NOBODY_INVITED,
        MeetingObjection.EMPTY_AGENDA,
    }


def test_convened_people_receive_an_invitation_each_that_names_them_alone(territory, sofia, nadia):
    meeting = make_meeting(territory, sofia)
    make_item(meeting)
    make_attendee(meeting, nadia)
    make_attendee(meeting, email="odile@example.org")
    make_attendee(meeting, name="Sans adresse")
    operations.convene_meeting(meeting=meeting, by=sofia)
    assert {(m.recipient, m.address) for m in Message.objects.all()} == {
        (nadia, ""),
        (None, "odile@example.org"),
    }
    for calendar in calendars():
        (event,) = calendar.walk("VEVENT")
        assert calendar["METHOD"] == "REQUEST"
        assert event["SEQUENCE"] == 0
        assert not isinstance(event["ATTENDEE"], list)


def test_a_new_date_asks_again_and_updates_calendars(territory, sofia, nadia):
    meeting = make_meeting(territory, sofia, state=MeetingState.CONVENED)
    make_attendee(meeting, nadia, answer=Answer.YES)
    changed = operations.change_meeting(meeting=meeting, particulars=particulars(), by=sofia, version=1)
    assert changed.sequence == 1
    assert attendees_of(meeting).get().answer == Answer.UNKNOWN
    (calendar,) = calendars()
    (event,) = calendar.walk("VEVENT")
    assert (event["SEQUENCE"], str(event["UID"]).startswith(str(meeting.uuid))) == (1, True)


def test_a_draft_changes_in_silence(territory, sofia, nadia):
    meeting = make_meeting(territory, sofia)
    make_attendee(meeting, nadia)
    operations.change_meeting(meeting=meeting, particulars=particulars(), by=sofia, version=1)
    assert not Message.objects.exists()


def test_two_people_who_change_a_meeting_the_second_is_told(territory, sofia, claire):
    meeting = make_meeting(territory, sofia)
    operations.change_meeting(meeting=meeting, particulars=particulars(), by=sofia, version=1)
    call = lambda: operations.change_meeting(  # noqa: E731
        meeting=meeting, particulars=particulars(title="Autre"), by=claire, version=1
    )
    assert refusal(call) == {SaveObjection.CHANGED_MEANWHILE}


def test_canceling_takes_a_reason_and_erases_from_calendars(territory, sofia, nadia):
    meeting = make_meeting(territory, sofia, state=MeetingState.CONVENED)
    make_attendee(meeting, nadia)
    call = lambda reason: operations.cancel_meeting(meeting=meeting, by=sofia, reason=reason)  # noqa: E731
    assert refusal(lambda: call("  ")) == {MeetingObjection.NO_REASON_TO_CANCEL}
    assert call("trop peu de réponses").state == MeetingState.CANCELED
    (calendar,) = calendars()
    assert calendar["METHOD"] == "CANCEL"
    assert "trop peu de réponses" in Message.objects.get().body


def test_a_meeting_is_not_held_before_it_begins(territory, sofia):
    ahead = make_meeting(territory, sofia, state=MeetingState.CONVENED)
    assert refusal(lambda: operations.hold_meeting(meeting=ahead, by=sofia)) == {MeetingObjection.NOT_YET}
    begun = make_meeting(
        territory, sofia, state=MeetingState.CONVENED, starts_at=now() - timedelta(minutes=5)
    )
    assert operations.hold_meeting(meeting=begun, by=sofia).state == MeetingState.HELD


def test_an_invitation_is_answered_by_its_recipient_alone(territory, sofia, nadia, claire):
    meeting = make_meeting(territory, sofia, state=MeetingState.CONVENED)
    attendee = make_attendee(meeting, nadia)
    answer = lambda by, said: operations.answer_invitation(attendee=attendee, answer=said, by=by)  # noqa: E731
    assert refusal(lambda: answer(claire, Answer.YES)) == {MeetingObjection.NOT_INVITED}
    assert answer(nadia, Answer.YES).answer == Answer.YES
    assert answer(nadia, Answer.YES).answer == Answer.YES  # pressed twice
    assert Entry.objects.filter(action=MeetingAct.ANSWER).count() == 1
    assert answer(nadia, Answer.NO).answer == Answer.NO
    Meeting.objects.update(state=MeetingState.HELD)
    assert refusal(lambda: answer(nadia, Answer.YES)) == {MeetingObjection.WRONG_STATE}


def test_people_are_invited_once_and_only_among_those_who_work_here(territory, sofia, nadia):
    meeting = make_meeting(territory, sofia)
    stranger = make_user("stranger")
    added = operations.invite_people(meeting=meeting, people=[nadia, stranger, nadia], by=sofia)
    assert [attendee.user for attendee in added] == [nadia]
    assert operations.invite_people(meeting=meeting, people=[nadia], by=sofia) == []
    guest = lambda: operations.invite_guest(  # noqa: E731
        meeting=meeting, name="Nadia", email=nadia.email.upper(), by=sofia
    )
    assert refusal(guest) == {MeetingObjection.ALREADY_INVITED}


def test_whoever_is_added_or_removed_after_the_convocation_is_told(territory, sofia, nadia):
    meeting = make_meeting(territory, sofia, state=MeetingState.CONVENED)
    (attendee,) = operations.invite_people(meeting=meeting, people=[nadia], by=sofia)
    assert calendars()[0]["METHOD"] == "REQUEST"
    operations.remove_attendee(attendee=attendee, by=sofia)
    assert calendars()[-1]["METHOD"] == "CANCEL"
    assert not Attendee.objects.exists()


def test_points_move_without_falling_off(territory, sofia):
    meeting = make_meeting(territory, sofia)
    first, second, third = (
        operations.add_item(meeting=meeting, title=title, by=sofia) for title in ("A", "B", "C")
    )
    operations.move_item(item=third, by=sofia, direction="up")
    operations.move_item(item=first, by=sofia, direction="up")
    operations.move_item(item=second, by=sofia, direction="down")
    assert [item.title for item in agenda_of(meeting)] == ["A", "C", "B"]


def test_attendance_keeps_three_values(territory, sofia, nadia, claire):
    meeting = make_meeting(territory, sofia, state=MeetingState.HELD)
    first, second = make_attendee(meeting, nadia), make_attendee(meeting, claire)
    operations.note_attendance(meeting=meeting, presences={first.uuid: Presence.PRESENT}, by=sofia, version=1)
    assert {a.user: a.presence for a in attendees_of(meeting)} == {
        nadia: Presence.PRESENT,
        claire: Presence.UNKNOWN,
    }
    call = lambda: operations.note_attendance(  # noqa: E731
        meeting=meeting, presences={second.uuid: Presence.ABSENT}, by=claire, version=1
    )
    assert refusal(call) == {SaveObjection.CHANGED_MEANWHILE}


def test_minutes_are_approved_by_either_co_pilot_once_written(territory, sofia, claire, nadia):
    meeting = make_meeting(territory, sofia, state=MeetingState.HELD)
    item = make_item(meeting)
    make_attendee(meeting, nadia)
    approve = lambda by, version: operations.approve_minutes(meeting=meeting, by=by, version=version)  # noqa: E731
    assert refusal(lambda: approve(sofia, 1)) == {MeetingObjection.CO_PILOTS_APPROVE}
    assert refusal(lambda: approve(claire, 1)) == {MeetingObjection.NO_MINUTES}
    operations.write_minutes(meeting=meeting, summary="", texts={item.uuid: "Vu."}, by=sofia, version=1)
    assert refusal(lambda: approve(claire, 1)) == {SaveObjection.CHANGED_MEANWHILE}
    closed = approve(claire, 2)
    assert (closed.state, closed.approved_by) == (MeetingState.CLOSED, claire)
    assert Message.objects.get().recipient == nadia
    reopened = operations.reopen_minutes(meeting=meeting, by=claire)
    assert (reopened.state, reopened.approved_by) == (MeetingState.HELD, None)


def test_a_decision_has_an_owner_who_is_told_and_may_follow_it(territory, sofia, nadia, claire):
    meeting = make_meeting(territory, sofia, state=MeetingState.HELD)
    record = lambda owner: operations.record_decision(  # noqa: E731
        meeting=meeting, text="Agir", owner=owner, due_on=today(), by=sofia
    )
    assert refusal(lambda: record(None)) == {MeetingObjection.NO_OWNER}
    decision = record(nadia)
    assert Message.objects.get().recipient == nadia
    follow = lambda by, state, note="", version=1: operations.follow_decision(  # noqa: E731
        decision=decision, state=state, note=note, by=by, version=version
    )
    stranger = make_user("marc", role=Role.CARRIER, territory=territory)
    assert refusal(lambda: follow(stranger, DecisionState.DONE)) == {MeetingObjection.NOT_YOUR_DECISION}
    assert refusal(lambda: follow(nadia, DecisionState.DROPPED)) == {MeetingObjection.REASON_NEEDED}
    done = follow(nadia, DecisionState.DONE)
    assert done.ended_on == today()
    assert refusal(lambda: follow(claire, DecisionState.OPEN)) == {SaveObjection.CHANGED_MEANWHILE}
    assert follow(claire, DecisionState.OPEN, version=2).ended_on is None


def gone(partner, name, successor=None):
    """Somebody who carried a decision, and left."""
    return make_member(partner, name, state=MembershipState.LEFT, handed_over_to=successor)


def test_what_a_person_carried_goes_to_her_successor_or_to_who_organizes(territory, sofia, claire):
    meeting = make_meeting(territory, sofia, state=MeetingState.HELD)
    partner = make_partner(territory, "Mission locale des Collines")
    lea, omar = make_member(partner, "lea"), make_member(partner, "omar")
    taken_over = make_decision(meeting, gone(partner, "ines", lea).user)
    left = make_decision(meeting, gone(partner, "hugo").user)
    hers = make_decision(meeting, lea.user)
    mine = lambda user: set(my_decisions_due(user, territory))  # noqa: E731
    assert (mine(lea.user), mine(omar.user), mine(sofia)) == ({taken_over, hers}, set(), {left})
    done = operations.follow_decision(
        decision=taken_over, state=DecisionState.DONE, note="", by=lea.user, version=1
    )
    assert done.ended_on == today()
    Membership.objects.filter(pk=lea.pk).update(state=MembershipState.LEFT)
    hers_gone = User.objects.get(pk=sofia.pk)  # what she is was asked once already
    assert mine(hers_gone) == {left, hers}


def test_what_a_structure_carried_goes_to_who_organizes_once_it_closed(territory, sofia, nadia):
    meeting = make_meeting(territory, sofia, state=MeetingState.HELD)
    partner = make_partner(territory, "Les Ateliers")
    decision = make_decision(meeting, owner_partner=partner)
    assert not my_decisions_due(sofia, territory)
    Partner.objects.filter(pk=partner.pk).update(state=PartnerState.LEFT)
    assert (list(my_decisions_due(sofia, territory)), list(my_decisions_due(nadia, territory))) == (
        [decision],
        [],
    )


def test_a_decision_of_approved_minutes_is_dropped_not_erased(territory, sofia, nadia):
    meeting = make_meeting(territory, sofia, state=MeetingState.CLOSED)
    decision = make_decision(meeting, nadia)
    call = lambda: operations.remove_decision(decision=decision, by=sofia)  # noqa: E731
    assert refusal(call) == {MeetingObjection.WRONG_STATE}
    Meeting.objects.update(state=MeetingState.HELD)
    call()
    assert not MeetingDecision.objects.exists()


def test_the_next_meeting_takes_over_people_and_open_decisions(territory, sofia, nadia):
    meeting = make_meeting(territory, sofia, state=MeetingState.CLOSED, starts_at=now() - timedelta(days=30))
    make_attendee(meeting, nadia, answer=Answer.YES, presence=Presence.PRESENT)
    make_attendee(meeting, make_user("parti", is_active=False))
    open_one = make_decision(meeting, nadia)
    make_decision(meeting, nadia, state=DecisionState.DONE)
    following = operations.prepare_next_meeting(meeting=meeting, particulars=particulars(), by=sofia)
    (copied,) = attendees_of(following)
    assert (copied.user, copied.answer, copied.presence) == (nadia, Answer.UNKNOWN, Presence.UNKNOWN)
    assert list(carried_decisions(following)) == [open_one]
    assert AgendaItem.objects.filter(meeting=following).count() == 1
    assert not Message.objects.exists()


def test_another_thematic_group_does_not_carry_these_decisions(territory, sofia, nadia):
    past = now() - timedelta(days=9)
    group = {"kind": "thematic", "group_name": "Mobilité"}
    make_decision(make_meeting(territory, sofia, starts_at=past, **group), nadia)
    same = make_meeting(territory, sofia, **group)
    other = make_meeting(territory, sofia, **group | {"group_name": "Garde d’enfants"})
    assert carried_decisions(same).count() == 1
    assert carried_decisions(other).count() == 0


def test_those_from_outside_count_among_the_people_of_a_meeting(territory, sofia, nadia):
    meeting = make_meeting(territory, sofia)
    for _each in range(MAX_ATTENDEES):
        make_attendee(meeting)
    call = lambda: operations.invite_people(meeting=meeting, people=[nadia], by=sofia)  # noqa: E731
    assert refusal(call) == {MeetingObjection.TOO_MANY}


def test_an_invitation_taken_back_meanwhile_is_told(territory, sofia, nadia):
    attendee = make_attendee(make_meeting(territory, sofia, state=MeetingState.CONVENED), nadia)
    Attendee.objects.filter(pk=attendee.pk).delete()
    call = lambda: operations.answer_invitation(attendee=attendee, answer=Answer.YES, by=nadia)  # noqa: E731
    assert refusal(call) == {SaveObjection.GONE_MEANWHILE}


def test_a_decision_noted_twice_is_once_and_tells_once(territory, sofia, nadia):
    meeting = make_meeting(territory, sofia, state=MeetingState.HELD)
    given = {"meeting": meeting, "text": "Appeler la crèche", "owner": nadia, "by": sofia}
    first, again = (operations.record_decision(**given) for _press in range(2))
    other = operations.record_decision(**given, due_on=today() + timedelta(days=7))
    assert first == again != other
    assert Message.objects.filter(recipient=nadia).count() == 2

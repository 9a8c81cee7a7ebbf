"""The rules of referrals, without a database: what leaves, when one reminds, what may be answered."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.core.working_days import is_working_day
from cite.referrals.enums.acts import ReferralObjection as O
from cite.referrals.enums.introductions import IntroductionState as I
from cite.referrals.enums.referrals import ReferralState as S
from cite.referrals.enums.referrals import RefusalReason
from cite.referrals.rules import decisions, delays
from cite.referrals.workflow import FOLLOWED, INTRODUCTION, OPEN, OVER, REFERRAL

MONDAY = date(2026, 11, 2)
DELAYS = delays.Delays(
    first_reminder_working_days=10,
    between_reminders_working_days=5,
    most_reminders=3,
    coordination_days=21,
    expiry_days=30,
    outcomes_after_days=(15, 60),
    light_kept_days=90,
    call_days=7,
    answer_days=7,
)
GOOD = {
    "agreed": True,
    "is_named": True,
    "is_offered": True,
    "structure_is_here": True,
    "can_be_written_to": True,
    "waits_already": False,
}


@pytest.mark.parametrize(
    ("changed", "objection"),
    [
        ({"agreed": False}, O.NOT_AGREED),
        ({"is_named": False}, O.NOBODY_NAMED),
        ({"is_offered": False}, O.SERVICE_CLOSED),
        ({"structure_is_here": False}, O.STRUCTURE_CLOSED),
        ({"can_be_written_to": False}, O.NO_WAY_TO_WRITE),
        ({"waits_already": True}, O.ALREADY_SENT),
    ],
)
def test_a_referral_leaves_only_where_everything_is_right(changed, objection):
    assert decisions.sending_decision(decisions.SendingFacts(**GOOD)).objections == ()
    assert decisions.sending_decision(decisions.SendingFacts(**GOOD | changed)).objections == (objection,)


def test_everything_that_stands_against_it_is_said_at_once():
    nothing = decisions.SendingFacts(**{name: name == "waits_already" for name in GOOD})
    assert len(decisions.sending_decision(nothing).objections) == len(GOOD)


@pytest.mark.parametrize(
    ("sent", "count", "last", "due"),
    [
        (MONDAY, 0, None, date(2026, 11, 17)),  # the 11th is a holiday
        (MONDAY, 1, date(2026, 11, 17), date(2026, 11, 24)),
        (MONDAY, 2, date(2026, 11, 24), date(2026, 12, 1)),
        (MONDAY, 3, date(2026, 12, 1), None),
        (date(2026, 12, 21), 0, None, date(2027, 1, 6)),  # Christmas and the first of January
    ],
)
def test_the_machine_reminds_after_ten_working_days_then_every_five(sent, count, last, due):
    assert delays.reminder_from(sent, count, last, DELAYS) == due


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_a_first_reminder_never_comes_before_ten_working_days_nor_on_a_holiday(sent):
    due = delays.reminder_from(sent, 0, None, DELAYS)
    worked = [sent + timedelta(days=n) for n in range(1, (due - sent).days + 1)]
    assert is_working_day(due)
    assert sum(map(is_working_day, worked)) == 10


@pytest.mark.parametrize(
    ("state", "last", "on", "objections"),
    [
        (S.SENT, None, date(2026, 11, 9), ()),
        (S.SENT, None, date(2026, 11, 6), (O.TOO_SOON,)),
        (S.SENT, date(2026, 11, 9), date(2026, 11, 10), (O.TOO_SOON,)),
        (S.ACCEPTED, None, date(2026, 11, 9), (O.NOT_IN_THIS_STATE,)),
        (S.REFUSED, date(2026, 11, 9), date(2026, 11, 10), (O.NOT_IN_THIS_STATE, O.TOO_SOON)),
    ],
)
def test_reminding_by_hand_has_the_same_cool_down(state, last, on, objections):
    assert (
        decisions.reminding_decision(state, MONDAY, last, on, DELAYS, is_reachable=True).objections
        == objections
    )


@pytest.mark.parametrize(
    ("reason", "message", "objections"),
    [
        (RefusalReason.FULL, "Pas avant janvier.", ()),
        (RefusalReason.FULL, "   ", (O.REASON_MISSING,)),
        ("because", "Pas avant janvier.", (O.REASON_MISSING,)),
        ("", "", (O.REASON_MISSING,)),
    ],
)
def test_a_refusal_has_a_reason_of_the_list_and_a_word(reason, message, objections):
    assert decisions.refusal_decision(reason, message).objections == objections


@pytest.mark.parametrize(
    ("is_followed", "rank", "on", "objections"),
    [
        (True, 1, date(2026, 11, 17), ()),
        (True, 1, date(2026, 11, 16), (O.NOT_ASKED_YET,)),
        (True, 2, date(2026, 11, 17), (O.NOT_ASKED_YET,)),
        (True, 3, date(2027, 11, 17), (O.NOT_ASKED_YET,)),
        (False, 1, date(2026, 11, 16), (O.NOT_IN_THIS_STATE, O.NOT_ASKED_YET)),
    ],
)
def test_what_came_of_it_is_said_at_its_moment(is_followed, rank, on, objections):
    is_open = rank in delays.ranks_due(MONDAY, on, DELAYS)
    assert decisions.outcome_decision(is_followed, is_open).objections == objections


def test_an_appointment_is_to_come_and_presence_comes_after():
    now = datetime(2026, 11, 2, 9, tzinfo=UTC)
    later = now + timedelta(hours=1)
    assert decisions.appointment_decision(later, now).objections == ()
    assert decisions.appointment_decision(now, now).objections == (O.APPOINTMENT_PAST,)
    assert decisions.appointment_decision(None, now).objections == (O.NO_APPOINTMENT,)
    assert decisions.appointment_decision(now + timedelta(days=366), now).objections == ()
    for far in (now + timedelta(days=367), datetime.max.replace(tzinfo=UTC)):
        assert decisions.appointment_decision(far, now).objections == (O.APPOINTMENT_TOO_FAR,)
    assert decisions.presence_decision(later, now).objections == (O.APPOINTMENT_TO_COME,)
    assert decisions.presence_decision(None, now).objections == ()


def test_a_link_is_not_opened_without_end():
    assert decisions.openings_decision(19).objections == ()
    assert decisions.openings_decision(20).objections == (O.LINK_WORN,)


def test_a_referral_ends_somewhere_and_only_the_machine_expires_it():
    assert REFERRAL.terminal_states() == {
        S.MET,
        S.DONE_BY_PHONE,
        S.REFUSED,
        S.DECLINED,
        S.EXPIRED,
    }  # one canceled by mistake goes on
    assert not any(t.roles for t in REFERRAL.transitions if t.target == S.EXPIRED)
    assert not OPEN & decisions.ENDING
    assert not FOLLOWED & (decisions.ENDING - {S.DONE_BY_PHONE})


def test_whoever_is_not_over_may_still_expire():
    assert INTRODUCTION.terminal_states() == OVER
    assert INTRODUCTION.sources_of("expire") == frozenset(I) - OVER


@given(st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(30, 180))
def test_the_last_question_about_what_came_of_it_may_be_answered_by_the_link(expires_on, later):
    """Answered on the last day, it is asked about once more some weeks before the link is closed."""
    set_so = replace(DELAYS, outcomes_after_days=(15, later))
    last_question = expires_on + timedelta(days=later)
    assert delays.answered_until(expires_on, set_so) > last_question

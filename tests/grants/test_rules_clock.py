"""The rule of silence: a deadline that moves only while the clock is stopped."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.grants.rules.clock import ClockFacts, months_after, read_clock, total_pause

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2027, 1, 24), 2, date(2027, 3, 24)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2027, 11, 15), 2, date(2028, 1, 15)),
        (date(2027, 1, 31), 0, date(2027, 1, 31)),
        (date(2027, 8, 31), 13, date(2028, 9, 30)),
    ],
)
def test_months_later(day, months, expected):
    assert months_after(day, months) == expected


def test_a_clock_that_was_never_stopped():
    clock = read_clock(ClockFacts(deposited_on=date(2027, 1, 24), months=2), date(2027, 3, 24))
    assert (clock.deadline, clock.days_left, clock.is_over) == (date(2027, 3, 24), 0, False)
    assert read_clock(ClockFacts(deposited_on=date(2027, 1, 24), months=2), date(2027, 3, 25)).is_over


def test_a_stopped_clock_keeps_what_is_left_and_is_never_over():
    facts = ClockFacts(deposited_on=date(2027, 1, 24), months=2, paused_on=date(2027, 2, 3), paused_days=5)
    first, later = read_clock(facts, date(2027, 2, 3)), read_clock(facts, date(2027, 8, 3))
    assert first.days_left == later.days_left == 54
    assert (later.is_paused, later.is_over) == (True, False)


@given(DAYS, st.integers(0, 24), st.none() | DAYS, st.integers(-3, 400), DAYS, st.integers(0, 400))
def test_pauses_are_never_negative_and_the_deadline_never_comes_nearer(
    deposited, months, paused_on, paused_days, on, later
):
    facts = ClockFacts(
        deposited_on=deposited, months=months, paused_on=paused_on, paused_days=max(0, paused_days)
    )
    clock, after = read_clock(facts, on), read_clock(facts, on + timedelta(days=later))
    assert total_pause(paused_on, paused_days, on) >= 0
    assert clock.paused_days >= 0
    assert after.deadline >= clock.deadline >= months_after(deposited, months)


@given(DAYS, DAYS, st.integers(0, 60), st.integers(0, 60))
def test_stopping_then_starting_again_keeps_what_is_left(deposited, stopped, length, paused_days):
    before = read_clock(ClockFacts(deposited_on=deposited, months=2, paused_days=paused_days), stopped)
    again = stopped + timedelta(days=length)
    total = total_pause(stopped, paused_days, again)
    after = read_clock(ClockFacts(deposited_on=deposited, months=2, paused_days=total), again)
    assert after.days_left == before.days_left

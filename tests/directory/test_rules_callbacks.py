"""The promise: before which moment somebody calls, given who is on duty."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.directory.enums.callbacks import CallTime
from cite.directory.rules.callbacks import (
    Absence,
    Slot,
    hidden_counts,
    is_kept,
    on_duty,
    promise_of,
    read_callable,
)

FRIDAY = datetime(2026, 11, 27, 10, 0)
NADIA, ROSA, SOCIAL_CENTER, AGENCY = 1, 2, 10, 20


def slot(weekday=1, start=time(14), end=time(18), person=NADIA, **fields):
    return Slot(weekday, start, end, person, SOCIAL_CENTER, **fields)


def day(number, hour, minute=0):
    return datetime(2026, 12, number, hour, minute)


@pytest.mark.parametrize(
    ("slots", "at", "when", "before"),
    [
        ([slot()], FRIDAY, CallTime.ANY, day(1, 16)),
        ([slot(start=time(16))], FRIDAY, CallTime.ANY, day(1, 18)),
        ([slot(start=time(16))], FRIDAY, CallTime.EVENING, None),
        ([slot(end=time(19))], FRIDAY, CallTime.EVENING, day(1, 19)),
        ([slot()], FRIDAY, CallTime.MORNING, None),
        ([slot(start=time(9), end=time(12))], FRIDAY, CallTime.MORNING, day(1, 11)),
        ([slot(start=time(9), end=time(10)), slot(3, time(9), time(10))], FRIDAY, CallTime.ANY, day(3, 10)),
        ([slot(start=time(9), end=time(10))], FRIDAY, CallTime.ANY, None),
        ([slot(4, time(9), time(12))], FRIDAY, CallTime.ANY, datetime(2026, 11, 27, 12)),
        (
            [slot(4, time(9), time(12))],
            datetime(2026, 11, 27, 9, 20),
            CallTime.ANY,
            datetime(2026, 11, 27, 12),
        ),
        ([slot(4, time(9), time(12))], datetime(2026, 11, 27, 10, 30), CallTime.ANY, None),
        ([slot(start=time(14, 30), end=time(16, 45))], FRIDAY, CallTime.ANY, day(1, 16, 45)),
        ([], FRIDAY, CallTime.ANY, None),
    ],
    ids=[
        "two-hours-of-duty",
        "until-the-end",
        "one-hour-of-evening-is-short",
        "evening",
        "nobody-in-the-morning",
        "morning",
        "two-days-add-up",
        "one-hour-in-the-week-is-short",
        "the-rest-of-the-day",
        "rounded-up-to-the-hour",
        "what-is-left-is-short",
        "never-after-duty-ends",
        "no-roster",
    ],
)
def test_the_promise(slots, at, when, before):
    promise = promise_of(slots, [], at, when)
    assert (promise.before if promise else None) == before


def test_nobody_is_on_duty_on_a_public_holiday():
    assert promise_of([slot(4)], [], datetime(2026, 12, 24, 10)) is None


def test_those_behind_are_reminded_on_the_way():
    promise = promise_of([slot()], [], FRIDAY)
    assert promise.person == NADIA
    assert promise.reminders == (day(1, 15), day(1, 15, 30), day(1, 15, 48))


def test_the_hours_of_two_people_count_once():
    both = [slot(), slot(person=ROSA)]
    assert promise_of(both, [], FRIDAY).before == day(1, 16)


@pytest.mark.parametrize(
    ("absence", "deputy", "answering"),
    [
        (Absence(SOCIAL_CENTER, date(2026, 12, 1), date(2026, 12, 1), NADIA), None, []),
        (Absence(SOCIAL_CENTER, date(2026, 12, 1), date(2026, 12, 1), NADIA), ROSA, [ROSA]),
        (Absence(SOCIAL_CENTER, date(2026, 11, 30), date(2026, 12, 4)), ROSA, [ROSA]),
        (Absence(SOCIAL_CENTER, date(2026, 12, 2), date(2026, 12, 4), NADIA), ROSA, [NADIA]),
        (Absence(AGENCY, date(2026, 12, 1), date(2026, 12, 4)), ROSA, [NADIA]),
    ],
    ids=["away", "deputy", "whole-organization", "another-day", "the-deputy-is-away"],
)
def test_absences_and_deputies(absence, deputy, answering):
    slots = [slot(deputy=deputy, deputy_organization=AGENCY if deputy else None)]
    assert [stretch.person for stretch in on_duty(slots, [absence], FRIDAY)] == answering


SLOTS = st.builds(
    lambda weekday, start, length, person: slot(weekday, time(start), time(start + length), person),
    st.integers(0, 5),
    st.integers(7, 17),
    st.integers(1, 5),
    st.integers(1, 4),
)


@given(st.lists(SLOTS, max_size=8), SLOTS, st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))
def test_one_more_person_on_duty_never_delays_a_promise(slots, more, at):
    fewer, all_of_them = promise_of(slots, [], at), promise_of([*slots, more], [], at)
    if fewer is not None:
        assert all_of_them.before <= fewer.before + timedelta(hours=1)  # rounded up to the hour
        assert all_of_them.reminders <= fewer.reminders


@given(st.lists(SLOTS, min_size=1, max_size=8), st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))
def test_a_promise_falls_while_somebody_is_on_duty_within_a_week(slots, at):
    promise = promise_of(slots, [], at)
    if promise is not None:
        assert at < promise.reminders[0] < promise.reminders[1] < promise.reminders[2] < promise.before
        assert promise.before <= at + timedelta(days=7)
        assert any(s.start < promise.before <= s.end for s in on_duty(slots, [], at))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("0612345678", "+33612345678"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("0033 6.12.34.56.78", "+33612345678"),
        ("(06) 12-34-56-78", "+33612345678"),
        ("٠٦١٢٣٤٥٦٧٨", "+33612345678"),
        ("04 77 12 34 56", "+33477123456"),
        ("+213 551 23 45 67", "+213551234567"),
        ("06 39 98 01 23", "+33639980123"),
        ("0800 12 34 56", None),
        ("3949", None),
        ("0899 12 34 56", None),
        ("06 12 34 56", None),
        ("bonjour", None),
    ],
)
def test_a_number_is_read_however_it_is_written(typed, read):
    assert read_callable(typed) == read


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([], []),
        ([0, 9], [False, False]),
        ([3, 9, 7], [True, False, True]),
        ([3, 2, 9], [True, True, False]),
        ([4], [True]),
        ([5], [False]),
    ],
)
def test_a_small_number_is_hidden_with_what_would_give_it_away(counts, hidden):
    assert hidden_counts(counts) == hidden


def test_a_promise_is_kept_until_its_moment():
    assert (is_kept(day(1, 16), day(1, 16)), is_kept(day(1, 16, 1), day(1, 16))) == (True, False)

"""Working days: weekends and public holidays are counted by nobody."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.core.working_days import after_working_days, is_holiday, is_working_day, next_working_day


def test_christmas_is_a_holiday_and_its_eve_is_not():
    assert (is_holiday(date(2026, 12, 25)), is_holiday(date(2026, 12, 24))) == (True, False)


@pytest.mark.parametrize(
    ("since", "count", "expected"),
    [
        (date(2026, 12, 21), 0, date(2026, 12, 21)),
        (date(2026, 12, 21), 3, date(2026, 12, 24)),
        (date(2026, 12, 21), 4, date(2026, 12, 28)),
        (date(2026, 5, 13), 1, date(2026, 5, 15)),
        (date(2026, 7, 31), 10, date(2026, 8, 14)),
    ],
)
def test_working_days_are_counted_over_weekends_and_holidays(since, count, expected):
    assert after_working_days(since, count) == expected


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 30))
def test_between_two_days_there_are_as_many_working_days_as_counted(since, count):
    until = after_working_days(since, count)
    days = [since + timedelta(days=number) for number in range(1, (until - since).days + 1)]
    assert (sum(map(is_working_day, days)), is_working_day(until)) == (count, True)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_the_next_working_day_is_the_first_one(on):
    found = next_working_day(on)
    skipped = [on + timedelta(days=number) for number in range((found - on).days)]
    assert is_working_day(found) and not any(map(is_working_day, skipped))

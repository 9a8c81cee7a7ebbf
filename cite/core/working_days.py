"""The days on which people work: neither weekends nor the public holidays of France."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from opening_hours import OpeningHours

COUNTRY = "FR"
_NOON = time(12)
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_FAR_BACK, _MANY_DAYS = date(2020, 1, 1), 40 * 365
"""Long enough for Easter to come early and late, on each day of the week of the other holidays."""


@lru_cache(maxsize=1)
def _holidays() -> OpeningHours:
    return OpeningHours("PH", country=COUNTRY, auto_country=False, auto_timezone=False)


@lru_cache(maxsize=4096)
def is_holiday(on: date) -> bool:
    """Tell whether a day is a public holiday."""
    return _holidays().is_open(datetime.combine(on, _NOON))


def is_working_day(on: date) -> bool:
    """Tell whether people work on a day."""
    return on.weekday() < _SATURDAY and not is_holiday(on)


@lru_cache(maxsize=4096)
def after_working_days(since: date, count: int) -> date:
    """Tell the day that comes a number of working days after another; that day itself for none."""
    on = since
    for _step in range(count):
        on += _ONE_DAY
        while not is_working_day(on):
            on += _ONE_DAY
    return on


@lru_cache(maxsize=64)
def longest_days(count: int) -> int:
    """Tell how many days of the calendar a number of working days takes at most, where holidays gather."""
    days = (_FAR_BACK + timedelta(days=number) for number in range(_MANY_DAYS))
    working = [on for on in days if is_working_day(on)]
    return max((later - since).days for since, later in zip(working, working[count:], strict=False))


def next_working_day(on: date) -> date:
    """Tell the first working day from a day on, that day included."""
    while not is_working_day(on):
        on += _ONE_DAY
    return on

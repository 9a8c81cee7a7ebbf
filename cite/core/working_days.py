"""The days on which people work: neither weekends nor the public holidays of France."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache

from opening_hours import OpeningHours

COUNTRY = "FR"
_NOON = time(12)
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


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


def next_working_day(on: date) -> date:
    """Tell the first working day from a day on, that day included."""
    while not is_working_day(on):
        on += _ONE_DAY
    return on

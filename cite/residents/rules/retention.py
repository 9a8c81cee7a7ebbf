"""How long a file is kept, from the last thing that came from the person, and what is left of it afterwards."""

from __future__ import annotations

from datetime import date, timedelta

from cite.grants.rules.clock import months_after

_AGES = (("15_25", 25), ("26_39", 39), ("40_49", 49), ("50_59", 59))
_OLDEST_AGES = "60_up"
_FEBRUARY = 2
_LEAP_DAY = 29


def forgotten_on(last_heard_on: date, kept_months: int) -> date:
    """Give the day from which a file is erased."""
    return months_after(last_heard_on, kept_months)


def heard_before(on: date, kept_months: int) -> date:
    """Give the latest day of last news whose file is erased on a day: `forgotten_on` read the other way."""
    latest = months_after(on, -kept_months)
    same_month_end = latest.month == _FEBRUARY and on.day >= _LEAP_DAY - 1
    while same_month_end and forgotten_on(latest + timedelta(days=1), kept_months) <= on:
        latest += timedelta(days=1)
    return latest


def age_band(birth_year: int | None, entry_year: int) -> str:
    """Tell the age at entry as a band wide enough to name nobody; empty where the year of birth is unknown."""
    if birth_year is None:
        return ""
    age = entry_year - birth_year
    return next((band for band, oldest in _AGES if age <= oldest), _OLDEST_AGES)

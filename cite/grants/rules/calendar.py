"""The days of a call: their order, where it stands on a day, and the same days a year later."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Mapping
from datetime import date

from cite.grants.enums import CallPhase


def phase(days: Mapping[str, date], on: date, *, is_published: bool) -> CallPhase:
    """Tell where a call stands on a day; the last day for depositing is open to its end."""
    if not is_published:
        return CallPhase.PREPARATION
    if on < days["opens_on"]:
        return CallPhase.ANNOUNCED
    if on <= days["closes_on"]:
        return CallPhase.OPEN
    if on < days["notification_on"]:
        return CallPhase.REVIEW
    return CallPhase.DECIDED if on <= days["report_due_on"] else CallPhase.OVER


def out_of_order(names: tuple[str, ...], days: Mapping[str, date | None]) -> tuple[tuple[str, str], ...]:
    """List the pairs of days that stand the wrong way round, each with the last one known before it."""
    wrong, last = [], None
    for name in names:
        if days.get(name) is None:
            continue
        if last is not None and days[name] < days[last]:
            wrong.append((last, name))
        last = name
    return tuple(wrong)


def shifted(day: date, years: int) -> date:
    """Give the same day so many years later; the 29th of February becomes the 28th where there is none."""
    year = day.year + years
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


def default_days(year: int) -> dict[str, date]:
    """Propose the days of the call of a year: deposit in the winter, decisions in the spring (domain, 2.3)."""
    return {
        "opens_on": date(year - 1, 11, 30),
        "closes_on": date(year, 1, 24),
        "admissibility_on": date(year, 2, 12),
        "review_on": date(year, 3, 20),
        "committee_on": date(year, 4, 8),
        "notification_on": date(year, 5, 15),
        "interim_report_on": date(year, 11, 30),
        "report_due_on": date(year + 1, 6, 30),
    }

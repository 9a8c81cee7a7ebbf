"""Opening hours: rows of a form (a day, from, to) and the notation of OpenStreetMap, both ways.

Source: « opening_hours » of OpenStreetMap, which the national standard asks for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

import opening_hours

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"
_SPANS = re.compile(rf"{_TIME}-{_TIME}(?:, ?{_TIME}-{_TIME})?")
_RULE = re.compile(
    rf"((?:{'|'.join(DAYS)})(?:-(?:{'|'.join(DAYS)}))?(?:,(?:{'|'.join(DAYS)})(?:-(?:{'|'.join(DAYS)}))?)*) (.+)"
)
_HOLIDAYS = "PH off"

Span = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Week:
    """The hours of a week: for each open day (0 is Monday), one or two spans « 08:30 » to « 12:00 », in order."""

    days: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    is_closed_on_holidays: bool = False


def problems(week: Week) -> tuple[int, ...]:
    """List the days whose hours do not follow one another."""
    return tuple(
        day
        for day, spans in week.days.items()
        if any(start >= end for start, end in spans)
        or any(before[1] > after[0] for before, after in zip(spans, spans[1:], strict=False))
    )


def write_hours(week: Week) -> str:
    """Write a week in the notation of OpenStreetMap; days in a row with the same hours share a rule."""
    rules = []
    runs = groupby(enumerate(sorted(day for day in week.days if week.days[day])), _run(week))
    for _key, run in runs:
        days = [day for _place, day in run]
        name = DAYS[days[0]] if len(days) == 1 else f"{DAYS[days[0]]}-{DAYS[days[-1]]}"
        rules.append(f"{name} {','.join('-'.join(span) for span in week.days[days[0]])}")
    if rules and week.is_closed_on_holidays:
        rules.append(_HOLIDAYS)
    return "; ".join(rules)


def read_hours(text: str) -> Week | None:
    """Read a notation that rows can show; none where it says more than they do."""
    days: dict[int, tuple[Span, ...]] = {}
    is_closed = False
    for rule in filter(None, (part.strip() for part in text.split(";"))):
        if rule == _HOLIDAYS:
            is_closed = True
            continue
        found = _RULE.fullmatch(rule)
        if found is None or not _SPANS.fullmatch(found[2]):
            return None
        spans = tuple(tuple(span.strip().split("-")) for span in found[2].split(","))
        for day in _days(found[1]):
            days[day] = spans
    week = Week(dict(sorted(days.items())), is_closed)
    return None if problems(week) else week


def is_readable(text: str) -> bool:
    """Whether a notation is one of OpenStreetMap."""
    return bool(opening_hours.validate(text))


def _run(week: Week):
    def key(placed: tuple[int, int]) -> tuple[int, tuple[Span, ...]]:
        place, day = placed
        return day - place, tuple(week.days[day])

    return key


def _days(names: str) -> list[int]:
    found: list[int] = []
    for part in names.split(","):
        first, _dash, last = part.partition("-")
        start, end = DAYS.index(first), DAYS.index(last or first)
        found += range(start, end + 1) if start <= end else [*range(start, 7), *range(end + 1)]
    return found

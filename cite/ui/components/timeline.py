"""What happened along the days, on a few lines: the picture of a list that stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from django.utils.formats import date_format

from cite.core.dates import today as current_day
from cite.ui.components.registry import component

Shape = Literal["done", "missed", "open"]
_DEPTHS: tuple[Shape, ...] = ("open", "done", "missed")
_ONE_DAY = timedelta(days=1)
_SHORTEST_DAYS = 30
_MOST_TICKS = 6
_STEPS_IN_MONTHS = (1, 2, 3, 6, 12, 24, 60)


class Mark(NamedTuple):
    """One thing on its day: it happened, it failed, or it is still open; `label` is read under the pointer."""

    on: date
    shape: Shape
    label: str = ""


class MarkLine(NamedTuple):
    """One line of the picture, and what stands on it."""

    label: str
    marks: Sequence[Mark]


class Span(NamedTuple):
    """Days that count apart (a pause), drawn across every line."""

    first_on: date
    last_on: date
    label: str


@component
def timeline(
    *,
    label: str,
    lines: Sequence[MarkLine],
    legend: Sequence[tuple[Shape, str]],
    spans: Sequence[Span] = (),
    today: date | None = None,
) -> dict[str, Any]:
    """Draw what happened along the days, a silence being as wide as it was long; a list beside says the same.

    `legend`: what each shape means here, in words. The picture is not read aloud.
    """
    now = today or current_day()
    days = [mark.on for line in lines for mark in line.marks]
    first = min(days, default=now)
    last = max(now, max(days, default=now))
    width = max((last - first).days, _SHORTEST_DAYS)

    def place(day: date) -> str:
        share = min(max((day - first).days / width, 0.0), 1.0)
        return f"{2 + 96 * share:.2f}"

    def across(span: Span) -> tuple[str, str, str]:
        x, end = place(span.first_on), place(span.last_on + _ONE_DAY)
        return span.label, x, f"{float(end) - float(x):.2f}"

    return {
        "label": label,
        "legend": legend,
        "lines": [(line.label, [(mark, place(mark.on)) for mark in _by_depth(line.marks)]) for line in lines],
        "spans": [each for each in map(across, spans) if float(each[-1])],
        "ticks": [(place(day), _tick_words(day)) for day in _ticks(first, last)],
        "now": place(now),
    }


def _by_depth(marks: Sequence[Mark]) -> list[Mark]:
    """Draw what is open first: on one day, what happened stands above it, and what failed is not hidden under it."""
    return sorted(marks, key=lambda mark: _DEPTHS.index(mark.shape))


def _ticks(first: date, last: date) -> list[date]:
    """List the first days of months that fall in the picture: few enough to be read on a telephone."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((each for each in _STEPS_IN_MONTHS if months // each < _MOST_TICKS), _STEPS_IN_MONTHS[-1])
    start = first.year * 12 + first.month  # the month after the first day, counted from year 0
    found = (divmod(number, 12) for number in range(start, start + months) if number % step == 0)
    return [date(year, month + 1, 1) for year, month in found]


def _tick_words(day: date) -> str:
    return str(day.year) if day.month == 1 else date_format(day, "N")

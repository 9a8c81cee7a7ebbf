"""The thresholds of signs: a value each, between two bounds. Both co-pilots set them (decisions); none is a constant.

The first values are those of the domain page (§6.3); none has been measured yet: the replay is there for that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cite.core.decisions import Decision, all_of, unless
from cite.dropout.enums.objections import ThresholdObjection as O
from cite.dropout.enums.signs import Parameter as P

BOUNDS: dict[P, tuple[int, int, int]] = {
    P.SILENCE_WATCH: (30, 7, 120),
    P.SILENCE_LOOK: (60, 14, 150),
    P.SILENCE_SOON: (90, 21, 150),
    P.ABSENCES_IN_A_ROW: (2, 2, 6),
    P.ABSENCES_COUNTED: (3, 2, 10),
    P.ABSENCES_WINDOW: (180, 30, 365),
    P.UNANSWERED_WATCH: (10, 3, 30),
    P.UNANSWERED_LOOK: (21, 7, 60),
    P.UNDATED: (15, 3, 60),
    P.UNFILLED: (3, 1, 30),
    P.END_NEAR: (7, 0, 60),
    P.NOTHING_AFTER: (15, 1, 90),
    P.DEADLINE_NEAR: (60, 7, 120),
    P.OBSTACLES_COUNT: (3, 2, 8),
    P.BLOCKING_UNANSWERED: (30, 7, 120),
    P.WITHOUT_REFERENT: (7, 1, 60),
    P.REFERENT_CHANGED: (30, 7, 90),
    P.NO_STEP: (30, 7, 120),
    P.NOTHING_PROPOSED: (21, 7, 90),
    P.SHOWN_A_WEEK: (10, 3, 10),  # never more: a longer list is read by nobody
    P.QUIET_DAYS: (14, 0, 60),
}
"""Parameter → first value, least, most."""

DEFAULTS: dict[P, int] = {parameter: first for parameter, (first, _least, _most) in BOUNDS.items()}

RISING = ((P.SILENCE_WATCH, P.SILENCE_LOOK), (P.SILENCE_LOOK, P.SILENCE_SOON))
"""Pairs of which the second comes after the first."""

MOST_CLOSED_PERIODS = 20
LONGEST_CLOSED_DAYS = 45
"""Bounds against a slip: closed for months, nobody would be looked at any more."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Values of every parameter, and the periods in which everything is closed here (August, Christmas)."""

    values: Mapping[P, int]
    closed: tuple[tuple[date, date], ...] = ()

    def __getitem__(self, parameter: P) -> int:
        return self.values[parameter]


FIRST = Thresholds(DEFAULTS)


def read(values: Mapping[str, int], closed: Sequence[Sequence[str]] = ()) -> Thresholds:
    """Read what was kept, within the bounds of today; a parameter that did not exist then has its first value."""
    kept = {P(name): _bounded(P(name), int(value)) for name, value in values.items() if name in P.values}
    periods = ((date.fromisoformat(first), date.fromisoformat(last)) for first, last in closed)
    return Thresholds(DEFAULTS | kept, tuple(sorted(periods)))


def _bounded(parameter: P, value: int) -> int:
    _first, least, most = BOUNDS[parameter]
    return min(max(value, least), most)


def written(thresholds: Thresholds) -> tuple[dict[str, int], list[list[str]]]:
    """Write values and closed periods, to be kept."""
    values = {str(parameter): value for parameter, value in thresholds.values.items()}
    return values, [[first.isoformat(), last.isoformat()] for first, last in thresholds.closed]


def thresholds_decision(thresholds: Thresholds) -> Decision:
    """Refuse values outside their bounds, levels that do not rise, and periods that close everything for months."""
    inside = all(least <= thresholds[each] <= most for each, (_first, least, most) in BOUNDS.items())
    rising = all(thresholds[first] < thresholds[second] for first, second in RISING)
    short = all(0 <= (last - first).days < LONGEST_CLOSED_DAYS for first, last in thresholds.closed)
    return all_of(
        (
            unless(inside, O.OUT_OF_BOUNDS),
            unless(rising, O.NOT_RISING),
            unless(short, O.CLOSED_TOO_LONG),
            unless(len(thresholds.closed) <= MOST_CLOSED_PERIODS, O.TOO_MANY_PERIODS),
        )
    )

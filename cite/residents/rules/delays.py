"""The delays of a Cité about people: a value each, between two bounds. Both co-pilots set them; none is a constant.

Sources of the bounds: a file is kept two years at most after the last contact that came from the person (domain law,
§7.1); what is held of somebody without a file, ninety days at most (decision of the ADR 0023). The others are habits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from cite.core.decisions import Decision, unless
from cite.core.working_days import longest_days
from cite.residents.enums.delays import Delay as D
from cite.residents.enums.delays import DelayObjection as O

BOUNDS: dict[D, tuple[int, int, int]] = {
    D.KEPT_MONTHS: (24, 12, 24),
    D.WARNED_DAYS: (60, 30, 120),
    D.LIGHT_DAYS: (90, 30, 90),
    D.NEED_WORDS: (180, 30, 365),
    D.LINK_DAYS: (180, 30, 365),
    D.HANDOVER_DAYS: (30, 7, 60),
    D.LONGEST_PAUSE: (184, 30, 366),
    D.FIRST_REMINDER: (10, 2, 20),
    D.BETWEEN_REMINDERS: (5, 2, 15),
    D.MOST_REMINDERS: (3, 1, 5),
    D.COORDINATION: (21, 7, 45),
    D.EXPIRY: (30, 14, 60),
    D.OUTCOME_SOON: (15, 7, 45),
    D.OUTCOME_LATER: (60, 30, 180),
    D.CALLED: (7, 1, 30),
    D.ANSWERED: (7, 2, 30),
    D.RIGHT_NEAR: (10, 3, 20),
    D.SOON: (7, 2, 30),
    D.SILENT: (60, 14, 150),
}
"""Delay → first value, least, most."""

FIRST: dict[D, int] = {delay: first for delay, (first, _least, _most) in BOUNDS.items()}

RISING = (
    (D.FIRST_REMINDER, D.COORDINATION),
    (D.COORDINATION, D.EXPIRY),
    (D.EXPIRY, D.LIGHT_DAYS),
    (D.OUTCOME_SOON, D.OUTCOME_LATER),
)
"""Pairs of which the second comes after the first, wherever holidays fall.

None holds the questions about what came of a referral to `LIGHT_DAYS`: they begin with the answer, on any day; of a
light referral that is erased by then, nobody is asked.
"""


def read(values: Mapping[str, int]) -> dict[D, int]:
    """Read what was kept; a delay that did not exist then has its first value."""
    return FIRST | {D(name): int(value) for name, value in values.items() if name in D.values}


def delays_decision(values: Mapping[D, int]) -> Decision:
    """Refuse delays outside their bounds, or in an order that makes no sense."""
    inside = all(least <= values[each] <= most for each, (_first, least, most) in BOUNDS.items())
    rising = all(_at_most(first, values) < values[second] for first, second in RISING)
    return unless(inside, O.OUT_OF_BOUNDS) & unless(rising, O.NOT_RISING)


def months_kept(versions: Sequence[tuple[date, Mapping[D, int]]], on: date) -> int:
    """Tell after how many months without news a file is erased on a day.

    `versions`: what was in force since when, the latest first. A shorter time erases nobody by surprise: the longest
    one of late still holds until those who follow her could be warned.
    """
    current = versions[0][1] if versions else FIRST
    warned_since = on - timedelta(days=current[D.WARNED_DAYS])
    longest = 0
    for since, values in (*versions, (date.min, FIRST)):
        longest = max(longest, values[D.KEPT_MONTHS])
        if since <= warned_since:
            break
    return longest


def _at_most(delay: D, values: Mapping[D, int]) -> int:
    """Tell how many days of the calendar a delay lasts at most: the first reminder is told in working days."""
    return longest_days(values[delay]) if delay == D.FIRST_REMINDER else values[delay]

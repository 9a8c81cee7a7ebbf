"""What referrals to a service came to: real delays and past answers, in numbers that name nobody.

Small numbers are masked by the rule of the house (`core/masking.py`): the whole, then each table under what it divides.
A delay is told from as many referrals as a number is; over how many, exactly where nothing can be subtracted from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import NamedTuple

from cite.core.masking import LEAST, published
from cite.directory.enums.past import Answer, Welcome

MONTHS = 12
"""How far back sheets look."""
TENTH = 10
"""From how many answers the slowest tenth is told: below, it would be half of somebody."""


class PastReferral(NamedTuple):
    """What came of one referral, without a word of whom it was about.

    `reason` says why it was refused, as people read it. Days are counted from the day on which it was sent: to the
    answer, and to the first appointment that was given.
    """

    answer: Answer
    welcome: Welcome | None = None
    reason: str = ""
    answer_days: int | None = None
    entry_days: int | None = None


@dataclass(frozen=True, slots=True)
class Delay:
    """How long something took, in days: half of the times at most; and `slow`, what the slowest tenth went beyond.

    `number`: of how many; where it `is_exact`, else of at least so many.
    """

    days: int
    slow: int | None
    number: int
    is_exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The figures of a service. None: too few to be told. `welcomes` divide the accepted, `reasons` the refused."""

    total: int | None
    answers: Mapping[Answer, int | None]
    welcomes: Mapping[Welcome, int | None]
    reasons: Mapping[str, int | None]
    answering: Delay | None
    entering: Delay | None

    @property
    def is_told(self) -> bool:
        """Whether there were enough referrals for anything to be said."""
        return self.total is not None


def past_of(referrals: Iterable[PastReferral]) -> Past:
    """Sum up the referrals of one service."""
    rows = list(referrals)
    answers = Counter(row.answer for row in rows)
    told = published({answer: answers[answer] for answer in Answer})
    accepted = [row for row in rows if row.answer == Answer.ACCEPTED]
    welcomes = _under(told.counts[Answer.ACCEPTED], Welcome, [row.welcome for row in accepted if row.welcome])
    refusals = [row.reason for row in rows if row.answer == Answer.REFUSED]
    reasons = _under(told.counts[Answer.REFUSED], dict.fromkeys(sorted(refusals)), refusals)
    said = (Answer.ACCEPTED, Answer.REFUSED)
    waits = [row.answer_days for row in rows if row.answer in said and row.answer_days is not None]
    entries = [row.entry_days for row in accepted if row.welcome and row.entry_days is not None]
    return Past(
        total=told.total,
        answers=told.counts,
        welcomes=welcomes,
        reasons=reasons,
        answering=_delay(waits, sum(answers[each] for each in said), [told.counts[each] for each in said]),
        entering=_delay(
            entries, answers[Answer.ACCEPTED], [told.counts[Answer.ACCEPTED], *welcomes.values()]
        ),
    )


def _under(parent: int | None, keys: Iterable, values: Sequence) -> dict:
    """Divide a number that is told; nothing under one that is not."""
    counted = Counter(values)
    return dict(published({key: counted[key] for key in keys}).counts) if parent else {}


def _delay(days: Sequence[int], whole: int, cells: Iterable[int | None]) -> Delay | None:
    """Say how long it took. `whole`: those among which these are; `cells`: what is told around them."""
    if len(days) < LEAST:
        return None
    left = whole - len(days)
    is_exact = None not in cells and (left == 0 or left >= LEAST)
    ranked = sorted(days)
    slow = ranked[ceil(len(ranked) * (TENTH - 1) / TENTH) - 1] if len(ranked) >= TENTH else None
    number = len(days) if is_exact else len(days) // LEAST * LEAST
    return Delay(ceil(median(ranked)), slow, number, is_exact)

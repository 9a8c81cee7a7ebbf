"""The instruction grid: one mark per criterion, a total on 100, and how far two instructors stand apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cite.core.decisions import Decision, unless
from cite.grants.enums import ReviewObjection
from cite.grants.rules.call_content import Criterion

BEST = 5


@dataclass(frozen=True, slots=True)
class GridLine:
    """A criterion and the mark each instructor gave it; the spread is in marks."""

    criterion: Criterion
    marks: tuple[int | None, ...]

    @property
    def spread(self) -> int:
        """How far the marks stand apart; none known, none apart."""
        known = [mark for mark in self.marks if mark is not None]
        return max(known) - min(known) if known else 0


def total(grid: Sequence[Criterion], marks: Mapping[str, int]) -> float | None:
    """Weigh the marks into a total on 100; None while one lacks."""
    weights = sum(criterion.weight for criterion in grid)
    if not weights or any(criterion.code not in marks for criterion in grid):
        return None
    points = sum(criterion.weight * marks[criterion.code] for criterion in grid)
    return round(points * 100 / (weights * BEST), 1)


def known_marks(grid: Sequence[Criterion], marks: Mapping[str, int | None]) -> dict[str, int]:
    """Keep the marks of the grid that were given."""
    codes = [criterion.code for criterion in grid]
    return {code: mark for code in codes if (mark := marks.get(code)) is not None}


def marks_decision(marks: Mapping[str, int]) -> Decision:
    """Object to a mark out of bounds."""
    return unless(all(0 <= mark <= BEST for mark in marks.values()), ReviewObjection.BAD_MARK)


def submission_decision(
    grid: Sequence[Criterion], marks: Mapping[str, int], *, opinion: str, words: str
) -> Decision:
    """Say what lacks before a review is given, all at once."""
    return (
        unless(all(criterion.code in marks for criterion in grid), ReviewObjection.MARKS_MISSING)
        & marks_decision(marks)
        & unless(bool(opinion), ReviewObjection.OPINION_MISSING)
        & unless(bool(words.strip()), ReviewObjection.WORDS_MISSING)
    )


def side_by_side(grid: Sequence[Criterion], reviews: Sequence[Mapping[str, int]]) -> list[GridLine]:
    """Set the marks of several instructors criterion by criterion."""
    return [GridLine(criterion, tuple(marks.get(criterion.code) for marks in reviews)) for criterion in grid]


def disagree(totals: Sequence[float | None], beyond: int) -> bool:
    """Say whether totals on 100 stand further apart than the call accepts."""
    known = [value for value in totals if value is not None]
    return len(known) > 1 and max(known) - min(known) > beyond

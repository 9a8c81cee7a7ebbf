"""Which actions look like one: same district, same priority, and the same months or nearly the same title."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from cite.core.text import search_key

CLOSE_TITLES = 0.5
"""The share of words in common from which two titles are close."""
_SHORT_WORD = 3
_Day = tuple[int, int]
_WHOLE_YEAR: tuple[_Day, _Day] = ((1, 1), (12, 31))


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What is compared. `districts`, `priorities`: codes or keys; empty where nobody said.

    `source` and `key` name the action; `carrier`, `year` and `audience` are shown with it, in words. `partner`: the
    number of who carries it, so that nobody is shown her own. `makes_known`: the key of the action that this one
    only publishes, so that it is not shown twice.
    """

    source: str
    key: str
    title: str
    carrier: str = ""
    partner: int | None = None
    year: int | None = None
    audience: str = ""
    makes_known: str = ""
    districts: frozenset[str] = frozenset()
    priorities: frozenset[str] = frozenset()
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """In what two actions look alike. `months`: None where the dates of one are not known."""

    title: float
    districts: frozenset[str] = frozenset()
    priorities: frozenset[str] = frozenset()
    months: bool | None = None

    @property
    def is_close(self) -> bool:
        """Whether the titles are nearly the same."""
        return self.title >= CLOSE_TITLES

    @property
    def rank(self) -> tuple[float, int, int]:
        """Order what looks alike: the closest titles, then the most in common."""
        return -self.title, -len(self.priorities), -len(self.districts)


def likeness(mine: Action, other: Action) -> Likeness | None:
    """Tell in what an action looks like mine; None where it does not.

    Where the districts or the priorities of one of them are not known (an imported list), only the title tells.
    """
    districts, priorities = mine.districts & other.districts, mine.priorities & other.priorities
    if other.districts and other.priorities and not (districts and priorities):
        return None
    found = Likeness(closeness(mine.title, other.title), districts, priorities, months_in_common(mine, other))
    is_together = bool(districts and priorities) and found.months is not False
    return found if is_together or found.is_close else None


def looks_like(mine: Action, other: Action) -> bool:
    """Say whether an action looks like mine."""
    return likeness(mine, other) is not None


def similar(mine: Action, others: Iterable[Action], *, at_most: int = 10) -> list[tuple[Action, Likeness]]:
    """List the actions that look like mine, each with its likeness, the closest titles first."""
    compared = ((other, likeness(mine, other)) for other in others)
    found = [(other, alike) for other, alike in compared if alike is not None]
    return sorted(found, key=lambda pair: (*pair[1].rank, pair[0].key))[:at_most]


def closeness(one: str, other: str) -> float:
    """Measure how close two titles are: the share of their words in common, from 0 to 1."""
    first, second = _words(one), _words(other)
    return len(first & second) / len(first | second) if first and second else 0.0


@lru_cache(maxsize=8192)
def _words(title: str) -> frozenset[str]:
    return frozenset(word for word in search_key(title).split() if len(word) > _SHORT_WORD)


def months_in_common(mine: Action, other: Action) -> bool | None:
    """Compare dates within the year, so that last year's action counts; None where a date is not known."""
    if None in (mine.starts_on, mine.ends_on, other.starts_on, other.ends_on):
        return None
    ours, theirs = (_in_a_year(one.starts_on, one.ends_on) for one in (mine, other))
    return any(one[0] <= two[1] and two[0] <= one[1] for one in ours for two in theirs)


def _in_a_year(starts_on: date, ends_on: date) -> list[tuple[_Day, _Day]]:
    """Give the days of a year that a period covers: two runs where it goes over the first of January."""
    start, end = (starts_on.month, starts_on.day), (ends_on.month, ends_on.day)
    if ends_on.year == starts_on.year:
        return [(start, end)]
    if ends_on.year > starts_on.year + 1 or end >= start:
        return [_WHOLE_YEAR]
    return [(start, _WHOLE_YEAR[1]), (_WHOLE_YEAR[0], end)]

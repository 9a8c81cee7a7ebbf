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


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What is compared. `districts`, `priorities`: codes or keys; empty where nobody said.

    `source` and `key` name the action; `carrier` and `year` are shown with it.
    """

    source: str
    key: str
    title: str
    carrier: str = ""
    year: int | None = None
    districts: frozenset[str] = frozenset()
    priorities: frozenset[str] = frozenset()
    starts_on: date | None = None
    ends_on: date | None = None


def looks_like(mine: Action, other: Action) -> bool:
    """Say whether an action looks like mine.

    Where the districts or the priorities of one of them are not known (an imported list), only the title tells.
    """
    close = closeness(mine.title, other.title) >= CLOSE_TITLES
    if not (other.districts and other.priorities):
        return close
    same_place = bool(mine.districts & other.districts)
    same_aim = bool(mine.priorities & other.priorities)
    return same_place and same_aim and (close or _same_months(mine, other))


def similar(mine: Action, others: Iterable[Action], *, at_most: int = 10) -> list[Action]:
    """List the actions that look like mine, the closest titles first."""
    found = [other for other in others if looks_like(mine, other)]
    return sorted(found, key=lambda other: (-closeness(mine.title, other.title), other.key))[:at_most]


def closeness(one: str, other: str) -> float:
    """Measure how close two titles are: the share of their words in common, from 0 to 1."""
    first, second = _words(one), _words(other)
    return len(first & second) / len(first | second) if first and second else 0.0


@lru_cache(maxsize=8192)
def _words(title: str) -> frozenset[str]:
    return frozenset(word for word in search_key(title).split() if len(word) > _SHORT_WORD)


def _same_months(mine: Action, other: Action) -> bool:
    """Compare dates within the year, so that last year's action counts; unknown dates may be the same."""
    days = (mine.starts_on, mine.ends_on, other.starts_on, other.ends_on)
    if any(day is None for day in days):
        return True
    starts, ends, other_starts, other_ends = ((day.month, day.day) for day in days)
    return starts <= other_ends and other_starts <= ends

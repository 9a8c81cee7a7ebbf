"""What could help in the place of a service that is no longer offered: the same needs, the same districts, near."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from cite.directory.rules.ordering import STEP_M, meters_between

MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """What is compared of a service. `everywhere`: it covers every district. `by`: its structure."""

    pk: int
    by: int
    themes: frozenset[str] = frozenset()
    districts: frozenset[int] = frozenset()
    everywhere: bool = False
    place: tuple[float, float] | None = None

    def goes_to(self, other: Alike) -> bool:
        """Tell whether it covers a district of the other."""
        return self.everywhere or other.everywhere or bool(self.districts & other.districts)


def closest(gone: Alike, candidates: Iterable[Alike], *, tried: Collection[int] = ()) -> list[int]:
    """Choose what looks most like a service: in its districts, then most needs in common, then the nearest.

    One of each structure: three sheets of one are one answer. `tried`: the structures that did not help come last.
    """
    shared = [each for each in candidates if each.pk != gone.pk and each.themes & gone.themes]
    best: dict[int, int] = {}
    for each in sorted(shared, key=lambda each: (each.by in tried, *_rank(gone, each))):
        best.setdefault(each.by, each.pk)
    return list(best.values())[:MOST]


def _rank(gone: Alike, other: Alike) -> tuple[bool, int, float, int]:
    far = math.inf
    if gone.place is not None and other.place is not None:
        far = meters_between(gone.place, other.place) // STEP_M
    return not other.goes_to(gone), -len(gone.themes & other.themes), far, other.pk

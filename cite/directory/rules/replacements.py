"""What could help in the place of a service that is no longer offered: the same needs, the same districts, near."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from cite.directory.rules.ordering import STEP_M, meters_between

MOST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """What is compared of a service. `everywhere`: it covers every district."""

    pk: int
    themes: frozenset[str] = frozenset()
    districts: frozenset[int] = frozenset()
    everywhere: bool = False
    place: tuple[float, float] | None = None

    def goes_to(self, other: Alike) -> bool:
        """Tell whether it covers a district of the other."""
        return self.everywhere or other.everywhere or bool(self.districts & other.districts)


def closest(gone: Alike, candidates: Iterable[Alike]) -> list[int]:
    """Choose what looks most like a service: most needs in common, then its districts, then the nearest."""
    shared = [each for each in candidates if each.pk != gone.pk and each.themes & gone.themes]
    return [each.pk for each in sorted(shared, key=lambda each: _rank(gone, each))[:MOST]]


def _rank(gone: Alike, other: Alike) -> tuple[int, bool, float, int]:
    far = math.inf
    if gone.place is not None and other.place is not None:
        far = meters_between(gone.place, other.place) // STEP_M
    return -len(gone.themes & other.themes), not other.goes_to(gone), far, other.pk

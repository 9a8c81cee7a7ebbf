"""Where services and planned actions overlap: same district, same need, people they both receive, days they share.

Nothing here measures a structure. A pair is explained dimension by dimension, and pairs are ordered by how much
coincides. What is not known is said to be unknown: no date is all year, no audience is everyone (fiche technique:
« sans distinction d'âge »), and places that nobody wrote are not zero.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from math import cos, hypot, radians

from cite.directory.enums.overlaps import Closeness, Dimension
from cite.directory.rules.facets import EVERYONE

_METERS_PER_DEGREE = 111_195
_WEEK = 7
Period = tuple[date | None, date | None]
_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()
_ORIGIN = date(2000, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """What counts as the same place, as a short walk, and as the same weeks; parameters."""

    same_place_meters: int = 150
    walk_meters: int = 800
    same_weeks_share: float = 0.75
    fewest_days: int = 1


USUAL = Thresholds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A service or a planned action, as it is compared.

    `themes`: codes of the standard. No `audiences`, or « tous publics »: everyone. No `periods`: all year; a day
    that is None has no limit on that side. `places`: those known; `people`: how many are expected. `position`:
    longitude and latitude.
    """

    key: str
    title: str
    carrier: int
    carrier_name: str = ""
    kind: str = ""
    districts: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    audiences: frozenset[str] = frozenset()
    min_age: int | None = None
    max_age: int | None = None
    periods: tuple[Period, ...] = ()
    places: int | None = None
    people: int | None = None
    position: tuple[float, float] | None = None

    @property
    def is_for_everyone(self) -> bool:
        """Whether no audience is left out."""
        return not self.audiences or EVERYONE in self.audiences


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of an offer, numbered once: an offer is put beside hundreds of others.

    `runs` do not meet, the first first. `mask` has one bit per day, where all have two ends; `length` too.
    """

    runs: tuple[tuple[int, int], ...]
    length: int | None
    mask: int | None

    @classmethod
    def of(cls, periods: Sequence[Period]) -> _Days:
        """Number the days of some periods; an end that nobody said has no limit, and no period is all year."""
        runs: list[tuple[int, int]] = []
        for start, end in sorted(
            (start.toordinal() if start else _FIRST, end.toordinal() if end else _LAST)
            for start, end in periods
        ):
            if runs and start <= runs[-1][1]:
                runs[-1] = (runs[-1][0], max(runs[-1][1], end))
            else:
                runs.append((start, end))
        if not runs or runs[0][0] == _FIRST or runs[-1][1] == _LAST:
            return cls(tuple(runs) or ((_FIRST, _LAST),), None, None)
        mask = 0
        for start, end in runs if runs[0][0] >= _ORIGIN else ():
            mask |= ((1 << (end - start + 1)) - 1) << (start - _ORIGIN)
        return cls(tuple(runs), sum(end - start + 1 for start, end in runs), mask or None)

    def shared(self, other: _Days) -> int:
        """Count the days that both have."""
        if self.mask is not None and other.mask is not None:
            return (self.mask & other.mask).bit_count()
        pairs = product(self.runs, other.runs)
        return sum(max(0, min(one[1], two[1]) - max(one[0], two[0]) + 1) for one, two in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two offers that coincide: in what, and how far. `days` is None where they share the whole year."""

    one: Offer
    other: Offer
    districts: frozenset[str]
    themes: frozenset[str]
    audiences: frozenset[str]
    days: int | None
    meters: int | None
    closeness: tuple[tuple[Dimension, Closeness], ...]

    @property
    def keys(self) -> tuple[str, str]:
        """The two offers, always in the same order."""
        return self.one.key, self.other.key

    @property
    def weeks(self) -> int | None:
        """How many weeks they share; None: the whole year."""
        return None if self.days is None else -(-self.days // _WEEK)

    @property
    def places(self) -> int | None:
        """How many places the two have, where at least one says."""
        return _sum((self.one.places, self.other.places))

    @property
    def people(self) -> int | None:
        """How many people the two expect, where at least one says."""
        return _sum((self.one.people, self.other.people))

    @property
    def says_all_places(self) -> bool:
        """Whether both say how many places or people they have."""
        return all(offer.places is not None or offer.people is not None for offer in (self.one, self.other))

    @property
    def rank(self) -> tuple:
        """Order pairs by what coincides, the most first; titles at last, never who carries them."""
        grades = [closeness for _dimension, closeness in self.closeness]
        near = self.meters if self.meters is not None else 10**9
        return (
            -grades.count(Closeness.SAME),
            -grades.count(Closeness.PARTLY),
            near,
            self.one.title,
            self.other.title,
            self.keys,
        )

    @property
    def fingerprint(self) -> str:
        """Tell what was explained: a verdict given on another explanation is to be looked at again."""
        grades = ",".join(str(closeness) for _dimension, closeness in self.closeness)
        return "|".join((grades, ",".join(sorted(self.districts)), ",".join(sorted(self.themes))))


def overlaps(offers: Sequence[Offer], thresholds: Thresholds = USUAL) -> list[Overlap]:
    """List the pairs of different carriers that coincide, those that coincide most first.

    Only offers that share a district and a need are ever put side by side.
    """
    held = [_Days.of(offer.periods) for offer in offers]
    blocks: dict[str, list[int]] = defaultdict(list)
    for rank, offer in enumerate(offers):
        for theme in offer.themes:
            blocks[theme].append(rank)
    together = {pair for block in blocks.values() for pair in combinations(block, 2)}
    found = (
        _compare(offers[one], offers[other], held[one], held[other], thresholds) for one, other in together
    )
    return sorted((overlap for overlap in found if overlap is not None), key=lambda overlap: overlap.rank)


def compare(one: Offer, other: Offer, thresholds: Thresholds = USUAL) -> Overlap | None:
    """Explain how two offers overlap; None where they do not, or are of one carrier."""
    return _compare(one, other, _Days.of(one.periods), _Days.of(other.periods), thresholds)


def _compare(one: Offer, other: Offer, ours: _Days, theirs: _Days, thresholds: Thresholds) -> Overlap | None:
    """Compare two offers whose days are already numbered."""
    if one.carrier == other.carrier:
        return None
    districts, themes = one.districts & other.districts, one.themes & other.themes
    audience = _audience(one, other) if districts and themes else Closeness.APART
    if audience is Closeness.APART:
        return None
    days = ours.shared(theirs) if one.periods or other.periods else None
    if days is not None and days < thresholds.fewest_days:
        return None
    if one.key > other.key:
        one, other, ours, theirs = other, one, theirs, ours
    meters = distance(one.position, other.position)
    return Overlap(
        one=one,
        other=other,
        districts=districts,
        themes=themes,
        audiences=one.audiences & other.audiences,
        days=days,
        meters=meters,
        closeness=(
            (Dimension.DISTRICT, _sets(one.districts, other.districts)),
            (Dimension.THEME, _sets(one.themes, other.themes)),
            (Dimension.AUDIENCE, audience),
            (Dimension.PERIOD, _period(ours, theirs, days, thresholds)),
            (Dimension.PLACE, _place(meters, thresholds)),
        ),
    )


def distance(one: tuple[float, float] | None, other: tuple[float, float] | None) -> int | None:
    """Measure how far two places of one Cité are, in meters; None where one is not known."""
    if one is None or other is None:
        return None
    east = (other[0] - one[0]) * cos(radians((one[1] + other[1]) / 2))
    return round(hypot(east, other[1] - one[1]) * _METERS_PER_DEGREE)


def _sets(one: frozenset[str], other: frozenset[str]) -> Closeness:
    return Closeness.SAME if one == other else Closeness.PARTLY


def _audience(one: Offer, other: Offer) -> Closeness:
    """« Tous publics » meets everyone; two audiences meet where they share one, and an age."""
    if not _ages_meet(one, other):
        return Closeness.APART
    same_ages = (one.min_age, one.max_age) == (other.min_age, other.max_age)
    if one.is_for_everyone or other.is_for_everyone:
        both = one.is_for_everyone and other.is_for_everyone
        return Closeness.SAME if both and same_ages else Closeness.PARTLY
    if not one.audiences & other.audiences:
        return Closeness.APART
    return Closeness.SAME if one.audiences == other.audiences and same_ages else Closeness.PARTLY


def _ages_meet(one: Offer, other: Offer) -> bool:
    lowest = max(one.min_age or 0, other.min_age or 0)
    ages = [offer.max_age for offer in (one, other) if offer.max_age is not None]
    return not ages or lowest <= min(ages)


def _period(ours: _Days, theirs: _Days, days: int | None, thresholds: Thresholds) -> Closeness:
    if days is None:
        return Closeness.SAME
    if ours.length is None or theirs.length is None:
        return Closeness.PARTLY
    longest = max(ours.length, theirs.length)
    return Closeness.SAME if days >= thresholds.same_weeks_share * longest else Closeness.PARTLY


def _place(meters: int | None, thresholds: Thresholds) -> Closeness:
    if meters is None:
        return Closeness.UNKNOWN
    if meters <= thresholds.same_place_meters:
        return Closeness.SAME
    return Closeness.PARTLY if meters <= thresholds.walk_meters else Closeness.APART


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None

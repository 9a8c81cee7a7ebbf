"""What a publication would change on the map: shown before an import, and applied by it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import shapely

from cite.core.text import search_key
from cite.territories.enums import DistrictKind
from cite.territories.gateways.district_files import Publication, PublishedDistrict
from cite.territories.models import Commune, District
from cite.territories.rules.atlas import WHOLE_METROPOLE, Layer
from cite.territories.rules.geometry import in_meters

_AREA = re.compile(r"(\d{2}|2[AB])(\d{3})?|9[78]\d")
_SAME_M2 = 1.0  # a contour that came through two projections differs by less


@dataclass(frozen=True, slots=True)
class Change:
    """One district of a publication: what is on the map now (None: nothing), what is published.

    `moved_m2`: the surface that changes side. `keeps_contour`: ours is finer, theirs differs by its rounding
    only.
    """

    current: District | None
    published: PublishedDistrict
    communes: tuple[str, ...] = ()
    moved_m2: float = 0
    is_relabelled: bool = False
    keeps_contour: bool = False
    has_other_communes: bool = False
    is_restored: bool = False
    is_finer: bool = False

    @property
    def is_needed(self) -> bool:
        """False where the map already says the same."""
        return (
            self.current is None
            or self.is_relabelled
            or self.has_other_communes
            or self.is_restored
            or self.is_finer
            or self.moved_m2 > 0
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """A publication beside the map."""

    publication: Publication
    coverage: tuple[str, ...]
    changes: tuple[Change, ...]
    removed: tuple[District, ...]
    unplaced: tuple[PublishedDistrict, ...] = field(default=())

    @property
    def added(self) -> list[Change]:
        """The districts that the map does not have."""
        return [change for change in self.changes if change.current is None]

    @property
    def modified(self) -> list[Change]:
        """The districts whose name, communes or contour change."""
        return [change for change in self.changes if change.current is not None and change.is_needed]

    @property
    def kept_finer(self) -> list[Change]:
        """The districts whose contour stays, because ours is finer."""
        return [change for change in self.changes if change.keeps_contour]

    @property
    def repaired(self) -> list[PublishedDistrict]:
        """The districts whose published contour had to be mended."""
        return [district for district in self.publication.districts if district.is_repaired]

    @property
    def is_empty(self) -> bool:
        """True where the map already says all this."""
        return not (self.added or self.modified or self.removed)


class UnknownArea(ValueError):
    """An area that is neither a commune, a département, an EPCI nor « metropole »."""


def areas_covered(names: Iterable[str]) -> list[str]:
    """Turn what a person writes into areas: « 42 », « 42218 », « metropole », « epci:244200770 ».

    Raises:
        UnknownArea: one of them is none of these.
    """
    areas: list[str] = []
    for name in names:
        if name.startswith("epci:"):
            codes = list(
                Commune.objects.filter(epci_code=name.removeprefix("epci:"))
                .order_by("code")
                .values_list("code", flat=True)
            )
        else:
            codes = [name] if name == WHOLE_METROPOLE or _AREA.fullmatch(name) else []
        if not codes:
            raise UnknownArea(name)
        areas += codes
    return areas


def compare_publication(publication: Publication, coverage: Collection[str] = ()) -> Comparison:
    """Set a publication beside the map. `coverage`: the areas for which it is complete; empty: guessed."""
    areas = tuple(sorted(coverage)) or tuple(publication.guessed_coverage())
    on_map = {
        district.code: district
        for district in District.objects.filter(
            kind=DistrictKind.PRIORITY, generation=publication.generation
        ).prefetch_related("communes")
    }
    placing = _Placing(publication.districts)
    changes = tuple(
        _change(
            on_map.get(published.code), published, placing.communes_of(published), publication.precision_m
        )
        for published in publication.districts
    )
    published_codes = {district.code for district in publication.districts}
    complete = Layer((), frozenset(areas))
    removed = tuple(
        district
        for code, district in sorted(on_map.items())
        if code not in published_codes
        and not district.is_withdrawn
        and all(complete.covers(commune.code) for commune in district.communes.all())
    )
    return Comparison(
        publication, areas, changes, removed, tuple(c.published for c in changes if not c.communes)
    )


def _change(
    current: District | None, published: PublishedDistrict, communes: tuple[str, ...], precision_m: float
) -> Change:
    if current is None:
        return Change(None, published, communes)
    moved = moved_m2(current.geometry, published.contour)
    is_finer = precision_m < current.precision_m
    keeps = precision_m > current.precision_m and moved <= in_meters(current.geometry).length * precision_m
    return Change(
        current,
        published,
        communes,
        moved_m2=0 if keeps or moved < _SAME_M2 else moved,
        is_relabelled=current.label != published.label,
        keeps_contour=keeps,
        has_other_communes=bool(communes) and {c.code for c in current.communes.all()} != set(communes),
        is_restored=current.is_withdrawn,
        is_finer=is_finer,
    )


def moved_m2(before: shapely.Geometry, after: shapely.Geometry) -> float:
    """Measure what changes side between two contours."""
    if before.equals(after):
        return 0.0
    return in_meters(shapely.symmetric_difference(before, after)).area


class _Placing:
    """Finds the communes of published districts: by code, else by name, else by contour.

    The list of 2015 gives names only.
    """

    def __init__(self, districts: Iterable[PublishedDistrict]) -> None:
        self._codes_by_name: dict[tuple[str, str], str] = {}
        self._contoured: list[Commune] = []
        departments = {district.department_code for district in districts if not district.commune_codes}
        if departments:
            for commune in Commune.objects.filter(department_code__in=departments):
                self._codes_by_name[commune.department_code, search_key(commune.name)] = commune.code
                if commune.contour:
                    self._contoured.append(commune)

    def communes_of(self, published: PublishedDistrict) -> tuple[str, ...]:
        """Give the codes of the communes of one district; empty where nothing tells."""
        if published.commune_codes:
            return published.commune_codes
        named = [
            self._codes_by_name.get((published.department_code, search_key(name)))
            for name in published.commune_names
        ]
        if named and all(named):
            return tuple(named)
        return tuple(commune.code for commune in self._contoured if _overlaps(commune, published))


def _overlaps(commune: Commune, published: PublishedDistrict) -> bool:
    """A twentieth of a district makes it part of a commune; less is the drawing of the commune's edge."""
    west, south, east, north = published.contour.bounds
    if west > commune.max_longitude or east < commune.min_longitude:
        return False
    if south > commune.max_latitude or north < commune.min_latitude:
        return False
    common = shapely.intersection(shapely.make_valid(commune.geometry), published.contour)
    return common.area > 0.05 * published.contour.area

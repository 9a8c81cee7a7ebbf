"""The whole map in memory at one version of the data: asked millions of times, never changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry

from cite.territories.enums import Generation
from cite.territories.rules.geometry import METROPOLE, NOWHERE, ZONES, ContourIndex
from cite.territories.rules.residence import (
    DistrictSheet,
    Surroundings,
    department_of,
    generation_in_force,
    is_overseas,
)

_CHUNK = 100_000
WHOLE_METROPOLE = "metropole"


@dataclass(frozen=True, slots=True)
class CommuneSheet:
    """What an answer needs to know of a commune."""

    code: str
    name: str
    epci_code: str
    watch_labels: tuple[str, ...] = ()


class Layer:
    """Districts with their contours, and the areas for which the list is complete.

    `coverage` holds codes of communes and départements, and `WHOLE_METROPOLE`.
    """

    def __init__(
        self, districts: Sequence[tuple[DistrictSheet, Geometry]], coverage: frozenset[str] = frozenset()
    ) -> None:
        self.districts = tuple(sheet for sheet, _ in districts)
        self.index = ContourIndex([contour for _, contour in districts])
        self.coverage = coverage

    def covers(self, commune_code: str) -> bool:
        """Tell whether the list is complete for a commune."""
        if not commune_code:
            return False
        return (
            commune_code in self.coverage
            or department_of(commune_code) in self.coverage
            or (WHOLE_METROPOLE in self.coverage and not is_overseas(commune_code))
        )


_NO_LAYER = Layer(())


class Atlas:
    """Every list of priority districts, the watch districts and the communes."""

    def __init__(
        self,
        generations: Mapping[Generation, Layer],
        watch: Layer = _NO_LAYER,
        communes: Mapping[str, CommuneSheet] | None = None,
        commune_contours: Sequence[tuple[str, Geometry]] = (),
    ) -> None:
        self.generations = dict(generations)
        self.watch = watch
        self.communes = dict(communes or {})
        self._contour_codes = [code for code, _ in commune_contours]
        self._commune_index = ContourIndex([contour for _, contour in commune_contours], with_distances=False)

    def around(self, longitude: float, latitude: float, on: date, commune_code: str = "") -> Surroundings:
        """Say what is around one point, on one day. The commune, when known from the address, prevails."""
        overseas = not METROPOLE.holds(longitude, latitude)
        layer = self.generations.get(generation_in_force(on, overseas=overseas), _NO_LAYER)
        near = layer.index.nearest(longitude, latitude)
        key = (
            layer.index.holding(longitude, latitude),
            near[0] if near else NOWHERE,
            _decimeters(near[1]) if near else NOWHERE,
            NOWHERE if commune_code else self._commune_index.holding(longitude, latitude),
            self.watch.index.holding(longitude, latitude),
        )
        return self._surroundings(key, on, overseas, commune_code)

    def around_many(
        self, longitudes: NDArray[np.float64], latitudes: NDArray[np.float64], on: date
    ) -> list[Surroundings | None]:
        """Say what is around each of many points, on one day; None abroad.

        Points that see the same share one object.
        """
        answers: list[Surroundings | None] = [None] * len(longitudes)
        in_metropole = METROPOLE.holds_many(longitudes, latitudes)
        elsewhere = np.zeros(len(longitudes), dtype=bool)
        for zone in ZONES[1:]:
            elsewhere |= zone.holds_many(longitudes, latitudes)
        for overseas, chosen in ((False, in_metropole), (True, elsewhere)):
            rows = np.flatnonzero(chosen)
            known: dict[tuple[int, ...], Surroundings] = {}
            for row, key in zip(
                rows.tolist(), self._keys(longitudes[rows], latitudes[rows], on, overseas), strict=True
            ):
                found = known.get(key)
                if found is None:
                    found = known[key] = self._surroundings(key, on, overseas)
                answers[row] = found
        return answers

    def _keys(
        self, longitudes: NDArray[np.float64], latitudes: NDArray[np.float64], on: date, overseas: bool
    ) -> Iterator[tuple[int, ...]]:
        """Ask the indexes, a bounded number of points in memory at a time."""
        layer = self.generations.get(generation_in_force(on, overseas=overseas), _NO_LAYER)
        for start in range(0, len(longitudes), _CHUNK):
            east, north = longitudes[start : start + _CHUNK], latitudes[start : start + _CHUNK]
            points = shapely.points(east, north)
            nearest, meters = layer.index.nearest_many(east, north)
            decimeters = np.where(nearest == NOWHERE, NOWHERE, np.floor(np.nan_to_num(meters) * 10 + 0.5))
            yield from zip(
                layer.index.holding_points(points).tolist(),
                nearest.tolist(),
                decimeters.astype(int).tolist(),
                self._commune_index.holding_points(points).tolist(),
                self.watch.index.holding_points(points).tolist(),
                strict=True,
            )

    def _surroundings(
        self, key: tuple[int, ...], on: date, overseas: bool, commune_code: str = ""
    ) -> Surroundings:
        inside, nearest, decimeters, commune, watch = key
        generation = generation_in_force(on, overseas=overseas)
        layer = self.generations.get(generation, _NO_LAYER)
        district = layer.districts[inside] if inside != NOWHERE else None
        commune_code = commune_code or self._commune_at(commune, district)
        sheet = self.communes.get(commune_code)
        return Surroundings(
            on=on,
            generation=generation,
            is_loaded=generation in self.generations,
            is_covered=layer.covers(commune_code),
            inside=district,
            nearest=layer.districts[nearest] if nearest != NOWHERE else None,
            distance_m=decimeters / 10 if nearest != NOWHERE else None,
            watch=self.watch.districts[watch] if watch != NOWHERE else None,
            commune_code=commune_code,
            commune_name=sheet.name if sheet else "",
            watch_labels=sheet.watch_labels if sheet else (),
        )

    def _commune_at(self, position: int, district: DistrictSheet | None) -> str:
        """Name the commune of a point.

        Contours of communes are simplified: near their edges, a district knows better.
        """
        code = self._contour_codes[position] if position != NOWHERE else ""
        if district is None or code in dict(district.communes):
            return code
        return district.communes[0][0] if len(district.communes) == 1 else ""


def _decimeters(meters: float) -> int:
    """Round as the arrays are rounded, so that one row or a million get the same answer."""
    return int(meters * 10 + 0.5)

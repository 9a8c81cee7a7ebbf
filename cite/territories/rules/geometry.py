"""Points and contours: which contour holds a point, and how many meters to the nearest one.

Coordinates are longitude and latitude (WGS 84). In or out is decided on them as published; meters come from
the legal projection of each part of France. Nothing here changes once built: threads share it without locks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer
from shapely import Geometry, MultiPolygon, Point, STRtree

REACH_M = 100.0
NOWHERE = -1
_PIECE = 16


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of France, roughly: its bounds in degrees and its legal projection in meters."""

    epsg: int
    west: float
    south: float
    east: float
    north: float
    overseas: bool = True

    def holds(self, longitude: float, latitude: float) -> bool:
        """Tell whether a point lies in these bounds."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north

    def holds_many(
        self, longitudes: NDArray[np.float64], latitudes: NDArray[np.float64]
    ) -> NDArray[np.bool_]:
        """Tell which of many points lie in these bounds."""
        return (
            (longitudes >= self.west)
            & (longitudes <= self.east)
            & (latitudes >= self.south)
            & (latitudes <= self.north)
        )


METROPOLE = Zone(2154, -5.6, 41.2, 10.0, 51.3, overseas=False)
ZONES = (
    METROPOLE,
    Zone(2975, 55.0, -21.6, 56.1, -20.6),  # La Réunion
    Zone(5490, -63.4, 14.2, -60.6, 18.3),  # Guadeloupe, Martinique, Saint-Martin, Saint-Barthélemy
    Zone(2972, -54.8, 2.0, -51.3, 6.2),  # Guyane
    Zone(4471, 44.7, -13.2, 45.5, -12.4),  # Mayotte
    Zone(4467, -56.7, 46.6, -56.0, 47.3),  # Saint-Pierre-et-Miquelon
    Zone(3297, -155.0, -28.5, -134.0, -7.5),  # Polynésie française
)


def zone_of(longitude: float, latitude: float) -> Zone | None:
    """Find the part of France around a point; None abroad."""
    return next((zone for zone in ZONES if zone.holds(longitude, latitude)), None)


@lru_cache(maxsize=len(ZONES) * 2)
def _projection(epsg: int) -> Transformer:
    return Transformer.from_crs(4326, epsg, always_xy=True)


@lru_cache(maxsize=1)
def _from_lambert93() -> Transformer:
    return Transformer.from_crs(METROPOLE.epsg, 4326, always_xy=True)


def degrees_of(x: float, y: float) -> tuple[float, float]:
    """Turn a position in Lambert-93, in meters, into a longitude and a latitude."""
    return _from_lambert93().transform(x, y)


def in_meters(geometry: Geometry) -> Geometry:
    """Project a geometry to the meters of its part of France (of Lambert-93 where it lies abroad)."""
    if geometry.is_empty:
        return geometry
    center = geometry.centroid
    zone = zone_of(center.x, center.y) or METROPOLE
    return shapely.transform(geometry, _projection(zone.epsg).transform, interleaved=False)


def area_m2(geometry: Geometry) -> float:
    """Measure an area."""
    return in_meters(geometry).area


def polygons_of(geometry: Geometry) -> MultiPolygon:
    """Keep the polygons of a geometry, as one multipolygon; empty where it has none."""
    parts = [p for p in shapely.get_parts(geometry, return_index=False) if not p.is_empty]
    found: list[Geometry] = []
    for part in parts:
        if part.geom_type == "Polygon":
            found.append(part)
        elif part.geom_type in ("MultiPolygon", "GeometryCollection"):
            found.extend(polygons_of(part).geoms)
    return MultiPolygon(found)


def repaired(geometry: Geometry) -> tuple[MultiPolygon, bool]:
    """Give valid polygons, two dimensions, and whether anything had to be mended.

    Published contours cross themselves here and there (rounding, digitizing): the area is kept, stray lines
    are not.
    """
    flat = shapely.force_2d(geometry)
    if flat.is_valid:
        return polygons_of(flat), flat.geom_type not in ("Polygon", "MultiPolygon")
    return polygons_of(shapely.make_valid(flat)), True


class ContourIndex:
    """Many contours, asked with points.

    Answers are positions in the sequence given, `NOWHERE` where none holds.

    A point on a limit is inside. Where contours overlap, the first of the sequence answers. Distances to the
    nearest contour are exact up to `REACH_M` meters; beyond, there is no answer.
    """

    def __init__(self, contours: Sequence[Geometry], *, with_distances: bool = True) -> None:
        self._tree = STRtree(list(contours))
        limits = [_LimitIndex(zone, contours) for zone in ZONES] if with_distances else []
        self._limits = [of_zone for of_zone in limits if of_zone.count]

    def __len__(self) -> int:
        return len(self._tree)

    def holding(self, longitude: float, latitude: float) -> int:
        """Find the contour that holds one point."""
        found = self._tree.query(Point(longitude, latitude), predicate="intersects")
        return int(found.min()) if len(found) else NOWHERE

    def nearest(self, longitude: float, latitude: float) -> tuple[int, float] | None:
        """Find the nearest limit within reach of one point, and its distance in meters."""
        for limits in self._limits:
            if limits.zone.holds(longitude, latitude):
                return limits.nearest(longitude, latitude)
        return None

    def holding_points(self, points: NDArray[np.object_]) -> NDArray[np.int32]:
        """Find the contour that holds each of many prebuilt points."""
        answers = np.full(len(points), len(self) or NOWHERE, dtype=np.int32)
        if not len(self):
            return answers
        rows, contours = self._tree.query(points, predicate="intersects")
        np.minimum.at(answers, rows, contours.astype(np.int32))
        answers[answers == len(self)] = NOWHERE
        return answers

    def nearest_many(
        self, longitudes: NDArray[np.float64], latitudes: NDArray[np.float64]
    ) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Find the nearest limit within reach of each of many points; `NOWHERE` and NaN beyond."""
        contours = np.full(len(longitudes), NOWHERE, dtype=np.int32)
        meters = np.full(len(longitudes), np.nan)
        for limits in self._limits:
            limits.nearest_many(longitudes, latitudes, contours, meters)
        return contours, meters


class _LimitIndex:
    """The limits of the contours of one zone, in meters."""

    def __init__(self, zone: Zone, contours: Sequence[Geometry]) -> None:
        self.zone = zone
        self._project = _projection(zone.epsg).transform
        centers = shapely.centroid(list(contours))
        here = [
            i for i, center in enumerate(centers) if not center.is_empty and zone.holds(center.x, center.y)
        ]
        limits = shapely.transform(
            shapely.boundary([contours[i] for i in here]), self._project, interleaved=False
        )
        pieces = [(i, piece) for i, limit in zip(here, limits, strict=True) for piece in _pieces(limit)]
        self._positions = np.array([i for i, _ in pieces], dtype=np.int32)
        self._tree = STRtree([piece for _, piece in pieces])
        self.count = len(here)

    def nearest(self, longitude: float, latitude: float) -> tuple[int, float] | None:
        point = Point(*self._project(longitude, latitude))
        found, meters = self._tree.query_nearest(point, max_distance=REACH_M, return_distance=True)
        return (int(self._positions[found].min()), float(meters[0])) if len(found) else None

    def nearest_many(
        self,
        longitudes: NDArray[np.float64],
        latitudes: NDArray[np.float64],
        contours: NDArray[np.int32],
        meters: NDArray[np.float64],
    ) -> None:
        """Write the answers for the points of this zone into the two arrays given."""
        rows = np.flatnonzero(self.zone.holds_many(longitudes, latitudes))
        if not len(rows):
            return
        points = shapely.points(*self._project(longitudes[rows], latitudes[rows]))
        asked, found = self._tree.query(points, predicate="dwithin", distance=REACH_M)
        positions = self._positions[found]
        distances = shapely.distance(points[asked], self._tree.geometries[found])
        # The nearest is written last; of two as near, the first of the sequence.
        order = np.lexsort((positions, distances))[::-1]
        contours[rows[asked[order]]] = positions[order]
        meters[rows[asked[order]]] = distances[order]


def _pieces(limit: Geometry) -> list[Geometry]:
    """Cut a limit into short pieces: a point then meets few vertices, however big the district."""
    pieces = []
    for line in shapely.get_parts(limit):
        vertices = shapely.get_coordinates(line)
        for start in range(0, len(vertices) - 1, _PIECE):
            pieces.append(shapely.linestrings(vertices[start : start + _PIECE + 1]))
    return pieces

"""What a drawn contour must be before it becomes that of a district."""

from __future__ import annotations

import shapely
from shapely import Geometry, MultiPolygon

from cite.core.decisions import ALLOWED, Decision, unless
from cite.territories.enums import DistrictObjection
from cite.territories.rules.geometry import area_m2, polygons_of, repaired

MIN_AREA_M2 = 1_000
MAX_AREA_M2 = 10_000_000
MAX_VERTICES = 10_000
_EDGE_DEGREES = 0.003  # some 250 m: contours of communes are simplified


def drawn_contour(geometry: Geometry, communes: Geometry | None) -> tuple[MultiPolygon, Decision]:
    """Mend what was drawn, and say whether it may be the contour of a district of these communes."""
    if shapely.get_num_coordinates(geometry) > MAX_VERTICES:
        return MultiPolygon(), Decision((DistrictObjection.TOO_DETAILED,))
    if not _has_only_surfaces(geometry):
        return MultiPolygon(), Decision((DistrictObjection.NOT_POLYGON,))
    contour, _ = repaired(geometry)
    if contour.is_empty:
        return contour, Decision((DistrictObjection.NOT_POLYGON,))
    if communes is not None and not shapely.covered_by(contour, communes.buffer(_EDGE_DEGREES)):
        return contour, Decision((DistrictObjection.OUT_OF_TERRITORY,))
    surface = area_m2(contour)
    return contour, (
        ALLOWED
        & unless(surface >= MIN_AREA_M2, DistrictObjection.TOO_SMALL)
        & unless(surface <= MAX_AREA_M2, DistrictObjection.TOO_LARGE)
    )


def _has_only_surfaces(geometry: Geometry) -> bool:
    return (
        not geometry.is_empty and bool(polygons_of(geometry).geoms) and shapely.get_dimensions(geometry) == 2
    )

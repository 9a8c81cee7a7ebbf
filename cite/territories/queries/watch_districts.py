"""The watch districts of a territory as their co-pilots manage them."""

from __future__ import annotations

import shapely

from cite.territories.models import District


def contour_geojson(district: District) -> str:
    """Write the contour of a district as a GeoJSON geometry, one polygon where it has one part; else empty."""
    geometry = district.geometry
    if geometry is None:
        return ""
    parts = shapely.get_parts(geometry)
    return shapely.to_geojson(parts[0] if len(parts) == 1 else geometry)

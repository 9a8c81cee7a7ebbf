"""The map of a territory, for pages and for geographic software (GeoJSON, WGS 84)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

import numpy as np
import shapely
from django.db.models import Q, QuerySet

from cite.tenancy.models import Territory
from cite.territories.enums import DistrictKind
from cite.territories.models import Commune, District
from cite.territories.queries.atlas import map_token

_WEB_TOLERANCE = 0.00003  # degrees, some 3 m: unseen on a screen; answers never use simplified contours
_WEB_DECIMALS = 5


@dataclass(frozen=True, slots=True)
class DistrictEntry:
    """One district in a list."""

    uuid: UUID
    kind: str
    code: str
    label: str
    full_label: str
    commune_names: tuple[str, ...]
    area_ha: float | None
    is_confirmed: bool
    has_contour: bool


@dataclass(frozen=True, slots=True)
class CommuneEntry:
    """One commune and its districts, priority districts first. A district of two communes stands in both."""

    code: str
    name: str
    population: int | None
    districts: tuple[DistrictEntry, ...]


@dataclass(frozen=True, slots=True)
class TerritoryMap:
    """What the map draws: GeoJSON collections, and the box around them (west, south, east, north)."""

    communes: dict[str, Any]
    priority_districts: dict[str, Any]
    watch_districts: dict[str, Any]
    bounds: tuple[float, float, float, float] | None


def communes_of(territory: Territory) -> QuerySet[Commune]:
    """List the communes of a territory, in alphabetical order."""
    return Commune.objects.filter(epci_code=territory.epci_code)


def districts_of(territory: Territory | None, *, on: date) -> QuerySet[District]:
    """List the districts in force on a day: of a territory, or all of them."""
    districts = District.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on), is_withdrawn=False
    )
    if territory is not None:
        ours = District.communes.through.objects.filter(commune__epci_code=territory.epci_code)
        districts = districts.filter(pk__in=ours.values("district_id"))
    return districts.prefetch_related("communes")


def priority_districts_of(territory: Territory | None, *, on: date) -> QuerySet[District]:
    """List the priority districts in force on a day: those that open rights. Watch districts open none (fiche)."""
    return districts_of(territory, on=on).filter(kind=DistrictKind.PRIORITY)


def districts_by_commune(territory: Territory, *, on: date) -> list[CommuneEntry]:
    """List the communes of a territory, each with its districts: the text beside the map. Three queries."""
    entries: dict[int, list[DistrictEntry]] = {}
    for district in (
        districts_of(territory, on=on).defer("contour").order_by("kind", "sort_label", "code", "pk")
    ):
        entry = _entry(district)
        for commune in district.communes.all():
            entries.setdefault(commune.pk, []).append(entry)
    return [
        CommuneEntry(commune.code, commune.name, commune.population, tuple(entries.get(commune.pk, ())))
        for commune in communes_of(territory).defer("contour")
    ]


def district_collection(
    territory: Territory | None, *, on: date, kind: DistrictKind | None = None, simplified: bool = False
) -> dict[str, Any]:
    """Give the districts in force on a day as GeoJSON, contours as published unless simplified for a screen.

    Two queries. Districts without a contour are left out: GeoJSON allows them, geographic software does not.
    """
    districts = districts_of(territory, on=on).exclude(contour=None)
    if kind is not None:
        districts = districts.filter(kind=kind)
    return _collection(_district_feature(district, simplified=simplified) for district in districts)


def commune_collection(territory: Territory, *, simplified: bool = False) -> dict[str, Any]:
    """Give the communes of a territory as GeoJSON. One query."""
    return _collection(
        _feature(
            commune.code,
            commune.geometry,
            {"code": commune.code, "name": commune.name, "population": commune.population},
            simplified=simplified,
        )
        for commune in communes_of(territory).exclude(contour=None)
    )


def territory_map(territory: Territory, *, on: date) -> TerritoryMap:
    """Give what the page draws. One query as long as the map has not changed."""
    return _territory_map(map_token(), territory.pk, territory.epci_code, on)


@lru_cache(maxsize=16)
def _territory_map(token: UUID | None, territory_id: int, epci_code: str, on: date) -> TerritoryMap:
    territory = Territory(pk=territory_id, epci_code=epci_code)
    communes = commune_collection(territory, simplified=True)
    priority = district_collection(territory, on=on, kind=DistrictKind.PRIORITY, simplified=True)
    watch = district_collection(territory, on=on, kind=DistrictKind.WATCH, simplified=True)
    boxes = [feature["bbox"] for drawn in (communes, priority, watch) for feature in drawn["features"]]
    bounds = None
    if boxes:
        west, south, east, north = zip(*boxes, strict=True)
        bounds = (min(west), min(south), max(east), max(north))
    return TerritoryMap(communes, priority, watch, bounds)


def _entry(district: District) -> DistrictEntry:
    return DistrictEntry(
        uuid=district.uuid,
        kind=district.kind,
        code=district.code,
        label=district.label,
        full_label=district.full_label,
        commune_names=tuple(commune.name for commune in district.communes.all()),
        area_ha=round(district.area_m2 / 10_000, 1) if district.area_m2 else None,
        is_confirmed=district.is_confirmed,
        has_contour=district.min_longitude is not None,
    )


def _district_feature(district: District, *, simplified: bool) -> dict[str, Any]:
    communes = list(district.communes.all())
    properties = {
        "uuid": str(district.uuid),
        "code": district.code,
        "label": district.label,
        "full_label": district.full_label,
        "kind": district.kind,
        "generation": district.generation,
        "commune_codes": ", ".join(commune.code for commune in communes),
        "commune_names": ", ".join(commune.name for commune in communes),
        "valid_from": district.valid_from.isoformat() if district.valid_from else None,
        "valid_to": district.valid_to.isoformat() if district.valid_to else None,
        "area_m2": round(district.area_m2) if district.area_m2 else None,
        "is_confirmed": district.is_confirmed,
        "source": district.source,
    }
    return _feature(district.code or str(district.uuid), district.geometry, properties, simplified=simplified)


def _feature(
    identifier: str, geometry: shapely.Geometry, properties: dict[str, Any], *, simplified: bool
) -> dict[str, Any]:
    if simplified:
        geometry = shapely.simplify(geometry, _WEB_TOLERANCE)
        geometry = shapely.transform(geometry, lambda degrees: np.round(degrees, _WEB_DECIMALS))
    geometry = shapely.orient_polygons(geometry)  # RFC 7946: outer rings run counterclockwise
    return {
        "type": "Feature",
        "id": identifier,
        "bbox": shapely.bounds(geometry).tolist(),
        "properties": properties,
        "geometry": json.loads(shapely.to_geojson(geometry)),
    }


def _collection(features: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}

"""Reads that only the API makes: one district, the lists loaded, collections ready to be sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

import shapely
from django.db.models import QuerySet

from cite.tenancy.models import Territory
from cite.territories.enums import DistrictKind, Generation
from cite.territories.models import District, Edition
from cite.territories.queries.atlas import map_token
from cite.territories.queries.geocoding import address_index_status
from cite.territories.queries.territory_map import (
    commune_collection,
    communes_of,
    district_collection,
    districts_of,
)
from cite.territories.rules.residence import validity


@dataclass(frozen=True, slots=True)
class Collection:
    """A GeoJSON document as bytes, and its fingerprint."""

    content: bytes
    etag: str


def district_list(territory: Territory, *, on: date, kind: str | None, commune: str) -> list[dict[str, Any]]:
    """List the districts of a territory in force on a day, without their contours. Two queries."""
    districts = districts_of(territory, on=on).defer("contour")
    return [_district(district) for district in _filtered(districts, kind, commune)]


def one_district(identifier: str) -> dict[str, Any] | None:
    """Give one district by its code or its UUID, whatever its territory and its list, with its contour."""
    districts = District.objects.prefetch_related("communes")
    uuid = _uuid(identifier)
    found = (
        districts.filter(uuid=uuid) if uuid else districts.filter(kind=DistrictKind.PRIORITY, code=identifier)
    )
    district = found.order_by("-generation").first()
    if district is None:
        return None
    geometry = json.loads(shapely.to_geojson(_oriented(district.geometry))) if district.contour else None
    return _district(district) | {"geometry": geometry}


def commune_list(territory: Territory) -> list[dict[str, Any]]:
    """List the communes of a territory. One query."""
    return [
        {
            "code": commune.code,
            "name": commune.name,
            "postcodes": commune.postcodes,
            "population": commune.population,
        }
        for commune in communes_of(territory).defer("contour")
    ]


def status_of(territory: Territory) -> dict[str, Any]:
    """Say what can be answered: which lists, for where, and which addresses can be searched. Two queries."""
    index = address_index_status()
    return {
        "territory": {
            "name": territory.name,
            "epci_code": territory.epci_code,
            "communes": communes_of(territory).count(),
            "doubt_zone_m": territory.doubt_zone_m,
        },
        "editions": [
            _edition(edition) for edition in Edition.objects.order_by("-generation", "-created_at", "-pk")
        ],
        "address_index": {
            "kind": index.kind,
            "count": index.count,
            "departments": list(index.departments),
            "published_on": index.published_on,
        },
    }


def district_geojson(territory: Territory, *, on: date, kind: str | None, commune: str) -> Collection:
    """Give the districts in force on a day, contours as published. One query until the map changes."""
    return _district_geojson(map_token(), territory.epci_code, on, kind, commune)


def commune_geojson(territory: Territory) -> Collection:
    """Give the communes of a territory. One query until the map changes."""
    return _commune_geojson(map_token(), territory.epci_code)


@lru_cache(maxsize=32)
def _district_geojson(
    token: UUID | None, epci_code: str, on: date, kind: str | None, commune: str
) -> Collection:
    wanted = DistrictKind(kind) if kind else None
    collection = district_collection(Territory(epci_code=epci_code), on=on, kind=wanted)
    return _written(
        collection, lambda properties: not commune or commune in properties["commune_codes"].split(", ")
    )


@lru_cache(maxsize=8)
def _commune_geojson(token: UUID | None, epci_code: str) -> Collection:
    return _written(commune_collection(Territory(epci_code=epci_code)), lambda properties: True)


def _written(collection: dict[str, Any], keeps: Callable[[dict[str, Any]], bool]) -> Collection:
    features = [feature for feature in collection["features"] if keeps(feature["properties"])]
    content = json.dumps(
        collection | {"features": features}, ensure_ascii=False, separators=(",", ":")
    ).encode()
    return Collection(content, hashlib.sha256(content).hexdigest()[:32])


def _oriented(geometry: shapely.Geometry) -> shapely.Geometry:
    """Turn outer rings counterclockwise, as RFC 7946 demands."""
    return shapely.orient_polygons(geometry)


def _filtered(districts: QuerySet[District], kind: str | None, commune: str) -> QuerySet[District]:
    if kind:
        districts = districts.filter(kind=kind)
    return districts.filter(communes__code=commune) if commune else districts


def _district(district: District) -> dict[str, Any]:
    box = (district.min_longitude, district.min_latitude, district.max_longitude, district.max_latitude)
    return {
        "id": district.code or str(district.uuid),
        "kind": district.kind,
        "code": district.code,
        "label": district.label,
        "full_label": district.full_label,
        "communes": [{"code": commune.code, "name": commune.name} for commune in district.communes.all()],
        "generation": district.generation,
        "valid_from": district.valid_from,
        "valid_to": district.valid_to,
        "is_withdrawn": district.is_withdrawn,
        "is_confirmed": district.is_confirmed,
        "area_m2": round(district.area_m2) if district.area_m2 else None,
        "bbox": list(box) if None not in box else None,
        "source": district.source,
    }


def _edition(edition: Edition) -> dict[str, Any]:
    first, last = validity(Generation(edition.generation), overseas=False)
    return {
        "generation": edition.generation,
        "in_force_from": first,
        "in_force_to": last,
        "source": edition.source,
        "licence": edition.licence,
        "published_on": edition.published_on,
        "checksum": edition.checksum,
        "coverage": edition.coverage,
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

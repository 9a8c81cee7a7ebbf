"""The map in memory: drawn from the database once, drawn again by each process when the data change."""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

import shapely
from django.db import connection

from cite.territories.enums import DistrictKind, Generation
from cite.territories.models import Commune, District, Edition
from cite.territories.rules.atlas import Atlas, CommuneSheet, Layer
from cite.territories.rules.residence import DistrictSheet


@dataclass(frozen=True, slots=True)
class _Drawn:
    token: UUID | None
    atlas: Atlas


_READ_VERSION = "SELECT token FROM territories_mapversion WHERE id = 1"

_lock = threading.Lock()
_drawn: _Drawn | None = None


def current_atlas() -> Atlas:
    """Give the map as the database has it now: one small query, more only after a change."""
    global _drawn
    token = map_token()
    drawn = _drawn
    if drawn is None or drawn.token != token:
        with _lock:
            drawn = _drawn
            if drawn is None or drawn.token != token:
                drawn = _drawn = _Drawn(token, _draw())
    return drawn.atlas


def map_token() -> UUID | None:
    """Name the current version of the map.

    Asked before each answer: written by hand, because building the query would take longer than the answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(_READ_VERSION)
        row = cursor.fetchone()
    return UUID(str(row[0])) if row else None


def _draw() -> Atlas:
    layers: dict[str, list[tuple[DistrictSheet, shapely.Geometry]]] = defaultdict(list)
    unplaced: dict[str, list[str]] = defaultdict(list)
    districts = (
        District.objects.filter(is_withdrawn=False).order_by("code", "pk").prefetch_related("communes")
    )
    for district in districts:
        if district.contour:
            layers[district.generation].append((_sheet(district), district.geometry))
        elif district.kind == DistrictKind.WATCH:
            for commune in district.communes.all():
                unplaced[commune.code].append(district.label)
    coverage: dict[str, set[str]] = defaultdict(set)
    for generation, areas in Edition.objects.order_by().values_list("generation", "coverage"):
        coverage[generation].update(areas)
    rows = list(Commune.objects.order_by("code").values_list("code", "name", "epci_code", "contour"))
    contours = [(code, shapely.from_wkb(bytes(wkb))) for code, _, _, wkb in rows if wkb]
    return Atlas(
        generations={
            Generation(name): Layer(layers[name], frozenset(areas)) for name, areas in coverage.items()
        },
        watch=Layer(layers[""]),
        communes={
            code: CommuneSheet(code, name, epci_code, tuple(unplaced.get(code, ())))
            for code, name, epci_code, _ in rows
        },
        commune_contours=contours,
    )


def _sheet(district: District) -> DistrictSheet:
    communes = list(district.communes.all())
    return DistrictSheet(
        code=district.code,
        label=district.label,
        kind=DistrictKind(district.kind),
        communes=tuple((commune.code, commune.name) for commune in communes),
        epci_codes=frozenset(commune.epci_code for commune in communes if commune.epci_code),
        precision_m=district.precision_m,
    )

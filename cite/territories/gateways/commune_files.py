"""Communes as official files give them: the geographic code (JSON), or contours (GeoJSON, shapefile).

Populations come from the list only: files of contours carry those of other years.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from shapely import MultiPolygon

from cite.territories.gateways.features import Feature, at_fault, read_features
from cite.territories.gateways.official_files import FileRefused, Progress, fetch, unpacked
from cite.territories.rules.geometry import repaired

_CODE = re.compile(r"(\d{2}|2[AB])\d{3}")
_LIVING = "commune-actuelle"


@dataclass(frozen=True, slots=True)
class PublishedCommune:
    """One commune as published; None or empty: the file does not say."""

    code: str
    name: str
    postcodes: tuple[str, ...] = ()
    epci_code: str = ""
    population: int | None = None
    contour: MultiPolygon | None = None


def read_communes(source: str, *, progress: Progress | None = None) -> list[PublishedCommune]:
    """Read communes from a path or an address. Communes of the past and districts of big cities are left out.

    Raises:
        FileRefused: whole, naming the commune at fault.
    """
    fetched = fetch(source, progress)
    rows = _rows(fetched.content)
    communes = (
        list(map(_from_row, rows))
        if rows is not None
        else list(map(_from_feature, read_features(fetched.content)))
    )
    codes = [commune.code for commune in communes]
    if len(codes) != len(set(codes)):
        repeated = next(code for code in codes if codes.count(code) > 1)
        raise FileRefused(_("La commune %(code)s figure deux fois dans ce fichier.") % {"code": repeated})
    return communes


def _rows(content: bytes) -> list[dict[str, Any]] | None:
    """Give the rows of a JSON list; None for any other file."""
    if content.startswith(b"PK"):
        return None
    try:
        document = json.loads(unpacked(content).decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise FileRefused(_("Ce fichier n’est pas une liste de communes (JSON ou GeoJSON).")) from None
    if not isinstance(document, list):
        return None
    rows = [row for row in document if isinstance(row, dict) and row.get("type", _LIVING) == _LIVING]
    if not rows:
        raise FileRefused(_("Ce fichier ne contient aucune commune."))
    return rows


def _from_row(row: dict[str, Any]) -> PublishedCommune:
    code, name = _identity(row, str(row.get("code", "")))
    return PublishedCommune(
        code=code,
        name=name,
        postcodes=tuple(str(postcode) for postcode in _list(row.get("codesPostaux"))),
        epci_code=_epci(row),
        population=_population(row),
    )


def _from_feature(feature: Feature) -> PublishedCommune:
    code, name = _identity(feature.properties, feature.name)
    if feature.geometry.geom_type not in ("Polygon", "MultiPolygon"):
        raise at_fault(feature.name, _("son contour n’est pas une surface."))
    return PublishedCommune(
        code=code,
        name=name,
        postcodes=tuple(str(postcode) for postcode in _list(feature.properties.get("codespostaux"))),
        epci_code=_epci(feature.properties),
        contour=repaired(feature.geometry)[0],
    )


def _first(row: dict[str, Any], names: Iterable[str]) -> Any:
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)


def _identity(row: dict[str, Any], shown: str) -> tuple[str, str]:
    code = str(_first(row, ("code", "insee_com", "codgeo")) or "")
    name = str(_first(row, ("nom", "nom_com", "libgeo", "name")) or "").strip()
    if not _CODE.fullmatch(code):
        raise at_fault(shown, _("son code INSEE manque ou n’est pas lisible."))
    if not name:
        raise at_fault(shown, _("son nom manque."))
    return code, name[:100]


def _epci(row: dict[str, Any]) -> str:
    code = str(_first(row, ("siren_epci", "codeEpci", "epci")) or "")
    return code if re.fullmatch(r"\d{9}", code) else ""


def _population(row: dict[str, Any]) -> int | None:
    value = _first(row, ("populationMunicipale", "population"))
    return int(value) if isinstance(value, (int, float)) and value >= 0 else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []

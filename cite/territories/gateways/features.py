"""Features of geographic files: GeoJSON or shapefile, bare or zipped; always given in degrees."""

from __future__ import annotations

import io
import json
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import numpy as np
import shapefile
import shapely
from django.utils.translation import gettext as _
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError
from shapely import Geometry

from cite.territories.gateways.official_files import FileRefused, opened_archive, unpacked
from cite.territories.rules.geometry import zone_of

shapefile.VERBOSE = False  # rings in the wrong order are common in publications, and read all the same

_MAX_FEATURES = 100_000
_UNREADABLE = (
    shapefile.ShapefileException,
    shapefile.GeoJSON_Error,
    shapefile.PossiblyCorruptFileHeader,
    struct.error,
    ValueError,
    LookupError,
    TypeError,
    OSError,
    EOFError,
)
_DEGREES = {"CRS84", "4326", "WGS84"}


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature of a file: rank from 1, attributes (names in lower case), geometry in degrees."""

    rank: int
    properties: dict[str, Any]
    geometry: Geometry

    @property
    def name(self) -> str:
        """How a refusal names it."""
        code = self.properties.get("code_qp") or self.properties.get("code") or self.properties.get("nom")
        return f"n° {self.rank} ({code})" if code else f"n° {self.rank}"


def read_features(content: bytes) -> list[Feature]:
    """Read every feature of a file, or none.

    Raises:
        FileRefused: naming the feature at fault where there is one.
    """
    archive = opened_archive(content)
    raw = _from_archive(archive) if archive else _from_geojson(unpacked(content))
    features = []
    for rank, (properties, geometry) in enumerate(raw, start=1):
        if rank > _MAX_FEATURES:
            raise FileRefused(
                _("Ce fichier a trop d’entités : plus de %(limit)s.") % {"limit": _MAX_FEATURES}
            )
        feature = Feature(rank, {str(key).lower(): value for key, value in properties.items()}, geometry)
        _check_place(feature)
        features.append(feature)
    if not features:
        raise FileRefused(_("Ce fichier ne contient aucune entité géographique."))
    return features


def at_fault(name: str, why: str) -> FileRefused:
    """Refuse a whole file for one feature, and name it."""
    return FileRefused(
        _("Entité %(name)s : %(why)s Rien n’a été importé : corrigez le fichier, puis recommencez.")
        % {"name": name, "why": why}
    )


def _check_place(feature: Feature) -> None:
    if feature.geometry.is_empty:
        raise at_fault(feature.name, _("son contour est vide."))
    west, south, east, north = shapely.bounds(feature.geometry).tolist()
    if zone_of(west, south) and zone_of(east, north):
        return
    if zone_of(south, west) and zone_of(north, east):
        raise at_fault(feature.name, _("longitude et latitude sont inversées."))
    if abs(west) > 180 or abs(north) > 90:
        raise at_fault(
            feature.name, _("ses coordonnées ne sont pas des degrés et le fichier ne dit pas sa projection.")
        )
    raise at_fault(feature.name, _("son contour est hors de France."))


def _from_archive(archive: zipfile.ZipFile) -> Iterator[tuple[dict[str, Any], Geometry]]:
    names = [name for name in archive.namelist() if not PurePosixPath(name).name.startswith(".")]
    collections = _preferred([n for n in names if n.lower().endswith((".geojson", ".json"))])
    if collections:
        for name in collections:
            yield from _from_geojson(archive.read(name))
        return
    shapes = _preferred([n for n in names if n.lower().endswith(".shp")])
    if not shapes:
        raise FileRefused(_("Cette archive ne contient ni GeoJSON ni shapefile."))
    for name in shapes:
        yield from _from_shapefile(archive, name)


def _preferred(names: list[str]) -> list[str]:
    """Publications give the same features twice, in degrees and in meters: keep degrees."""
    return [name for name in names if "WGS84" in name.upper()] or names


def _from_geojson(content: bytes) -> Iterator[tuple[dict[str, Any], Geometry]]:
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise FileRefused(
            _("Ce fichier n’est ni un GeoJSON, ni un shapefile zippé, ni une archive lisible.")
        ) from None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        raise FileRefused(
            _("Ce fichier n’est pas un GeoJSON : il n’a pas de liste d’entités (« features »).")
        )
    to_degrees = _declared_projection(document)
    for rank, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        properties = properties if isinstance(properties, dict) else {}
        geometry = _geometry(feature, rank, properties)
        yield properties, to_degrees(geometry) if to_degrees else geometry


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _geometry(feature: Any, rank: int, properties: dict[str, Any]) -> Geometry:
    try:
        return shapely.from_geojson(json.dumps(feature["geometry"]))
    except (shapely.GEOSException, KeyError, TypeError, RecursionError):
        name = Feature(
            rank, {str(key).lower(): value for key, value in properties.items()}, shapely.Point()
        ).name
        raise at_fault(name, _("son contour n’est pas lisible.")) from None


def _declared_projection(document: dict[str, Any]) -> Callable[[Geometry], Geometry] | None:
    """GeoJSON is in degrees; older files may name another system in « crs »."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if not name or any(known in name for known in _DEGREES):
        return None
    return _to_degrees(name)


def _to_degrees(definition: str) -> Callable[[Geometry], Geometry]:
    try:
        project = Transformer.from_crs(CRS.from_user_input(definition), 4326, always_xy=True).transform
    except ProjError:
        raise FileRefused(_("La projection de ce fichier n’est pas reconnue. Donnez-le en WGS 84.")) from None
    return lambda geometry: shapely.transform(shapely.force_2d(geometry), project, interleaved=False)


def _from_shapefile(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[dict[str, Any], Geometry]]:
    stem = name[:-4]
    members = {member.lower(): member for member in archive.namelist()}

    def part(extension: str) -> bytes | None:
        member = members.get(f"{stem}.{extension}".lower())
        return archive.read(member) if member else None

    shp, dbf, prj, cpg = part("shp"), part("dbf"), part("prj"), part("cpg")
    if shp is None or dbf is None:
        raise FileRefused(
            _("Le shapefile %(name)s n’est pas complet : il lui faut .shp et .dbf.") % {"name": stem}
        )
    to_degrees = _to_degrees(prj.decode("utf-8", "replace")) if prj else None
    for rank, (properties, geometry) in enumerate(_records(stem, shp, dbf, cpg), start=1):
        try:
            contour = shapely.geometry.shape(geometry)
        except (shapely.GEOSException, AttributeError, ValueError, TypeError, IndexError):
            raise at_fault(
                Feature(rank, properties, shapely.Point()).name, _("son contour n’est pas lisible.")
            ) from None
        yield properties, to_degrees(contour) if to_degrees else contour


_Record = tuple[dict[str, Any], dict[str, Any] | None]


def _records(stem: str, shp: bytes, dbf: bytes, cpg: bytes | None) -> list[_Record]:
    """Read a shapefile, in the encoding it declares, else in those that publications use."""
    declared = [f"cp{e}" if e.isdigit() else e for e in (cpg or b"").decode("ascii", "ignore").split()[-1:]]
    for encoding in (*declared, "utf-8", "cp1252"):
        try:
            return _decoded(shp, dbf, encoding)
        except _UNREADABLE:
            continue
    raise FileRefused(_("Le shapefile %(name)s n’est pas lisible.") % {"name": stem})


def _decoded(shp: bytes, dbf: bytes, encoding: str) -> list[_Record]:
    with (
        warnings.catch_warnings(action="error", category=shapefile.PossiblyCorruptFileHeader),
        shapefile.Reader(shp=io.BytesIO(shp), dbf=io.BytesIO(dbf), encoding=encoding) as reader,
    ):
        return [
            (
                {name.lower(): value for name, value in row.record.as_dict().items()},
                None if row.shape.shapeType == shapefile.NULL else row.shape.__geo_interface__,
            )
            for row in reader.iterShapeRecords()
        ]


def decimals_of(geometries: list[Geometry]) -> int | None:
    """Count the decimals of the coordinates of a whole file; None beyond 5, which is finer than a meter."""
    degrees = shapely.get_coordinates(geometries)
    for decimals in range(6):
        scaled = degrees * 10**decimals
        if np.abs(scaled - np.round(scaled)).max(initial=0) < 1e-6:
            return decimals
    return None

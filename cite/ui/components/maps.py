"""Maps, always beside the list that says the same thing."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cite.ui.components.registry import component

Feature = dict[str, Any]
Point = tuple[float, float]

_ORDER = {"commune": 0, "watch": 1, "priority": 2}


@component
def map(  # noqa: A001 - the name of the tag
    content: SafeString,
    *,
    id: str,  # noqa: A002 - the word of HTML
    label: str,
    geojson_url: str,
    background_url: str = "",
    mode: Literal["view", "pick", "draw"] = "view",
    marker: Point | None = None,
    selected: str = "",
    lon_input: str = "",
    lat_input: str = "",
    submit: bool = False,
    geojson_input: str = "",
    sites: bool = False,
    list_first: bool = False,
    height: Literal["normal", "small"] = "normal",
    fallback: SafeString | str = "",
) -> dict[str, Any]:
    """Show a map; the content is the list, or the form, that does the same without it.

    The GeoJSON's features have the properties `kind` ("commune", "priority", "watch", or "site", a point),
    `code`, `label`, and optionally `commune` and `url`; `sites` adds the points to the legend, and the map opens on
    them. `list_first`: the content comes before the map, on a phone too; the map is fetched once one comes near.
    `mode="pick"` places a point (longitude, latitude) in two inputs, and sends their form with `submit`; "draw" writes
    one polygon as GeoJSON in an input. `fallback`: what stands there without JavaScript (`svg_map`). In the list,
    a button with `data-ui-map-show="code"` shows its district.
    """
    tiles_url = getattr(settings, "MAP_TILES_URL", "")
    options = {
        "label": str(label),
        "geojsonUrl": geojson_url,
        "backgroundUrl": background_url,
        "mode": mode,
        "marker": marker,
        "selected": selected,
        "lonInput": lon_input,
        "latInput": lat_input,
        "submit": submit,
        "geojsonInput": geojson_input,
        "waits": list_first,
        "tilesUrl": tiles_url,
        "tilesAttribution": getattr(settings, "MAP_TILES_ATTRIBUTION", ""),
        "texts": _texts(),
    }
    return {
        **{"id": id, "mode": mode, "height": height, "content": content, "fallback": fallback},
        "tiles": bool(tiles_url),
        "marker": marker,
        "sites": sites,
        "list_first": list_first,
        "options": json.dumps(options),
    }


def _texts() -> dict[str, Any]:
    """Say in the language of the page what the script says, but for drawing, which professionals do in French."""
    return {
        "zoomIn": _("Agrandir"),
        "zoomOut": _("Réduire"),
        "reset": _("Revenir à la vue d’ensemble"),
        "close": _("Fermer"),
        "failed": _("La carte n’a pas pu être chargée. La liste donne les mêmes informations."),
        "view": _(
            "Flèches : déplacer la carte. Plus et moins : changer d’échelle. "
            "Tabulation : aller d’un quartier à l’autre."
        ),
        "pick": _(
            "Cliquez sur la carte pour placer le point. "
            "Au clavier : les flèches déplacent la carte sous la croix, Entrée place le point."
        ),
        "placed": _("Point placé : latitude %(latitude)s, longitude %(longitude)s."),
        "point": _("Point choisi"),
        "more": _("En savoir plus"),
        "natures": {
            "priority": _("Quartier prioritaire"),
            "watch": _("Quartier en veille active"),
            "site": _("Lieu d’accueil"),
        },
    }


@component
def svg_map(
    *,
    id: str,  # noqa: A002 - the word of HTML
    title: str,
    features: Iterable[Feature],
    description: str = "",
    marker: Point | None = None,
    selected: str = "",
    width: int = 640,
    height: int = 400,
) -> dict[str, Any]:
    """Draw a plain map on the server, for paper and for pages without JavaScript.

    Features are GeoJSON features in longitude and latitude, with the same properties as `ui_map`'s.
    """
    ordered = sorted(features, key=lambda feature: _ORDER.get(feature["properties"].get("kind", ""), 0))
    frame = Frame.around([*_points(ordered), *([marker] if marker else [])], width, height)
    shapes = [
        {
            "path": frame.path(feature["geometry"]),
            "kind": feature["properties"].get("kind", "commune"),
            "label": feature["properties"].get("label", ""),
            "commune": feature["properties"].get("commune", ""),
            "selected": bool(selected) and feature["properties"].get("code") == selected,
        }
        for feature in ordered
    ]
    return {
        **{
            "id": id,
            "title": title,
            "description": description,
            "width": width,
            "height": height,
            "shapes": shapes,
        },
        "marker": frame.place(marker) if marker else None,
    }


@dataclass(frozen=True, slots=True)
class Frame:
    """How degrees become pixels: flat enough at the scale of a territory."""

    west: float
    north: float
    shrink: float
    scale: float
    left: float
    top: float

    @classmethod
    def around(cls, points: list[Point], width: int, height: int, margin: int = 12) -> Frame:
        """Fit points in a drawing, centered."""
        points = points or [(4.39, 45.44)]
        west, east = min(p[0] for p in points), max(p[0] for p in points)
        south, north = min(p[1] for p in points), max(p[1] for p in points)
        shrink = math.cos(math.radians((south + north) / 2))
        wide, tall = max((east - west) * shrink, 1e-4), max(north - south, 1e-4)
        scale = min((width - 2 * margin) / wide, (height - 2 * margin) / tall)
        return cls(west, north, shrink, scale, (width - wide * scale) / 2, (height - tall * scale) / 2)

    def place(self, point: Point) -> tuple[float, float]:
        """Turn a longitude and a latitude into pixels."""
        x = self.left + (point[0] - self.west) * self.shrink * self.scale
        y = self.top + (self.north - point[1]) * self.scale
        return round(x, 1), round(y, 1)

    def path(self, geometry: dict[str, Any]) -> str:
        """Write a polygon, or several, as an SVG path."""
        return "".join(self._ring(ring) for ring in _rings(geometry))

    def _ring(self, ring: list[Point]) -> str:
        places = list(dict.fromkeys(self.place(point) for point in ring))
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in places) + "Z"


def _rings(geometry: dict[str, Any]) -> list[list[Point]]:
    if geometry["type"] == "Polygon":
        return geometry["coordinates"]
    if geometry["type"] == "MultiPolygon":
        return [ring for polygon in geometry["coordinates"] for ring in polygon]
    return []


def _points(features: Iterable[Feature]) -> Iterator[Point]:
    for feature in features:
        for ring in _rings(feature["geometry"]):
            yield from ((point[0], point[1]) for point in ring)

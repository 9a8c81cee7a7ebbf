"""What a list of addresses may hold, and which place each of its rows means."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from cite.imports.enums import FieldKind
from cite.imports.rules.cells import Field
from cite.territories.enums import ListField
from cite.territories.rules.addresses import AddressQuery
from cite.territories.rules.geometry import degrees_of
from cite.territories.rules.inputs import read_degrees


def _field(name: ListField, *aliases: str, kind: FieldKind = FieldKind.TEXT) -> Field:
    return Field(name=name.value, label=name.label, aliases=aliases, kind=kind, max_length=300)


FIELDS = (
    _field(
        ListField.ADDRESS,
        "adresse complète",
        "adresse postale",
        "adr",
        "libelle adresse",
        kind=FieldKind.ADDRESS,
    ),
    _field(ListField.NUMBER, "numéro", "numero", "num", "n°", "no", "num voie", "numero voie"),
    _field(ListField.STREET, "voie", "nom voie", "libelle voie", "nom de la rue", kind=FieldKind.ADDRESS),
    _field(ListField.POSTCODE, "cp", "code_postal", "postcode", "codepostal", kind=FieldKind.POSTCODE),
    _field(ListField.COMMUNE, "ville", "localité", "nom commune", "libelle commune", "city"),
    _field(ListField.LONGITUDE, "lon", "lng", "long", "x", kind=FieldKind.LONGITUDE),
    _field(ListField.LATITUDE, "lat", "y", kind=FieldKind.LATITUDE),
    _field(ListField.X_LAMBERT93, "x", "x l93", "lambert x", "coordonnée x", kind=FieldKind.LAMBERT93_X),
    _field(ListField.Y_LAMBERT93, "y", "y l93", "lambert y", "coordonnée y", kind=FieldKind.LAMBERT93_Y),
    _field(ListField.ON, "date entrée", "date d’entrée", "date du parcours", "jour", kind=FieldKind.DATE),
)

# One of these groups of columns is enough to answer.
ONE_OF = (
    (ListField.ADDRESS.value,),
    (ListField.STREET.value,),
    (ListField.LONGITUDE.value, ListField.LATITUDE.value),
    (ListField.X_LAMBERT93.value, ListField.Y_LAMBERT93.value),
)


class RowPlace(NamedTuple):
    """The place a row means: a point, or an address, and the day asked (None where it could not be read)."""

    on: date | None
    point: tuple[float, float] | None
    address: AddressQuery


def place_of(cells: Mapping[str, str], values: Mapping[str, Any], *, on: date) -> RowPlace:
    """Read the place of one row; coordinates prevail over an address.

    `cells`: as typed; `values`: as read by the import, None where a cell is empty or wrong. Degrees are taken as
    typed, so that the answer itself says when they are swapped or in meters. Meters are converted only from the
    columns said to hold them.
    """
    day = values.get(ListField.ON) or (None if _typed(cells, ListField.ON) else on)
    street = " ".join(filter(None, (values.get(ListField.NUMBER), values.get(ListField.STREET))))
    text = values.get(ListField.ADDRESS) or street
    postcode = values.get(ListField.POSTCODE) or _typed(cells, ListField.POSTCODE)
    address = AddressQuery(text, postcode, values.get(ListField.COMMUNE) or "")
    return RowPlace(day, _point(cells, values), address)


def _point(cells: Mapping[str, str], values: Mapping[str, Any]) -> tuple[float, float] | None:
    longitude, latitude = _typed(cells, ListField.LONGITUDE), _typed(cells, ListField.LATITUDE)
    if longitude and latitude:
        return read_degrees(longitude), read_degrees(latitude)
    x, y = values.get(ListField.X_LAMBERT93), values.get(ListField.Y_LAMBERT93)
    if x is not None and y is not None:
        return degrees_of(x, y)
    is_wrong = _typed(cells, ListField.X_LAMBERT93) and _typed(cells, ListField.Y_LAMBERT93)
    return (math.nan, math.nan) if is_wrong else None


def _typed(cells: Mapping[str, str], field: ListField) -> str:
    return cells.get(field.value, "").strip()

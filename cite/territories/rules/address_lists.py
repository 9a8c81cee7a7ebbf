"""What a list of addresses may hold, and which place each of its rows means."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from cite.imports.enums import FieldKind
from cite.imports.rules.cells import Field
from cite.territories.enums import ListField
from cite.territories.rules.addresses import AddressQuery
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
    _field(ListField.ON, "date entrée", "date d’entrée", "date du parcours", "jour", kind=FieldKind.DATE),
)

# One of these groups of columns is enough to answer.
ONE_OF = (
    (ListField.ADDRESS.value,),
    (ListField.STREET.value,),
    (ListField.LONGITUDE.value, ListField.LATITUDE.value),
)


class RowPlace(NamedTuple):
    """The place a row means: a point, or an address, and the day asked (None where it could not be read)."""

    on: date | None
    point: tuple[float, float] | None
    address: AddressQuery


def place_of(cells: Mapping[str, str], values: Mapping[str, Any], *, on: date) -> RowPlace:
    """Read the place of one row; coordinates prevail over an address.

    `cells`: as typed; `values`: as read by the import, None where a cell is empty or wrong. Coordinates are
    taken as typed, so that the answer itself says when they are swapped or in metres.
    """
    longitude, latitude = (
        cells.get(name.value, "").strip() for name in (ListField.LONGITUDE, ListField.LATITUDE)
    )
    point = (read_degrees(longitude), read_degrees(latitude)) if longitude and latitude else None
    day = values.get(ListField.ON) or (None if cells.get(ListField.ON.value, "").strip() else on)
    street = " ".join(filter(None, (values.get(ListField.NUMBER), values.get(ListField.STREET))))
    text = values.get(ListField.ADDRESS) or street
    postcode = values.get(ListField.POSTCODE) or cells.get(ListField.POSTCODE.value, "").strip()
    return RowPlace(day, point, AddressQuery(text, postcode, values.get(ListField.COMMUNE) or ""))

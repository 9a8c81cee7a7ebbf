"""Records of the national standard data·inclusion v1, read and written.

Reading keeps what can be: a wrong optional value is left out and said, a record is refused only where what the
standard requires is missing. The official package is the judge of every value.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from typing import Annotated, Any

from data_inclusion.schema import v1
from opening_hours import validate as readable_hours
from pydantic import AfterValidator, ValidationError
from pydantic.networks import validate_email

from cite.core.telephones import read_phone
from cite.directory.enums.imports import REFUSING, Remark
from cite.directory.rules.cleaning import plain_markdown, plain_text
from cite.directory.rules.facets import EVERYONE
from cite.directory.rules.sheet import LISTS, Sheet, sorted_codes
from cite.territories.rules.geometry import ZONES

FIELDS = {
    "nom": "name",
    "description": "description",
    "lien_source": "source_url",
    "type": "kind",
    "thematiques": "themes",
    "frais": "fee",
    "frais_precisions": "fee_details",
    "publics": "audiences",
    "publics_precisions": "audience_details",
    "conditions_acces": "access_conditions",
    "commune": "commune_name",
    "code_postal": "postal_code",
    "code_insee": "commune_code",
    "adresse": "address",
    "complement_adresse": "address_extra",
    "longitude": "longitude",
    "latitude": "latitude",
    "telephone": "phone",
    "courriel": "email",
    "modes_accueil": "reception_modes",
    "zone_eligibilite": "eligibility_zone",
    "contact_nom_prenom": "contact_name",
    "lien_mobilisation": "mobilization_url",
    "modes_mobilisation": "mobilization_modes",
    "mobilisable_par": "mobilizable_by",
    "mobilisation_precisions": "mobilization_details",
    "volume_horaire_hebdomadaire": "weekly_hours",
    "nombre_semaines": "weeks",
    "horaires_accueil": "opening_hours",
}
"""The fields of a service in the standard, and ours."""

STRUCTURE_FIELDS = {
    "nom": "name",
    "description": "description",
    "lien_source": "source_url",
    "siret": "siret",
    "commune": "commune_name",
    "code_postal": "postal_code",
    "code_insee": "commune_code",
    "adresse": "address",
    "complement_adresse": "address_extra",
    "longitude": "longitude",
    "latitude": "latitude",
    "telephone": "phone",
    "courriel": "email",
    "site_web": "website",
    "horaires_accueil": "opening_hours",
    "accessibilite_lieu": "accessibility_url",
    "reseaux_porteurs": "networks",
}
"""The fields of a structure in the standard, and ours."""

LIMITS = {
    "name": 150,
    "description": 10_000,
    "fee_details": 1000,
    "audience_details": 1000,
    "access_conditions": 2000,
    "mobilization_details": 2000,
    "address": 300,
    "address_extra": 300,
    "commune_name": 120,
    "contact_name": 150,
    "opening_hours": 400,
    "source_url": 500,
    "mobilization_url": 500,
    "website": 500,
    "accessibility_url": 500,
    "email": 254,
}
"""The longest text of each field, in signs, as our tables keep them."""

READING = "1"
"""Changes whenever the reading does, so that files already read are read again."""

_REQUIRED = frozenset({"source", "id", "structure_id", "nom", "description", "date_maj"})
_LINKS = frozenset({"lien_source", "lien_mobilisation", "site_web", "accessibilite_lieu"})
_SETS = frozenset(
    {"thematiques", "publics", "modes_accueil", "modes_mobilisation", "mobilisable_par", "reseaux_porteurs"}
)
_KINDS = {
    "enum": Remark.UNKNOWN_CODE,
    "string_too_short": Remark.BAD_CODE,
    "string_too_long": Remark.BAD_CODE,
    "url_parsing": Remark.BAD_URL,
    "url_scheme": Remark.BAD_URL,
    "url_too_long": Remark.BAD_URL,
    "greater_than_equal": Remark.BAD_NUMBER,
    "float_parsing": Remark.BAD_NUMBER,
    "int_parsing": Remark.BAD_NUMBER,
    "int_from_float": Remark.BAD_NUMBER,
    "finite_number": Remark.BAD_NUMBER,
    "string_pattern_mismatch": Remark.BAD_CODE,
}


_SUMMED_UP = json.JSONEncoder(sort_keys=True, separators=(",", ":"), default=str)

_REMEMBERED = 10_000
_readable_hours = lru_cache(_REMEMBERED)(readable_hours)
_phone = lru_cache(_REMEMBERED)(read_phone)
_email = lru_cache(_REMEMBERED)(lambda typed: validate_email(typed)[1])
_Email = Annotated[str, AfterValidator(_email)]
"""The services of a body repeat its telephone, its address and its hours: each is judged once, by the same judges."""


class _Service(v1.Service):
    courriel: _Email | None = None


class _Structure(v1.Structure):
    courriel: _Email | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One remark about a record: the field of the standard, what it held, and what was done."""

    field: str
    excerpt: str
    remark: Remark


@dataclass(frozen=True, slots=True)
class Read:
    """A record that was read. `values` has our names; it is empty where the record is refused."""

    source: str
    key: str
    structure_key: str
    updated_on: date | None
    values: Mapping[str, Any]
    notes: tuple[Note, ...]

    @property
    def is_refused(self) -> bool:
        """Whether the record was left out."""
        return any(note.remark in REFUSING for note in self.notes)


def digest_of(record: Any) -> str:
    """Sum up a record as it came: the same record read in the same way has the same digest, of 32 signs."""
    text = _SUMMED_UP.encode([READING, record])
    return blake2b(text.encode(), digest_size=16).hexdigest()


def read_service(record: Any) -> Read:
    """Read a service of the standard."""
    return _read(record, _Service, FIELDS)


def read_structure(record: Any) -> Read:
    """Read a structure of the standard."""
    return _read(record, _Structure, STRUCTURE_FIELDS)


def sheet_from(read: Read) -> Sheet:
    """Give the sheet of a service that was read."""
    return Sheet(**read.values)


def _read(record: Any, model: type, fields: Mapping[str, str]) -> Read:
    if not isinstance(record, Mapping):
        return Read("", "", "", None, {}, (Note("", _excerpt(record), Remark.NOT_A_RECORD),))
    notes: list[Note] = []
    given = _prepared(record, fields, notes)
    checked = None
    for _attempt in range(3):
        try:
            checked = model.model_validate(given)
            break
        except ValidationError as error:
            _leave_out(given, error, notes)
            if any(note.remark in REFUSING for note in notes):
                break
    identity = {name: str(record.get(name) or "")[:200] for name in ("source", "id", "structure_id")}
    if checked is None:
        notes = notes or [Note("", "", Remark.NOT_A_RECORD)]
        return Read(identity["source"], identity["id"], identity["structure_id"], None, {}, tuple(notes))
    values = {ours: _value(ours, getattr(checked, theirs), notes, theirs) for theirs, ours in fields.items()}
    _place(values, notes)
    return Read(
        identity["source"], identity["id"], identity["structure_id"], checked.date_maj, values, tuple(notes)
    )


def _prepared(record: Mapping[str, Any], fields: Mapping[str, str], notes: list[Note]) -> dict[str, Any]:
    """Keep the fields of the standard, an empty one as unknown, texts without markup and within their limits."""
    given: dict[str, Any] = {}
    for name in _REQUIRED | fields.keys():
        value = record.get(name)
        if isinstance(value, str):
            value = _text(fields.get(name, ""), value, name, notes)
        if value is None or value == "" or value == []:
            continue
        given[name] = value
    publics = given.get("publics")
    if isinstance(publics, list) and EVERYONE in publics and len(publics) > 1:
        notes.append(Note("publics", ", ".join(map(str, publics)), Remark.NOT_ALONE))
        given["publics"] = [EVERYONE]
    return given


def _text(ours: str, value: str, name: str, notes: list[Note]) -> str:
    limit = LIMITS.get(ours, 1000)
    if name in _LINKS or ours == "email":
        return value.strip()
    read = plain_markdown(value) if ours == "description" else value
    read = plain_text(read, limit=len(value) + 1000)
    if len(read) > limit:
        notes.append(Note(name, read[:60], Remark.TOO_LONG))
        read = plain_text(read, limit=limit)
    return read


def _leave_out(given: dict[str, Any], error: ValidationError, notes: list[Note]) -> None:
    """Take away what the standard refuses: one code of a list, else the whole field."""
    wrong: dict[str, set[int] | None] = {}
    for detail in error.errors(include_url=False, include_context=False):
        name, *rest = (*detail["loc"], None)
        index = next((part for part in rest if isinstance(part, int)), None)
        known = wrong.setdefault(name, set())
        if index is None:
            wrong[name] = None
        elif known is not None and index not in known:
            known.add(index)
        else:
            continue
        held = (
            detail["input"] if index is None or not isinstance(given.get(name), list) else given[name][index]
        )
        notes.append(Note(name, _excerpt("" if detail["type"] == "missing" else held), _remark(name, detail)))
    for name, indexes in wrong.items():
        if indexes is None or not isinstance(given.get(name), list):
            given.pop(name, None)
        else:
            given[name] = [value for rank, value in enumerate(given[name]) if rank not in indexes]
            if not given[name]:
                del given[name]


def _remark(name: str, detail: Mapping[str, Any]) -> Remark:
    if name == "date_maj":
        return Remark.REQUIRED if detail["type"] == "missing" else Remark.BAD_DATE
    if name in _REQUIRED:
        return Remark.TOO_SHORT if detail["type"] == "string_too_short" else Remark.REQUIRED
    if name == "courriel":
        return Remark.BAD_EMAIL
    if name == "zone_eligibilite":
        return Remark.BAD_CODE
    return _KINDS.get(detail["type"], Remark.UNREADABLE)


def _value(ours: str, value: Any, notes: list[Note], theirs: str) -> Any:
    """Give a checked value in our shape: codes sorted, texts for links, telephones as they are dialed."""
    if theirs in _SETS or ours == "eligibility_zone":
        return sorted_codes(getattr(code, "value", code) for code in value or ())
    if ours in ("longitude", "latitude", "weeks"):
        return value
    if ours == "weekly_hours":
        return _hours(value, notes)
    if value is None:
        return ""
    text = str(getattr(value, "value", value))
    if ours == "phone":
        return _checked(_phone(text) or "", theirs, text, Remark.BAD_PHONE, notes)
    if ours == "opening_hours":
        return _checked(text if _readable_hours(text) else "", theirs, text, Remark.BAD_HOURS, notes)
    if theirs in _LINKS:
        return _checked(text if len(text) <= LIMITS[ours] else "", theirs, text, Remark.BAD_URL, notes)
    return text


def _checked(kept: str, field: str, given: str, remark: Remark, notes: list[Note]) -> str:
    if not kept:
        notes.append(Note(field, _excerpt(given), remark))
    return kept


def _hours(value: float | None, notes: list[Note]) -> Decimal | None:
    """Keep a number of hours that a week can hold, to the minute or so."""
    if value is None:
        return None
    if not 0 <= value <= 168:
        notes.append(Note("volume_horaire_hebdomadaire", str(value)[:60], Remark.BAD_NUMBER))
        return None
    return Decimal(str(value)).quantize(Decimal("0.01"))


def _place(values: dict[str, Any], notes: list[Note]) -> None:
    """Drop a position that is half given, or in no part of France."""
    longitude, latitude = values["longitude"], values["latitude"]
    if longitude is None and latitude is None:
        return
    inside = (
        longitude is not None
        and latitude is not None
        and any(zone.holds(longitude, latitude) for zone in ZONES)
    )
    if not inside:
        held = ", ".join("?" if degrees is None else str(degrees) for degrees in (longitude, latitude))
        notes.append(Note("longitude, latitude", held[:60], Remark.OUTSIDE_FRANCE))
        values["longitude"] = values["latitude"] = None


def _excerpt(value: Any) -> str:
    return str(value)[:60]


def service_record(
    sheet: Sheet, *, source: str, key: str, structure_key: str, updated_on: date
) -> dict[str, Any]:
    """Write a sheet as a record of the standard; what the Cité adds beyond it stays behind."""
    record: dict[str, Any] = {"source": source, "id": key, "structure_id": structure_key}
    record["date_maj"] = updated_on.isoformat()
    for theirs, ours in FIELDS.items():
        record[theirs] = _written(ours, getattr(sheet, ours))
    return record


def structure_record(values: Any, *, source: str, key: str, updated_on: date) -> dict[str, Any]:
    """Write whatever has the fields of a structure as a record of the standard."""
    record: dict[str, Any] = {"source": source, "id": key, "date_maj": updated_on.isoformat()}
    for theirs, ours in STRUCTURE_FIELDS.items():
        record[theirs] = _written(ours, getattr(values, ours))
    return record


def standard_problems(record: Mapping[str, Any], *, is_structure: bool = False) -> tuple[Note, ...]:
    """Ask the official package what it refuses in a record; nothing where it is good."""
    notes: list[Note] = []
    try:
        (v1.Structure if is_structure else v1.Service).model_validate(
            {name: value for name, value in record.items() if value is not None}
        )
    except ValidationError as error:
        _leave_out(dict(record), error, notes)
    return tuple(notes)


def _written(ours: str, value: Any) -> Any:
    if ours in LISTS or ours == "networks":
        return list(value) or None
    if isinstance(value, Decimal):
        return float(value)
    return None if value == "" else value

"""What a sheet says, as one value: compared between two versions, judged, translated to and from the standard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The contents of a service, in the names and units of `models.Service`.

    Lists of codes have an order that means nothing: they are kept sorted. None is « not known » for numbers and for
    what is true or false.
    """

    name: str
    summary: str = ""
    description: str = ""
    kind: str = ""
    themes: Codes = ()
    obstacles: Codes = ()
    audiences: Codes = ()
    audience_details: str = ""
    min_age: int | None = None
    max_age: int | None = None
    fee: str = ""
    fee_details: str = ""
    access_conditions: str = ""
    prerequisites: str = ""
    to_bring: Codes = ()
    level: str = ""
    address: str = ""
    address_extra: str = ""
    postal_code: str = ""
    commune_name: str = ""
    commune_code: str = ""
    longitude: float | None = None
    latitude: float | None = None
    phone: str = ""
    email: str = ""
    contact_name: str = ""
    opening_hours: str = ""
    source_url: str = ""
    reception_modes: Codes = ()
    eligibility_zone: Codes = ()
    mobilization_modes: Codes = ()
    mobilization_url: str = ""
    mobilization_details: str = ""
    mobilizable_by: Codes = ()
    weekly_hours: Decimal | None = None
    weeks: int | None = None
    languages: Codes = ()
    entry_delay_days: int | None = None
    places_left: int | None = None
    without_appointment: bool | None = None
    childcare_on_site: bool | None = None
    without_car: bool | None = None
    without_reading: bool | None = None
    step_free: bool | None = None
    evening_hours: bool | None = None
    interpreter: bool | None = None
    combinable: bool | None = None
    combinable_details: str = ""


FIELDS = tuple(field.name for field in fields(Sheet))
LISTS = frozenset(field.name for field in fields(Sheet) if field.default == ())


def sheet_of(values: Any) -> Sheet:
    """Read a sheet from whatever has its fields as attributes: a record, an import."""
    return Sheet(**{name: _settled(name, getattr(values, name)) for name in FIELDS})


def as_facts(sheet: Sheet) -> dict[str, Any]:
    """Write a sheet as JSON keeps it."""
    facts = asdict(sheet)
    for name in LISTS:
        facts[name] = list(facts[name])
    facts["weekly_hours"] = None if sheet.weekly_hours is None else str(sheet.weekly_hours)
    return facts


def from_facts(facts: Mapping[str, Any]) -> Sheet:
    """Read what `as_facts` wrote; a field that did not exist then keeps its default."""
    known = {name: _settled(name, value) for name, value in facts.items() if name in FIELDS}
    if known.get("weekly_hours") is not None:
        known["weekly_hours"] = Decimal(known["weekly_hours"])
    return Sheet(**known)


def sorted_codes(codes: Iterable[str] | None) -> Codes:
    """Keep each code once, in order."""
    return tuple(sorted(set(codes or ())))


def _settled(name: str, value: Any) -> Any:
    return sorted_codes(value) if name in LISTS else value

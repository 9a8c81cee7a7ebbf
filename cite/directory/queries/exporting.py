"""Our offer as other directories read it: records of the national standard, and what the Cité adds beside them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from cite.directory.enums import Facet
from cite.directory.models import Intake, Service, ServiceFacet, Structure
from cite.directory.permissions import shown_services
from cite.directory.rules.contents import known_today
from cite.directory.rules.needs import themes_to_give
from cite.directory.rules.sheet import FIELDS as SHEET_FIELDS
from cite.directory.rules.sheet import Sheet, as_facts, from_facts, sheet_of
from cite.directory.rules.standard import (
    FIELDS,
    Note,
    service_record,
    standard_problems,
    structure_record,
)
from cite.tenancy.models import Territory

ADDED = tuple(name for name in SHEET_FIELDS if name not in FIELDS.values())
"""What a sheet says beyond the standard."""
_ENTRY = ("starts_on", "ends_on", "places", "places_left")


class Offer(NamedTuple):
    """What is published. `left_out` names the sheets that the official package refuses, with its remarks."""

    structures: list[dict[str, Any]]
    services: list[dict[str, Any]]
    left_out: list[tuple[str, tuple[Note, ...]]]


def published_offer(
    territory: Territory | None, *, on: date, district: str = "", with_additions: bool = False
) -> Offer:
    """Gather the sheets of our own source that everybody may see; of one district, where it is named.

    `with_additions`: each service has a « cite » part, with the districts it covers, our own fields, and the days on
    which one may still enter. Four queries then, else two.
    """
    services = list(_services(territory, on=on, district=district))
    zones = zones_of(services)
    covered = _districts_of(services) if with_additions else {}
    entries = _entries_of(services, on) if with_additions else {}
    records, kept, left_out = [], {}, []
    for service in services:
        # whom to ask for, and how: promised to professionals only
        sheet = replace(given_sheet(service, zones), contact_name="", mobilization_details="")
        record = service_record(
            sheet,
            source=service.source.slug,
            key=service.key,
            structure_key=service.structure.key,
            updated_on=service.updated_on,
        )
        structure = _structure(service.structure)
        if notes := (*standard_problems(record), *standard_problems(structure, is_structure=True)):
            left_out.append((service.name, notes))
            continue
        if with_additions:
            facts = as_facts(sheet)
            record["cite"] = {name: facts[name] for name in ADDED}
            record["cite"]["districts"] = sorted(covered.get(service.pk, ()))
            record["cite"]["entries"] = entries.get(service.pk, [])
        records.append(record)
        kept[structure["id"]] = structure
    return Offer(list(kept.values()), records, left_out)


def given_sheet(service: Service, zones: Mapping[int, tuple[str, ...]]) -> Sheet:
    """Give a sheet as other directories read it: its freins said by themes, its districts by the areas around them.

    What has left the standard stays here. What comes from another directory goes as it came.
    """
    sheet = sheet_of(service)
    if not service.source.is_own:
        return sheet
    facts = as_facts(sheet)
    sheet = from_facts(facts | known_today(facts))
    return replace(
        sheet,
        themes=themes_to_give(sheet.themes, sheet.obstacles),
        eligibility_zone=sheet.eligibility_zone or zones.get(service.pk, ()),
    )


def zones_of(services: Iterable[Service]) -> dict[int, tuple[str, ...]]:
    """Find the smallest areas of the standard that hold the districts of some sheets: it knows none. One query.

    All the districts of a Cité are in its intercommunality, a district in its communes.
    """
    found = {
        service.pk: (service.territory.epci_code,) for service in services if service.covers_all_districts
    }
    named = Service.objects.filter(pk__in=[service.pk for service in services if service.pk not in found])
    communes: dict[int, list[str]] = {}
    rows = named.exclude(districts=None).values_list("pk", "districts__communes__code")
    for service, code in rows.order_by("districts__communes__code").distinct():
        communes.setdefault(service, []).append(code)
    return found | {service: tuple(codes) for service, codes in communes.items()}


def _services(territory: Territory | None, *, on: date, district: str) -> QuerySet[Service]:
    services = shown_services(territory, on=on).filter(source__is_own=True)
    if district:
        covers = ServiceFacet.objects.filter(facet=Facet.DISTRICT, code=district)
        services = services.filter(pk__in=covers.values("service_id"))
    return services.select_related("source", "structure__source", "territory").order_by("key")


def _structure(structure: Structure) -> dict[str, Any]:
    return structure_record(
        structure, source=structure.source.slug, key=structure.key, updated_on=structure.updated_on
    )


def _districts_of(services: list[Service]) -> dict[int, list[str]]:
    rows = ServiceFacet.objects.filter(service__in=services, facet=Facet.DISTRICT)
    found: dict[int, list[str]] = {}
    for service, code in rows.values_list("service_id", "code"):
        found.setdefault(service, []).append(code)
    return found


def _entries_of(services: list[Service], on: date) -> dict[int, list[dict[str, Any]]]:
    rows = Intake.objects.filter(service__in=services, starts_on__gte=on).order_by("starts_on", "pk")
    found: dict[int, list[dict[str, Any]]] = {}
    for service, *said in rows.values_list("service_id", *_ENTRY):
        days = (day.isoformat() if isinstance(day, date) else day for day in said)
        found.setdefault(service, []).append(dict(zip(_ENTRY, days, strict=True)))
    return found


def flat(record: dict[str, Any]) -> dict[str, Any]:
    """Give a record as one line of a table: lists as JSON, as other directories read them; truths in lower case."""
    added = record.get("cite") or {}
    fields = {name: value for name, value in record.items() if name != "cite"} | added
    return {name: _cell(value) for name, value in fields.items()}


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, bool | list) else value

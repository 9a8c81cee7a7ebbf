"""The offer of services as programs read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.urls import reverse

from cite.core.dates import today
from cite.directory.enums import (
    AUDIENCES,
    CATEGORIES,
    FEES,
    KINDS,
    MOBILIZABLE_BY,
    MOBILIZATION_MODES,
    RECEPTION_MODES,
    THEMES,
    Facet,
    Level,
    Obstacle,
    ToBring,
)
from cite.directory.enums.finding import Wish
from cite.directory.enums.needs import DOORS, Need
from cite.directory.enums.spoken import SPOKEN_LANGUAGES
from cite.directory.enums.words import THEME_WORDS
from cite.directory.models import Intake, Service, Structure
from cite.directory.permissions import shown_services
from cite.directory.queries.coverage import coverage_matrix, gap_sentences
from cite.directory.queries.documents import district_labels
from cite.directory.queries.exporting import given_sheet, zones_of
from cite.directory.queries.finding import CANDIDATES, Answer, Findings
from cite.directory.queries.words import label_of
from cite.directory.queries.written import facts_of
from cite.directory.rules.documents import FEE, SERVICE_KIND, SOON, THIS_WEEK
from cite.directory.rules.facets import EASES
from cite.directory.rules.needs import category_of, themes_of
from cite.directory.rules.standard import service_record, structure_record
from cite.directory.rules.written import WELCOME
from cite.tenancy.models import Territory

OF_PROFESSIONALS = ("contact_name", "mobilization_details")
"""What the form promises to professionals: nobody reads it without a key."""
_MOST_NAMED = 100


def counted_codes(territory: Territory) -> dict[str, dict[str, str]]:
    """Name the codes that may be counted, by their filter. One query."""
    return {
        Facet.CATEGORY.value: CATEGORIES,
        Facet.OBSTACLE.value: _labels(Obstacle.choices),
        Facet.DISTRICT.value: district_labels(territory, on=today()),
        Facet.AUDIENCE.value: AUDIENCES,
        Facet.LANGUAGE.value: _labels(SPOKEN_LANGUAGES.items()),
        Facet.ACCESS.value: MOBILIZABLE_BY,
        Facet.EASE.value: {ease: str(label_of(ease)) for ease in EASES},
        SERVICE_KIND: KINDS,
        FEE: FEES,
        SOON: {THIS_WEEK: str(Wish.THIS_WEEK.label)},
    }


def findings(
    found: Findings, *, page: int, per_page: int, is_located: bool | None, labels: Mapping[str, Any]
) -> dict[str, Any]:
    """Tell what was found."""
    reached = page * per_page
    return {
        "total": found.total,
        "page": page,
        "next_page": page + 1 if reached < min(found.total, CANDIDATES) else None,
        "services": [_answer(answer) for answer in found.answers],
        "near": [_answer(answer) for answer in found.near],
        "corrections": [{"typed": typed, "taken": list(taken)} for typed, taken in found.corrections.items()],
        "is_partial": found.is_partial,
        "is_located": is_located,
        "counts": [
            {"filter": name, "code": code, "label": str(labels[name][code]), "count": count}
            for name, counts in found.counts.items()
            for code, count in counts.items()
        ],
    }


def service_summary(service: Service, distance: float | None = None) -> dict[str, Any]:
    """Tell a service in short; its structure, its source and its districts were fetched with it."""
    return {
        "id": service.uuid,
        "name": service.name,
        "summary": service.summary,
        "kind": service.kind,
        "themes": service.themes,
        "fee": service.fee,
        "structure": service.structure.uuid,
        "structure_name": service.structure.name,
        "postal_code": service.postal_code,
        "commune": service.commune_name,
        "longitude": service.longitude,
        "latitude": service.latitude,
        "distance_m": None if distance is None else round(distance),
        "covers_all_districts": service.covers_all_districts,
        "districts": sorted(district.code for district in service.districts.all()),
        "languages": service.languages,
        "access": service.mobilizable_by,
        "eases": [ease for ease in EASES if getattr(service, ease)],
        "entry_delay_days": service.entry_delay_days,
        "places_left": service.places_left,
        "source": service.source.slug,
        "updated_on": service.updated_on,
        "confirmed_on": service.confirmed_on,
        "page": reverse("directory:service", args=[service.uuid]),
    }


def service_detail(service: Service, *, on: date, is_professional: bool) -> dict[str, Any]:
    """Tell a sheet whole, in our fields and in those of the standard. Four queries beside the sheet."""
    facts = {name: value for name, value in facts_of(service).items() if name not in WELCOME}
    sheet = given_sheet(service, zones_of([service]))
    if not is_professional:
        hidden = dict.fromkeys(OF_PROFESSIONALS, "")
        facts, sheet = facts | hidden, replace(sheet, **hidden)
    standard = service_record(
        sheet,
        source=service.source.slug,
        key=service.key,
        structure_key=service.structure.key,
        updated_on=service.updated_on,
    )
    coming = Intake.objects.filter(service=service, starts_on__gte=on).order_by("starts_on", "pk")
    return service_summary(service) | {
        "sheet": facts | {"weekly_hours": None if sheet.weekly_hours is None else float(sheet.weekly_hours)},
        "standard": standard,
        "entries": [entry(intake) for intake in coming],
    }


def entry(intake: Intake) -> dict[str, Any]:
    """Tell a day of entry."""
    named = ("starts_on", "ends_on", "places", "places_left", "note", "version")
    return {"id": intake.uuid} | {name: getattr(intake, name) for name in named}


def shown_structures(territory: Territory, *, on: date) -> QuerySet[Structure]:
    """List the bodies of which everybody may see a service."""
    giving = shown_services(territory, on=on).order_by().values("structure_id")
    return Structure.objects.filter(territory=territory, pk__in=giving).select_related("source")


def structure_list(territory: Territory, *, page: int, per_page: int, on: date) -> dict[str, Any]:
    """Tell one page of the bodies that give services. Three queries."""
    pages = Paginator(shown_structures(territory, on=on), per_page)
    rows = list(pages.page(page).object_list) if page <= pages.num_pages else []
    counts = _counts(territory, rows, on)
    return {
        "total": pages.count,
        "page": page,
        "next_page": page + 1 if page < pages.num_pages else None,
        "structures": [_structure(row, counts.get(row.pk, 0)) for row in rows],
    }


def one_structure(territory: Territory, identifier: UUID, *, on: date) -> dict[str, Any] | None:
    """Tell one body and its services; nothing where everybody sees none of it."""
    structure = shown_structures(territory, on=on).filter(uuid=identifier).first()
    if structure is None:
        return None
    services = shown_services(territory, on=on).filter(structure=structure).order_by("name", "pk")
    standard = structure_record(
        structure, source=structure.source.slug, key=structure.key, updated_on=structure.updated_on
    )
    return _structure(structure, services.count()) | {
        "standard": standard,
        "offered": [
            {"id": uuid, "name": name} for uuid, name in services.values_list("uuid", "name")[:_MOST_NAMED]
        ],
    }


def vocabulary() -> dict[str, Any]:
    """Tell every code that a sheet or a search may have. No query."""
    return {
        "needs": [
            {
                "code": need.value,
                "label": str(need.label),
                "hint": str(DOORS[need].hint),
                "answered_by": list(DOORS[need].codes),
            }
            for need in Need
        ],
        "obstacles": [
            {"code": obstacle.value, "label": str(obstacle.label), "themes": sorted(themes_of(obstacle))}
            for obstacle in Obstacle
        ],
        "categories": _codes(CATEGORIES.items()),
        "themes": [
            {
                "code": code,
                "label": label,
                "category": category_of(code),
                "words": str(THEME_WORDS.get(code, label)),
            }
            for code, label in THEMES.items()
        ],
        "audiences": _codes(AUDIENCES.items()),
        "kinds": _codes(KINDS.items()),
        "fees": _codes(FEES.items()),
        "reception_modes": _codes(RECEPTION_MODES.items()),
        "mobilization_modes": _codes(MOBILIZATION_MODES.items()),
        "mobilizable_by": _codes(MOBILIZABLE_BY.items()),
        "languages": _codes(SPOKEN_LANGUAGES.items()),
        "to_bring": _codes(ToBring.choices),
        "levels": _codes(Level.choices),
        "eases": _codes((ease, label_of(ease)) for ease in EASES),
    }


def coverage(territory: Territory, facet: str, *, on: date, is_professional: bool) -> dict[str, Any]:
    """Tell what covers each district. Needs without answer are told to professionals only: they are few."""
    matrix = coverage_matrix(territory, facet, on=on)
    labels = matrix.labels
    return {
        "by": facet,
        "on": on,
        "districts": [
            {
                "district": district.code,
                "label": district.full_label,
                "cells": [
                    {
                        "code": cell.code,
                        "label": labels[cell.code],
                        "services": cell.services,
                        "places": cell.places,
                        "capacity": cell.capacity,
                        "unknown_places": cell.unknown_places,
                        "delay_days": cell.delay_days,
                        "unmet": cell.unmet if is_professional else None,
                    }
                    for cell in row
                ],
            }
            for district, row in zip(matrix.districts, matrix.rows, strict=True)
        ],
        "gaps": gap_sentences(matrix),
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return service_summary(answer.service, answer.distance)


def _structure(structure: Structure, services: int) -> dict[str, Any]:
    return {
        "id": structure.uuid,
        "name": structure.name,
        "siret": structure.siret,
        "commune": structure.commune_name,
        "is_partner": structure.partner_id is not None,
        "source": structure.source.slug,
        "services": services,
    }


def _counts(territory: Territory, structures: Sequence[Structure], on: date) -> dict[int, int]:
    rows = shown_services(territory, on=on).filter(structure__in=structures).order_by()
    return dict(rows.values_list("structure_id").annotate(Count("pk")))


def _labels(choices: Iterable[tuple[str, Any]]) -> dict[str, str]:
    return {code: str(label) for code, label in choices}


def _codes(choices: Iterable[tuple[str, Any]]) -> list[dict[str, str]]:
    return [{"code": code, "label": str(label)} for code, label in choices]

"""The sheets of an organization as its programs read and write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cite.api.file_queries import reasons, reasons_of
from cite.api.offer_queries import entry, service_detail
from cite.api.sheet_schemas import LONGEST, Contents
from cite.core.decisions import ALLOWED, Decision, unless
from cite.core.models import SaveObjection
from cite.core.telephones import telephone
from cite.directory.enums import ServiceState
from cite.directory.enums.life import ContentObjection
from cite.directory.models import Intake, Service, ServiceEvent
from cite.directory.queries.places import located
from cite.directory.queries.words import words_of
from cite.directory.queries.written import facts_at, facts_of, latest_number, publication_of
from cite.directory.rules.cleaning import plain_text
from cite.directory.rules.contacts import web_address
from cite.directory.rules.merging import merge
from cite.directory.rules.written import settled
from cite.directory.workflow import SERVICE
from cite.tenancy.models import Territory
from cite.territories.rules.geometry import zone_of

OF_AUTHORS = ("submit", "take_back", "archive", "reopen")
"""The steps that an author takes; the others are those of moderators."""
_NO_LIMIT = 10_000_000
_LINKS = frozenset({"mobilization_url", "source_url"})
_SHOWN = 200


def sheet_list(sheets: QuerySet[Service], *, page: int, per_page: int) -> dict[str, Any]:
    """Tell one page of the sheets. Two queries."""
    pages = Paginator(sheets.order_by("name", "pk"), per_page)
    rows = pages.page(page).object_list if page <= pages.num_pages else []
    return {
        "total": pages.count,
        "page": page,
        "next_page": page + 1 if page < pages.num_pages else None,
        "sheets": [_standing(row) | {"updated_on": row.updated_on} for row in rows],
    }


def sheet_detail(service: Service, *, on: date) -> dict[str, Any]:
    """Tell a sheet as its authors see it."""
    latest = ServiceEvent.objects.filter(service=service).order_by("-pk").first()
    confirms = ["confirm"] if service.state == ServiceState.PUBLISHED else []
    return (
        service_detail(service, on=on, is_professional=True)
        | _standing(service)
        | {
            "entries": [
                entry(one) for one in Intake.objects.filter(service=service).order_by("starts_on", "pk")
            ],
            "seen": latest_number(service),
            "quality": service.quality,
            "lacks": reasons(publication_of(service, facts_of(service), on).objections),
            "steps": [arrow for arrow in OF_AUTHORS if SERVICE.allows(arrow, service.state)] + confirms,
            "returned": latest.words if latest is not None else "",
        }
    )


def read_contents(fields: Contents, territory: Territory) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """Write what was sent as a version keeps it, and say field by field what cannot be read."""
    typed, errors = fields.model_dump(exclude_unset=True), []
    place = typed.pop("place", None)
    has_position, position = "position" in typed, typed.pop("position", None)
    for name, value in typed.items():
        typed[name], decision = _read(name, value)
        errors += [error | {"field": f"fields.{name}"} for error in reasons_of(decision)]
    if place is not None:
        typed |= located(place, territory)
    if has_position:
        typed |= _point(position)
        errors += [{"field": "fields.position"} | error for error in reasons_of(_in_france(position))]
    if typed.get("covers_all_districts"):
        typed["districts"] = []
    return typed, errors


def written_meanwhile(service: Service, typed: Mapping[str, Any], seen: int) -> list[dict[str, str]]:
    """Tell which fields another person wrote meanwhile, and what they say now."""
    now = facts_of(service)
    _changes, conflicts = merge(facts_at(service, seen), now, settled(typed))
    sentence = _(
        "Quelqu’un d’autre y a écrit : « %(words)s ». Relisez, puis renvoyez avec le nouveau « seen »."
    )
    return [
        {
            "field": name,
            "code": SaveObjection.CHANGED_MEANWHILE.value,
            "detail": sentence % {"words": words_of(name, now.get(name))[:_SHOWN]},
        }
        for name in conflicts
    ]


def moved_meanwhile(service: Service, decision: Decision) -> list[dict[str, str]]:
    """Tell where a sheet is, to whoever believed it elsewhere."""
    sentence = _("La fiche est maintenant « %(state)s », version %(version)s.")
    told = {"state": service.get_state_display(), "version": service.version}
    field = {"field": "version", "code": SaveObjection.CHANGED_MEANWHILE.value, "detail": sentence % told}
    return [*reasons_of(decision), field]


def _standing(service: Service) -> dict[str, Any]:
    return {
        "id": service.uuid,
        "name": service.name,
        "state": service.state,
        "state_label": service.get_state_display(),
        "needs_review": service.needs_review,
        "shown_until": service.shown_until,
        "version": service.version,
    }


def _point(position: Mapping[str, float] | None) -> dict[str, float | None]:
    """Write a position as the map of addresses does: to some ten centimeters."""
    if position is None:
        return {"longitude": None, "latitude": None}
    return {axis: round(degrees, 6) for axis, degrees in position.items()}


def _in_france(position: Mapping[str, float] | None) -> Decision:
    is_there = position is None or zone_of(position["longitude"], position["latitude"]) is not None
    return unless(is_there, ContentObjection.OUTSIDE_FRANCE)


def _read(name: str, value: Any) -> tuple[Any, Decision]:
    """Read one field as its page does."""
    if name in LONGEST:
        words = plain_text(value, limit=_NO_LIMIT)
        return words, unless(len(words) <= LONGEST[name], ContentObjection.TOO_LONG)
    if name == "phone":
        number = telephone(value) if value.strip() else ""
        return number, unless(number is not None, ContentObjection.PHONE_UNREADABLE)
    if name in _LINKS:
        link = web_address(value) if value.strip() else ""
        return link, unless(link is not None, ContentObjection.LINK_UNREADABLE)
    if name == "funded_action":
        return str(value) if value else "", ALLOWED
    if name == "weekly_hours":
        return None if value is None else str(value), ALLOWED
    return " ".join(value.split()) if isinstance(value, str) else value, ALLOWED

"""The page of a sheet for professionals: everything it says, and what its authors have to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cite.accounts.models import User
from cite.core.dates import today
from cite.core.decisions import Decision
from cite.directory.enums.life import REMEDIES
from cite.directory.models import Intake, Service, ServiceEvent
from cite.directory.permissions import can_moderate, can_write_service
from cite.directory.queries.actions import behind
from cite.directory.queries.comparison import labels_for
from cite.directory.queries.words import checked_words, hours_lines, label_of, words_of
from cite.directory.queries.written import facts_of, publication_of
from cite.directory.rules.needs import obstacles_of
from cite.directory.rules.quality import Quality, quality_of
from cite.directory.rules.sheet import sheet_of, sorted_codes
from cite.directory.rules.written import shown_welcome
from cite.directory.workflow import SERVICE

Lines = list[tuple[str, Any]]

_READ_AS = {
    "entry_delay_days": gettext_lazy("Délai d’entrée"),
    "mobilization_details": gettext_lazy("Consignes pour les professionnels"),
    "combinable": gettext_lazy("Avec d’autres dispositifs"),
    "combinable_details": gettext_lazy("Lesquels, ou pourquoi pas"),
}
"""Where the value says its unit, or the title above asks the question, unlike in a form."""
_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "request",
        (
            "mobilizable_by",
            "mobilization_modes",
            "mobilization_details",
            "contact_name",
            "welcomed_by",
            "entry_delay_days",
            "places_left",
            "without_appointment",
            "to_bring",
            "access_conditions",
            "prerequisites",
            "fee",
            "fee_details",
        ),
    ),
    (
        "audience",
        (
            "audiences",
            "audience_details",
            "min_age",
            "max_age",
            "languages",
            "interpreter",
            "without_reading",
        ),
    ),
    ("combining", ("combinable", "combinable_details")),
    (
        "content",
        ("kind", "themes", "obstacles", "level", "weekly_hours", "weeks", "source_url", "update_every"),
    ),
    ("place", ("reception_modes", "without_car", "step_free", "evening_hours", "childcare_on_site")),
)

_CHANGING = ("opening_hours", "without_appointment", "entry_delay_days", "places_left", "fee", "fee_details")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """Everything the page shows. `action`: the funded one behind it, and its page where she may open it.

    `lacks` and `quality` are for those who write the sheet or read it first.
    """

    parts: dict[str, Lines]
    action: tuple[str, str]
    where: Lines
    hours: list[tuple[str, str]]
    districts: list[str]
    intakes: list[Intake]
    checked: str
    is_hidden: bool
    can_write: bool
    can_moderate: bool
    lacks: Decision
    quality: Quality
    remedy: str
    last_words: ServiceEvent | None
    arrows: frozenset[str]


def sheet_page(user: User, service: Service, *, on: date) -> SheetPage:
    """Gather the page of a sheet. It names the freins that its themes lift beside those that its author ticked."""
    facts = facts_of(service)
    facts["welcomed_by"] = shown_welcome(facts["welcomed_by"], facts["welcome_agreed"])
    facts["obstacles"] = sorted_codes({*facts["obstacles"], *obstacles_of(facts["themes"])})
    labels = labels_for([facts])
    parts = {
        key: _said(
            (str(_READ_AS.get(name) or label_of(name)), words_of(name, facts[name], labels)) for name in names
        )
        for key, names in _PARTS
    }
    writes, moderates = can_write_service(user, service), can_moderate(user, service.territory)
    looked_at = max(service.updated_on, service.confirmed_on or service.updated_on)
    quality = quality_of(sheet_of(service), updated_on=looked_at, on=on, source=service.source.slug)
    events = ServiceEvent.objects.filter(service=service).order_by("-pk")
    latest = events.first() if writes or moderates else None
    return SheetPage(
        parts=parts,
        action=behind(user, service),
        where=_place(service, facts) + parts["place"],
        hours=hours_lines(service.opening_hours) if service.opening_hours else [],
        districts=sorted(labels.get(code, code) for code in facts["districts"]),
        intakes=intakes_of(service),
        checked=checked_words(service.confirmed_on, on),
        is_hidden=service.shown_until is not None and service.shown_until < on,
        can_write=bool(writes),
        can_moderate=bool(moderates),
        lacks=publication_of(service, facts, on),
        quality=quality,
        remedy=str(REMEDIES[quality.first_to_mend]) if quality.first_to_mend else "",
        last_words=latest if latest is not None and latest.words else None,
        arrows=frozenset(t.name for t in SERVICE.transitions if service.state in t.sources),
    )


def lines_to_confirm(service: Service) -> Lines:
    """Say what changes most of a sheet, for the author who is asked whether it is still true; nobody signed in."""
    facts = facts_of(service)
    entries = [_entry(intake) for intake in intakes_of(service) if intake.starts_on >= today()]
    said = [(str(_READ_AS.get(name) or label_of(name)), words_of(name, facts[name])) for name in _CHANGING]
    return _said([*_place(service, facts), *said, (_("Dates d’entrée"), " ; ".join(entries))])


def _entry(intake: Intake) -> str:
    day = date_format(intake.starts_on, "j F Y")
    if intake.places_left is None:
        return day
    return ngettext("%(day)s (%(n)s place)", "%(day)s (%(n)s places)", intake.places_left) % {
        "day": day,
        "n": intake.places_left,
    }


def intakes_of(service: Service) -> list[Intake]:
    """List the days of entry of a service, the soonest first."""
    return list(Intake.objects.filter(service=service).order_by("starts_on", "pk"))


def events_of(service: Service) -> Sequence[ServiceEvent]:
    """List the steps of a sheet, the latest first."""
    return list(ServiceEvent.objects.filter(service=service).select_related("by").order_by("-pk")[:100])


def _place(service: Service, facts: dict[str, Any]) -> Lines:
    town = f"{service.postal_code} {service.commune_name}".strip()
    known = service.longitude is not None
    lines = [
        (_("Adresse"), ", ".join(filter(None, (service.address, service.address_extra, town)))),
        (_("Sur la carte"), _("position connue") if known else _("position inconnue")),
        (label_of("phone"), words_of("phone", facts["phone"])),
        (label_of("email"), facts["email"]),
    ]
    return _said(lines if service.address else [lines[0], *lines[2:]])


def _said(lines: Iterable[tuple[str, Any]]) -> Lines:
    """Keep what is known: a professional reads on a page what there is, its author learns elsewhere what lacks."""
    return [(label, value) for label, value in lines if value != ""]

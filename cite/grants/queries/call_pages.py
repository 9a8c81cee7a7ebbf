"""A call as its pages show it: its calendar drawn, what changes from one edition to the next, its envelopes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from cite.grants.enums import CallParameter, CarrierKind, ParameterSource
from cite.grants.models import CallEdition, CallForProjects, Envelope
from cite.grants.queries.calls import days_of, parameters_of
from cite.grants.rules.call_content import choices_from, grid_from, parameters_to, pieces_from
from cite.grants.rules.calls import differences


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar: its name, its date, whether it is past, and whether it comes next."""

    name: str
    label: str
    on: date
    is_past: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class Threshold:
    """One threshold or delay: its words, its value as it reads, where it comes from."""

    label: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one field says before and after a correction, as lines of text."""

    label: str
    before: str
    after: str


def calendar_of(edition: CallEdition, on: date) -> list[Day]:
    """List the days of a call, in their order; the last day for depositing is past the day after."""
    found, next_seen = [], False
    for name, day in days_of(edition).items():
        is_past = day < on
        is_next = not is_past and not next_seen
        next_seen = next_seen or is_next
        found.append(Day(name, _label(name), day, is_past, is_next))
    return found


def thresholds_of(edition: CallEdition) -> list[Threshold]:
    """List the thresholds and delays of a call, explained."""
    values = parameters_to(parameters_of(edition))
    return [
        Threshold(str(p.label), _number(values[p.value]), str(ParameterSource(p.value).label))
        for p in CallParameter
    ]


def pieces_by_carrier(edition: CallEdition) -> list[tuple[str, list[Any]]]:
    """List what each kind of carrier joins to its file."""
    pieces = pieces_from(edition.pieces)
    kinds = (CarrierKind.ASSOCIATION, CarrierKind.LOCAL_AUTHORITY)
    return [(str(kind.label), [piece for piece in pieces if kind in piece.of]) for kind in kinds]


def changes_between(before: CallEdition, after: CallEdition) -> list[Change]:
    """List what changes from one edition to another, in words."""
    return [
        Change(_label(name), earlier, later)
        for name, earlier, later in differences(_said(before), _said(after))
    ]


def editions_of(call: CallForProjects) -> QuerySet[CallEdition]:
    """List the editions of a call, the newest first."""
    return CallEdition.objects.filter(call=call).select_related("call").order_by("-number")


def envelopes_of(call: CallForProjects) -> QuerySet[Envelope]:
    """List the envelopes of a call, with their funders."""
    return Envelope.objects.filter(call=call).select_related("funder").order_by("funder__position", "pk")


def _said(edition: CallEdition) -> dict[str, str]:
    texts = {name: getattr(edition, name) for name in ("presentation", "contract", "pillar", "pillar_action")}
    days = {name: date_format(day, "j F Y") for name, day in days_of(edition).items()}
    lists = {
        name: "\n".join(
            line
            for c in choices_from(getattr(edition, name))
            for line in (c.label, *(f"– {i.label}" for i in c.items))
        )
        for name in ("stakes", "priorities")
    }
    kinds = dict(CarrierKind.choices)
    pieces = "\n".join(
        _("%(piece)s (%(required)s) : %(kinds)s")
        % {
            "piece": piece.label,
            "required": _("obligatoire") if piece.is_required else _("facultative"),
            "kinds": ", ".join(str(kinds[kind]) for kind in piece.of),
        }
        for piece in pieces_from(edition.pieces)
    )
    grid = "\n".join(f"{c.label} : {c.weight} % – {' / '.join(c.examples)}" for c in grid_from(edition.grid))
    parameters = "\n".join(f"{t.label} : {t.value}" for t in thresholds_of(edition))
    return texts | days | lists | {"pieces": pieces, "grid": grid, "parameters": parameters}


def _label(name: str) -> str:
    label = str(CallEdition._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def _number(value: Any) -> str:
    text = str(value)
    number = int(float(text)) if float(text) == int(float(text)) else float(text)
    return number_format(number, force_grouping=True)

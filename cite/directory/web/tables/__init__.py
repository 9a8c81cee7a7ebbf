"""The lists of sheets, of entries, of differences and of versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.directory.enums import ServiceState
from cite.directory.models import DirectoryImport, Intake, Service, ServiceEvent
from cite.directory.queries.comparison import Difference, VersionLine
from cite.directory.queries.imports import Problem
from cite.directory.queries.words import checked_words
from cite.ui.tables import Column, Table

TONES: dict[str, str] = {
    ServiceState.SUGGESTED: "new",
    ServiceState.DRAFT: "neutral",
    ServiceState.SUBMITTED: "info",
    ServiceState.PUBLISHED: "success",
    ServiceState.ARCHIVED: "neutral",
}


def page_of(service: Service) -> str:
    """The address of the page of a sheet."""
    return reverse("directory:sheet", args=[service.uuid])


def standing_of(service: Service, on: date) -> tuple[str, str]:
    """Say where a sheet is in its life, and the tone of it."""
    if service.state == ServiceState.PUBLISHED:
        if service.shown_until is not None and service.shown_until < on:
            return _now("Cachée : à confirmer"), "error"
        if service.needs_review:
            return _now("Publiée, à relire"), "info"
    return str(ServiceState(service.state).label), TONES[service.state]


NAMED = (
    Column(key="name", label=_("Service"), kind="link", href=page_of, sortable=True),
    Column(
        key="structure",
        label=_("Structure"),
        value=lambda s: s.structure.name,
        sortable=True,
        sort="structure.name",
    ),
)
"""The columns that say which sheet a row is."""


def sheets_table(
    services: QuerySet[Service], params: QueryDict, *, on: date, count: int | None, shows_quality: bool
) -> Table:
    """List sheets; their quality is shown to those who write or read them."""
    columns = (
        *NAMED,
        Column(
            key="state",
            label=_("Situation"),
            kind="badge",
            value=lambda s: standing_of(s, on)[0],
            tone=lambda s: standing_of(s, on)[1],
        ),
        Column(
            key="confirmed_on",
            label=_("Fraîcheur"),
            value=lambda s: checked_words(s.confirmed_on, on),
            sortable=True,
        ),
        Column(key="shown_until", label=_("Visible jusqu’au"), kind="date", sortable=True),
    )
    if shows_quality:
        columns += (Column(key="quality", label=_("Qualité, sur 100"), kind="number", sortable=True),)
    return Table(
        services,
        columns=columns,
        params=params,
        count=count,
        caption=_("Fiches de services"),
        empty_title=_("Aucune fiche ici"),
        empty_text=_("Choisissez une autre liste, ou commencez une fiche."),
    )


def differences_table(differences: Sequence[Difference], params: QueryDict) -> Table:
    """Compare two versions, field by field."""
    return Table(
        differences,
        columns=(
            Column(key="label", label=_("Champ")),
            Column(key="before", label=_("Version relue"), kind="long"),
            Column(key="after", label=_("Version proposée"), kind="long"),
        ),
        params=params,
        page_size=100,
        caption=_("Ce qui a changé depuis la dernière relecture"),
    )


def intakes_table(intakes: Sequence[Intake], params: QueryDict, *, edits: bool) -> Table:
    """List the days on which one can enter."""
    first = Column(key="starts_on", label=_("Commence le"), kind="date")
    if edits:
        first = Column(
            key="starts_on",
            label=_("Commence le"),
            kind="link",
            href=lambda i: reverse("directory:intake", args=[i.service.uuid, i.uuid]),
        )
    return Table(
        intakes,
        columns=(
            first,
            Column(key="ends_on", label=_("Finit le"), kind="date"),
            Column(key="places", label=_("Places"), kind="number"),
            Column(key="places_left", label=_("Restantes"), kind="number"),
            Column(key="note", label=_("Précision"), kind="long"),
        ),
        params=params,
        page_size=50,
        caption=_("Dates d’entrée"),
        empty_title=_("Aucune date d’entrée"),
        empty_text=_("Sans date, on entre toute l’année."),
    )


def events_table(events: Sequence[ServiceEvent], params: QueryDict) -> Table:
    """List the steps of a sheet."""
    return Table(
        events,
        columns=(
            Column(key="step", label=_("Étape"), value=str),
            Column(key="created_at", label=_("Le"), kind="date"),
            Column(key="by", label=_("Par"), value=_author),
            Column(key="words", label=_("Raison"), kind="long"),
        ),
        params=params,
        page_size=100,
        caption=_("Les étapes de la fiche"),
        prefix="etapes_",
        empty_title=_("Rien encore"),
    )


def versions_table(lines: Sequence[VersionLine], params: QueryDict) -> Table:
    """List the versions of a sheet, with what each changed."""
    return Table(
        lines,
        columns=(
            Column(key="version.number", label=_("Version"), kind="number"),
            Column(key="version.created_at", label=_("Le"), kind="date"),
            Column(key="version.by", label=_("Par"), value=lambda line: _author(line.version)),
            Column(key="changes", label=_("Champs changés"), kind="long"),
            Column(
                key="reviewed",
                label=_("Relue"),
                value=lambda line: _now("Oui") if line.version.is_reviewed else "",
            ),
        ),
        params=params,
        page_size=100,
        caption=_("Les versions de la fiche"),
        prefix="versions_",
        empty_title=_("Aucune version encore"),
    )


def _author(row: Any) -> str:
    return str(row.by) if row.by is not None else _now("sans compte")


def imports_table(rows: QuerySet[DirectoryImport], params: QueryDict) -> Table:
    """List what was imported."""
    columns = (
        Column(
            key="day",
            label=_("Date"),
            kind="link",
            value=lambda asked: date_format(localtime(asked.created_at), "SHORT_DATETIME_FORMAT"),
            href=lambda asked: reverse("directory:import", args=[asked.uuid]),
        ),
        Column(key="by", label=_("Par"), value=lambda asked: str(asked.asked_by)),
        Column(key="origin", label=_("Depuis"), value=lambda asked: asked.get_origin_display()),
        Column(key="state", label=_("Situation"), value=lambda asked: asked.get_state_display()),
        Column(
            key="taken",
            kind="number",
            label=_("Services pris"),
            value=lambda asked: sum(
                asked.counts.get(f"services_{what}", 0) for what in ("new", "changed", "unchanged")
            ),
        ),
        Column(
            key="refused",
            kind="number",
            label=_("Refusés"),
            value=lambda asked: asked.counts.get("services_refused", 0),
        ),
    )
    return Table(
        rows=rows,
        columns=columns,
        params=params,
        caption=_now("Annuaires importés"),
        empty_title=_now("Aucun annuaire importé"),
        empty_text=_now(
            "Donnez les fichiers d’un annuaire ci-dessous : ses fiches seront cherchées avec les vôtres."
        ),
    )


def problems_table(rows: Sequence[Problem], params: QueryDict) -> Table:
    """List what was left out of an import, and why."""
    columns = (
        Column(key="kind", label=_("Fichier")),
        Column(key="line", kind="number", label=_("Ligne")),
        Column(key="key", label=_("Fiche")),
        Column(key="field", label=_("Champ")),
        Column(key="excerpt", label=_("Valeur")),
        Column(key="sentence", kind="long", label=_("Ce qui a été fait")),
    )
    return Table(rows=rows, columns=columns, params=params, caption=_now("Ce qui a été laissé de côté"))

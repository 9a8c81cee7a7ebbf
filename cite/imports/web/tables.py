"""The tables of the pages of imports."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.imports.enums import DraftState
from cite.imports.models import ImportDraft
from cite.imports.ports import kind_named
from cite.ui.tables import Column, Table

TONES = {
    DraftState.UPLOADED: "warning",
    DraftState.CONFIRMED: "info",
    DraftState.RUNNING: "info",
    DraftState.DONE: "success",
    DraftState.FAILED: "error",
}
SHOWN_ROWS = 5


def drafts_table(drafts: Any, params: QueryDict) -> Table:
    """List the imports of a person."""
    columns = (
        Column(
            key="kind",
            label=_("Liste"),
            kind="link",
            value=lambda draft: kind_named(draft.kind).label,
            href=lambda draft: reverse("imports:import", args=[draft.uuid]),
        ),
        Column(key="file", label=_("Fichier"), value=lambda draft: draft.source or draft.result or ""),
        Column(key="row_count", label=_("Lignes"), kind="number"),
        Column(key="created_at", label=_("Apportée le"), kind="date"),
        Column(
            key="state",
            label=_("État"),
            kind="badge",
            value=lambda draft: draft.get_state_display(),
            tone=lambda draft: TONES.get(draft.state, "neutral"),
        ),
    )
    return Table(
        drafts,
        columns=columns,
        params=params,
        caption=_("Vos listes"),
        empty_title=_("Aucune liste"),
        empty_text=_("Les listes que vous apportez apparaissent ici le temps de leur traitement."),
    )


def preview_table(draft: ImportDraft) -> Table:
    """Show the first rows of a file, under the names of its columns."""
    columns = tuple(
        Column(key=str(number), label=label, value=lambda row, number=number: row[number])
        for number, label in enumerate(draft.labels)
    )
    return Table(
        draft.first_rows[:SHOWN_ROWS],
        columns=columns,
        params=QueryDict(),
        caption=_("Les premières lignes de votre fichier"),
    )


def summary_tables(draft: ImportDraft) -> list[Table]:
    """Show what sums an import up, without the tables that have no row."""
    return [
        Table(
            summary["rows"],
            columns=tuple(
                Column(key=str(number), label=label, value=lambda row, number=number: row[number])
                for number, label in enumerate(summary["headers"])
            ),
            params=QueryDict(),
            caption=summary["caption"],
            page_size=500,
        )
        for summary in draft.summaries
        if summary["rows"]
    ]


def problems_table(draft: ImportDraft, params: QueryDict) -> Table:
    """List the first problems: where each is, and what to write instead."""
    return Table(
        draft.problems,
        columns=(
            Column(key="line", label=_("Ligne"), kind="number"),
            Column(key="column", label=_("Colonne")),
            Column(key="excerpt", label=_("Cellule")),
            Column(key="sentence", label=_("Que faire")),
        ),
        params=params,
        caption=_("Les premières cellules à revoir"),
    )

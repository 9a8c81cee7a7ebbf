"""The tables of bilans: the lists, the summary of the budget."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cite.grants.enums import DueState, ReportState
from cite.grants.models import ActivityReport
from cite.grants.queries.report_tables import BudgetRow
from cite.grants.queries.reports import path_of
from cite.grants.rules.amounts import euros
from cite.grants.rules.report_dates import due_state
from cite.ui.tables import Column, Table

STATE_TONES = {
    ReportState.EXPECTED: "neutral",
    ReportState.DRAFTING: "info",
    ReportState.DEPOSITED: "new",
    ReportState.RETURNED: "warning",
    ReportState.ACCEPTED: "success",
    ReportState.NOT_DUE: "neutral",
}
DUE_TONES = {
    DueState.PRODUCED: "success",
    DueState.UPCOMING: "neutral",
    DueState.SOON: "info",
    DueState.LATE: "error",
    DueState.NOT_DUE: "neutral",
}


def due_of(report: ActivityReport, on: date) -> DueState:
    """Say where a bilan stands with regard to its date."""
    is_due = report.state != ReportState.NOT_DUE
    return due_state(report.due_on, on, is_produced=report.is_produced, is_due=is_due)


def reports_table(rows: Iterable[ActivityReport], params: QueryDict, on: date, caption: str) -> Table:
    """List bilans: what, who, until when, where it stands."""
    columns = (
        Column(key="funded_action.title", label=_("Action"), kind="link", href=path_of, sortable=True),
        Column(key="funded_action.partner", label=_("Porteur"), value=lambda r: str(r.funded_action.partner)),
        Column(key="funded_action.year", label=_("Exercice"), sortable=True),
        Column(key="kind", label=_("Nature"), value=lambda r: r.get_kind_display(), sortable=True),
        Column(key="due_on", label=_("Attendu pour le"), kind="date", sortable=True),
        Column(
            key="due",
            label=_("Échéance"),
            kind="badge",
            value=lambda r: due_of(r, on).label,
            tone=lambda r: DUE_TONES[due_of(r, on)],
        ),
        Column(
            key="state",
            label=_("Situation"),
            kind="badge",
            value=lambda r: r.get_state_display(),
            tone=lambda r: STATE_TONES[r.state],
        ),
    )
    return Table(
        rows,
        columns=columns,
        params=params,
        caption=caption,
        empty_title=str(_("Aucun bilan")),
        empty_text=str(_("Un bilan est attendu dès qu’un financeur a notifié son accord.")),
    )


def budget_table(rows: Iterable[BudgetRow], params: QueryDict) -> Table:
    """Show planned, realized, difference and percent."""
    columns = (
        Column(key="name", label=_("Ligne")),
        Column(key="planned", label=_("Prévu"), kind="number", value=lambda r: euros(r.planned)),
        Column(key="realized", label=_("Réalisé"), kind="number", value=lambda r: _amount(r.realized)),
        Column(key="difference", label=_("Écart"), kind="number", value=lambda r: _signed(r.difference)),
        Column(key="percent", label=_("%"), kind="number", value=lambda r: _percent(r.percent)),
        Column(key="explanation", label=_("Explication"), value=_explanation),
    )
    return Table(
        rows,
        columns=columns,
        params=params,
        caption=str(_("Tableau de synthèse")),
        page_size=200,
        prefix="budget-",
        empty_title=str(_("Aucune ligne")),
        empty_text=str(_("Ajoutez au moins une charge et un produit.")),
    )


def _amount(value: Decimal | None) -> str:
    return "–" if value is None else euros(value)


def _signed(value: Decimal | None) -> str:
    if value is None:
        return "–"
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{euros(abs(value))}"


def _percent(value: Decimal | None) -> str:
    return "–" if value is None else f"{value:.1f}".replace(".", ",") + "\u00a0%"


def _explanation(row: BudgetRow) -> str:
    if row.is_to_explain and not row.explanation:
        return str(_("À expliquer"))
    return row.explanation

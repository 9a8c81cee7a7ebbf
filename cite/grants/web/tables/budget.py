"""The lists of a budget: its lines as they are read, and the thresholds it reaches."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cite.grants.enums import CreditKind, FundingStatus, Reading
from cite.grants.models import BudgetLine
from cite.grants.rules.amounts import euros
from cite.grants.rules.budget import ThresholdReading
from cite.grants.rules.chart import ACCOUNTS, CHART
from cite.ui.tables import Column, Table

_ORDER = {str(account.key): rank for rank, account in enumerate(CHART)}
_STATUSES, _CREDITS = dict(FundingStatus.choices), dict(CreditKind.choices)
_TONES = {Reading.APPLIES: "warning", Reading.DOES_NOT: "success", Reading.UNKNOWN: "neutral"}


def lines_table(lines: Iterable[BudgetLine], params: QueryDict) -> Table:
    """List the lines of a budget in the order of the Cerfa."""
    known = [line for line in lines if line.account in ACCOUNTS]
    columns = (
        Column(key="name", label=_("Ligne"), value=_name),
        Column(key="code", label=_("Compte"), value=lambda line: ACCOUNTS[line.account].code),
        Column(key="amount", label=_("Montant"), kind="number", value=lambda line: euros(line.amount)),
        Column(key="status", label=_("Accord"), value=lambda line: _STATUSES.get(line.status, "")),
        Column(key="credit", label=_("Crédits"), value=_credit),
    )
    return Table(
        sorted(known, key=lambda line: (_ORDER[line.account], line.position)),
        columns=columns,
        params=params,
        caption=str(_("Les lignes du budget")),
        page_size=200,
        empty_title=_("Le budget est vide"),
        empty_text=_("Le porteur n’a encore rien inscrit."),
    )


def thresholds_table(readings: Iterable[ThresholdReading], params: QueryDict) -> Table:
    """List the thresholds: what each is compared with, whether it applies, what it implies, its source."""
    columns = (
        Column(key="kind", label=_("Seuil"), value=lambda reading: reading.kind.label),
        Column(key="threshold", label=_("Au-delà de"), kind="number", value=lambda r: euros(r.threshold)),
        Column(key="compared", label=_("Votre dossier"), kind="number", value=_compared),
        Column(
            key="reading",
            label=_("Conclusion"),
            kind="badge",
            value=lambda reading: reading.reading.label,
            tone=lambda reading: _TONES[reading.reading],
        ),
        Column(key="meaning", label=_("Ce que cela implique"), value=_meaning),
    )
    return Table(readings, columns=columns, params=params, caption=str(_("Seuils")), prefix="s-")


def _name(line: BudgetLine) -> str:
    label = str(ACCOUNTS[line.account].label)
    about = line.funder.name if line.funder else line.label
    return f"{label} – {about}" if about else label


def _credit(line: BudgetLine) -> str:
    return str(_CREDITS.get(line.credit, "")) if ACCOUNTS[line.account].is_repeatable else ""


def _compared(reading: ThresholdReading) -> str:
    return str(_("Non renseigné")) if reading.compared is None else euros(reading.compared)


def _meaning(reading: ThresholdReading) -> str:
    about = f" ({reading.about})" if reading.about else ""
    return f"{reading.meaning}{about} – {reading.source}"

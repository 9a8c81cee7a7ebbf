"""What a list of funded actions may hold, and what makes one of its rows, or a bilan received, plausible."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from cite.core.decisions import Decision, unless
from cite.grants.enums import FundedField as F
from cite.grants.enums import FundedObjection as O
from cite.grants.enums import FundedReportState
from cite.grants.rules.awards import in_cents
from cite.imports.enums import FieldKind
from cite.imports.rules.cells import Field

FIRST_YEAR, LAST_YEAR = 2015, 2100
KINDS = {
    F.YEAR: FieldKind.INTEGER,
    F.AMOUNT: FieldKind.DECIMAL,
    F.INTERIM_ON: FieldKind.DATE,
    F.FINAL_ON: FieldKind.DATE,
}


def _field(name: F, *aliases: str, required: bool = False, length: int = 200) -> Field:
    kind = KINDS.get(name, FieldKind.TEXT)
    return Field(
        name=name.value, label=name.label, aliases=aliases, kind=kind, required=required, max_length=length
    )


FIELDS: tuple[Field, ...] = (
    _field(F.SIRET, "numéro siret", "n° siret", "siret du porteur", required=True),
    _field(F.YEAR, "année", "annee", "exercice budgétaire", required=True),
    _field(F.TITLE, "intitulé", "intitulé de l’action", "projet", required=True, length=255),
    _field(F.FUNDER, "attributaire", "financé par"),
    _field(F.AMOUNT, "montant", "subvention", "montant de la subvention"),
    _field(F.INTERIM_ON, "bilan intermédiaire"),
    _field(F.FINAL_ON, "bilan final reçu le", "bilan", "date du bilan"),
)


def funded_decision(*, title: str, year: int, amount: Decimal | None) -> Decision:
    """Say everything that makes a funded action implausible."""
    return (
        unless(bool(title.strip()), O.NO_TITLE)
        & unless(FIRST_YEAR <= year <= LAST_YEAR, O.BAD_YEAR)
        & unless(amount is None or amount >= 0, O.NEGATIVE_AMOUNT)
        & unless(amount is None or in_cents(amount), O.NOT_CENTS)
    )


def received_decision(days: tuple[date | None, ...], *, year: int, on: date) -> Decision:
    """Say what is wrong with the days when bilans were received: not to come, not before the year."""
    known = [day for day in days if day is not None]
    return unless(all(day <= on for day in known), O.IN_THE_FUTURE) & unless(
        all(day.year >= year for day in known), O.BEFORE_THE_YEAR
    )


def completed(before: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """Fill what was not known with what a row says; what is known is never overwritten by a list."""
    return {name: value for name, value in row.items() if value is not None and before.get(name) is None}


def report_state(
    *, interim_produced: bool, final_produced: bool, amount: Decimal | None = None
) -> FundedReportState:
    """Tell where the bilan of an action stands, in a word; of nothing (an amount of zero), none is due."""
    if final_produced:
        return FundedReportState.PRODUCED
    if amount == 0:
        return FundedReportState.NOT_DUE
    return FundedReportState.INTERIM_ONLY if interim_produced else FundedReportState.MISSING

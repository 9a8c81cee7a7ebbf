"""The summary table of a bilan: planned, realized, difference, percent, with its totals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cite.grants.queries.reports import ReportSheet, as_line
from cite.grants.rules.chart import ACCOUNTS, Side
from cite.grants.rules.reports import Line, needs_explanation, planned_totals, realized_totals, share


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One row, or a total; amounts in euros, percent of what was planned."""

    name: str
    planned: Decimal
    realized: Decimal | None
    difference: Decimal | None
    percent: Decimal | None
    explanation: str = ""
    is_total: bool = False
    is_to_explain: bool = False


def budget_rows(sheet: ReportSheet) -> list[BudgetRow]:
    """List the lines of a bilan, expenses then incomes, each with its total."""
    limits = sheet.parameters
    return rows_of([as_line(line) for line in sheet.lines], limits.variance_percent, limits.variance_amount)


def rows_of(lines: Iterable[Line], percent: int, amount: Decimal) -> list[BudgetRow]:
    """List lines with their totals; contributions in kind come apart, after the totals."""
    lines = list(lines)
    planned, realized = planned_totals(lines), realized_totals(lines)
    parts = (
        (Side.EXPENSE, False, _("Total des charges"), planned.expenses, realized.expenses),
        (Side.INCOME, False, _("Total des produits"), planned.incomes, realized.incomes),
        (Side.EXPENSE, True, _("Total 86"), planned.in_kind_expenses, realized.in_kind_expenses),
        (Side.INCOME, True, _("Total 87"), planned.in_kind_incomes, realized.in_kind_incomes),
    )
    rows = []
    for side, is_in_kind, label, total_planned, total_realized in parts:
        found = [line for line in lines if _place(line) == (side, is_in_kind)]
        rows += [_row(line, percent, amount) for line in found]
        if found:
            difference = total_realized - total_planned
            rows.append(
                BudgetRow(
                    label,
                    total_planned,
                    total_realized,
                    difference,
                    share(total_realized, total_planned),
                    is_total=True,
                )
            )
    return rows


def lines_from(content: dict[str, Any]) -> list[Line]:
    """Read the lines that a version kept."""
    return [
        Line(
            row["account"],
            Decimal(row["planned"]),
            None if row["realized"] is None else Decimal(row["realized"]),
            row["explanation"],
            row["label"],
        )
        for row in content.get("lines", [])
    ]


def _place(line: Line) -> tuple[Side, bool]:
    account = ACCOUNTS[line.account]
    return account.side, account.is_in_kind


def _row(line: Line, percent: int, amount: Decimal) -> BudgetRow:
    return BudgetRow(
        line.name,
        line.planned,
        line.realized,
        line.difference,
        line.percent,
        line.explanation,
        is_to_explain=needs_explanation(line, percent, amount),
    )

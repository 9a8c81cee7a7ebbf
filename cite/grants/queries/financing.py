"""The financing plan: who pays what share of an action."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cite.grants.enums import FundingStatus
from cite.grants.rules.budget import BudgetFacts
from cite.grants.rules.chart import ACCOUNTS, Side

_STATUSES = dict(FundingStatus.choices)


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A resource: its name, its amount, its share in percent, and how sure it is where it is a subsidy."""

    label: str
    amount: Decimal
    percent: float
    status: str = ""


def financing_plan(facts: BudgetFacts) -> list[PlanPart]:
    """List the resources of an action in the order of the chart: each subsidy apart, the other accounts added up."""
    whole = facts.totals.incomes
    parts: list[PlanPart] = []
    headings: dict[str, Decimal] = {}
    for line in facts.lines:
        account = ACCOUNTS[line.account]
        if account.side != Side.INCOME or account.is_in_kind or not line.amount:
            continue
        if account.parent == "74":
            share = _share(line.amount, whole)
            parts.append(PlanPart(line.name, line.amount, share, str(_STATUSES.get(line.status, ""))))
        else:
            heading = account.parent or str(account.key)
            headings[heading] = headings.get(heading, Decimal(0)) + line.amount
    others = [
        PlanPart(str(ACCOUNTS[key].label), amount, _share(amount, whole))
        for key, amount in sorted(headings.items())
    ]
    return parts + others


def _share(amount: Decimal, whole: Decimal) -> float:
    return float(amount * 100 / whole) if whole else 0.0

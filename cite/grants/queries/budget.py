"""The budget of a file: its lines, what is asked from each funder, and all that the rules say of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from cite.core.decisions import Decision
from cite.grants.enums import ApplicationState, BudgetScope, FundingStatus
from cite.grants.models import Application, BudgetLine, CallForProjects, Envelope, Funder
from cite.grants.rules.budget import (
    BudgetFacts,
    LineFact,
    OtherExpense,
    ThresholdReading,
    Worded,
    budget_decision,
    budget_warnings,
    cost_per_person,
    thresholds,
)
from cite.grants.rules.budget_lines import LineState
from cite.grants.rules.call_content import parameters_from
from cite.grants.rules.chart import ACCOUNTS, Side, Totals, sums, totals

_ENDED = (ApplicationState.WITHDRAWN, ApplicationState.REFUSED, ApplicationState.INADMISSIBLE)


def lines_of(application: Application, scope: str = BudgetScope.PROJECT) -> QuerySet[BudgetLine]:
    """List the lines of a budget, with their funders."""
    return BudgetLine.objects.filter(application=application, scope=scope).select_related("funder")


def call_funders(call: CallForProjects) -> list[Funder]:
    """List who funds a call: those who have an envelope in it, else every funder of the Cité."""
    active = Funder.objects.filter(territory_id=call.territory_id, is_active=True)
    with_envelope = active.filter(pk__in=Envelope.objects.filter(call=call).values("funder_id"))
    return list(with_envelope) or list(active)


def account_of(funder: Funder) -> str:
    """Tell under which line of account 74 a funder stands."""
    return f"74_{funder.kind}"


def state_of(line: BudgetLine | None) -> LineState:
    """Give a line as people see it; none: an empty one. Only subsidies have a status and a kind of credits."""
    if line is None:
        return LineState()
    is_subsidy = line.account.startswith("74_")
    return LineState(
        account=line.account,
        amount=line.amount,
        label=line.label,
        status=(line.status or FundingStatus.ASKED) if is_subsidy else "",
        credit=line.credit if is_subsidy else "",
    )


def facts_of_lines(lines: Iterable[BudgetLine]) -> tuple[LineFact, ...]:
    """Give lines to the rules; a funder of the call lends its name."""
    return tuple(
        LineFact(
            account=line.account,
            amount=line.amount,
            label=line.label or (line.funder.name if line.funder else ""),
            funder=line.funder_id or 0,
            status=line.status,
            credit=line.credit,
        )
        for line in lines
        if line.account in ACCOUNTS
    )


def budget_facts(
    application: Application, lines: Iterable[BudgetLine] | None = None, *, with_others: bool = True
) -> BudgetFacts:
    """Gather what the rules ask; `lines` that were read already spare a query."""
    answers = application.answers
    return BudgetFacts(
        lines=facts_of_lines(lines_of(application) if lines is None else lines),
        organization=facts_of_lines(lines_of(application, BudgetScope.ORGANIZATION)) if with_others else (),
        elsewhere=_elsewhere(application) if with_others else (),
        parameters=parameters_from(application.edition.parameters),
        participants=_integer(answers.get("participants_max")),
        de_minimis=_amount(answers.get("de_minimis")),
        explains_indirect=bool(answers.get("indirect_rules")),
        explains_in_kind=bool(answers.get("in_kind_rules")),
    )


@dataclass(frozen=True)
class BudgetReading:
    """All that is said of a budget."""

    facts: BudgetFacts
    funder_names: dict[int, str]

    @cached_property
    def decision(self) -> Decision:
        """Everything that stands against it."""
        return budget_decision(self.facts)

    @cached_property
    def warnings(self) -> list[Worded]:
        """What is worth a look."""
        return budget_warnings(self.facts)

    @cached_property
    def thresholds(self) -> list[ThresholdReading]:
        """Which thresholds it reaches."""
        return thresholds(self.facts, self.funder_names)

    @cached_property
    def totals(self) -> Totals:
        """What it adds up to."""
        return self.facts.totals

    @cached_property
    def sums(self) -> dict[str, Decimal]:
        """What each line and each heading adds up to."""
        return sums((line.account, line.amount) for line in self.facts.lines)

    @cached_property
    def organization_totals(self) -> Totals:
        """What the carrier's own budget adds up to."""
        return totals((line.account, line.amount) for line in self.facts.organization)

    @property
    def cost_per_person(self) -> Decimal | None:
        """The cost of the action for each participant expected."""
        return cost_per_person(self.facts)


def read_budget(application: Application, lines: Iterable[BudgetLine] | None = None) -> BudgetReading:
    """Read the budget of a file with its rules. Three queries, two where the lines are given."""
    lines = list(lines_of(application) if lines is None else lines)
    names = {line.funder_id: line.funder.name for line in lines if line.funder_id}
    return BudgetReading(budget_facts(application, lines), names)


def budget_decision_of(application: Application) -> Decision:
    """Say everything that stands against the budget of a file."""
    return budget_decision(budget_facts(application))


def _elsewhere(application: Application) -> tuple[OtherExpense, ...]:
    expenses = [key for key, account in ACCOUNTS.items() if account.side == Side.EXPENSE]
    rows = (
        BudgetLine.objects.filter(
            application__partner_id=application.partner_id,
            application__call__year=application.call.year,
            scope=BudgetScope.PROJECT,
            account__in=expenses,
        )
        .exclude(application_id=application.pk)
        .exclude(application__state__in=_ENDED)
        .exclude(label="")
        .select_related("application")
    )
    return tuple(
        OtherExpense(file=str(row.application), account=row.account, label=row.label, amount=row.amount)
        for row in rows
    )


def _integer(answer: Any) -> int | None:
    return answer if isinstance(answer, int) and not isinstance(answer, bool) else None


def _amount(answer: Any) -> Decimal | None:
    try:
        amount = Decimal(str(answer)) if answer not in (None, "") else None
    except InvalidOperation:
        return None
    return amount if amount is None or amount.is_finite() else None

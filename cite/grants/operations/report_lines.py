"""The planned column of a bilan: the budget of the file, with what each funder granted; amendments are followed."""

from __future__ import annotations

from decimal import Decimal

from cite.grants.enums import BudgetScope
from cite.grants.models import ActivityReport, Award, BudgetLine, ReportLine
from cite.grants.rules.reports import planned_amount

ADDED = 1000
"""Where the lines that a carrier adds begin; those before it stand where the budget has them."""


def plan_lines(report: ActivityReport) -> bool:
    """Write what is planned in a final bilan, which is locked; tells whether something changed.

    A budget no longer changes once its file was granted: a line is known by its place.
    """
    application = report.funded_action.application_id
    if report.is_interim or application is None:
        return False
    decisions = {
        award.funder_id: (award.state, award.outcome, award.amount)
        for award in Award.objects.filter(application=application)
    }
    known = {line.position: line for line in ReportLine.objects.filter(report=report, position__lt=ADDED)}
    budget = BudgetLine.objects.filter(application=application, scope=BudgetScope.PROJECT)
    new, changed = [], []
    for number, line in enumerate(budget.select_related("funder")):
        planned = planned_amount(line.amount, decisions.get(line.funder_id))
        if number not in known:
            new.append(_line(report, line, planned, number))
        elif known[number].planned != planned:
            known[number].planned = planned
            changed.append(known[number])
    ReportLine.objects.bulk_create(new)
    ReportLine.objects.bulk_update(changed, ["planned"])
    return bool(new or changed)


def _line(report: ActivityReport, line: BudgetLine, planned: Decimal, number: int) -> ReportLine:
    return ReportLine(
        territory=report.territory,
        report=report,
        account=line.account,
        label=line.label or (str(line.funder) if line.funder_id else ""),
        planned=planned,
        position=number,
    )

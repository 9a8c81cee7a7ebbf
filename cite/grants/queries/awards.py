"""What funders are asked, who has looked at a file, and who is told what was decided."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils.timezone import localtime

from cite.accounts.models import User
from cite.actors.enums import MembershipState
from cite.actors.models import Membership
from cite.grants.enums import AwardState, BudgetScope, FundingStatus, GateStage
from cite.grants.models import Application, Award, BudgetLine, CallForProjects, Funder, Review
from cite.grants.queries.report_gate import gate_facts_of, gate_of
from cite.grants.rules.awards import counted
from cite.grants.rules.report_gate import report_gate
from cite.grants.workflow import CARRIERS


def asked_amounts(application: Application) -> dict[int, Decimal]:
    """Map the funders of the call that the budget of the action asks, by their numbers, to what is asked.

    Where nobody said how sure a funding is, it is asked: that is what the budget and what is signed say too.
    """
    lines = BudgetLine.objects.filter(
        application=application,
        scope=BudgetScope.PROJECT,
        status__in=("", FundingStatus.ASKED),
        amount__gt=0,
    ).exclude(funder=None)
    return dict(lines.order_by("funder__position", "funder_id").values_list("funder_id", "amount"))


def instructors_of(application: Application) -> list[str]:
    """List the names of those who review a file; whoever withdrew too, since she has a link with the carrier."""
    names = Review.objects.filter(application=application).order_by("pk")
    return list(names.values_list("instructor__full_name", flat=True))


def deposit_day(application: Application) -> date | None:
    """Tell the day a file was deposited, here."""
    return localtime(application.deposited_at).date() if application.deposited_at else None


def people_to_tell(application: Application) -> list[User]:
    """List who is told what happens to a file: those of the carrier who write, sign or administer."""
    may = Q(role__in=[str(role) for role in CARRIERS]) | Q(is_administrator=True)
    rows = Membership.objects.filter(may, partner_id=application.partner_id, state=MembershipState.ACTIVE)
    return [row.user for row in rows.select_related("user").order_by("pk")]


def report_is_missing(application: Application, on: date) -> bool:
    """Tell whether the bilan of the year before is due and absent: only a conditional grant is left."""
    year = application.call.year
    return not gate_of(application.partner, year, GateStage.DECISION, on, application)


def reports_missing(applications: Collection[Application], on: date) -> frozenset[int]:
    """Keep the files, by number, whose bilan of the year before is due and absent. Three queries."""
    facts = gate_facts_of(applications, on)
    return frozenset(pk for pk, known in facts.items() if not report_gate(known, GateStage.DECISION))


def decisions_of(application: Application) -> list[tuple[str, str]]:
    """List where the decisions of a file stand: state and outcome."""
    return list(Award.objects.filter(application=application).values_list("state", "outcome"))


def ready_to_publish(call: CallForProjects, funder: Funder) -> list[Award]:
    """List the decisions of a funder that have their act and wait to be told."""
    rows = Award.objects.filter(application__call=call, funder=funder, state=AwardState.RECORDED)
    return list(rows.select_related("application").order_by("application__number", "pk"))


def committed_again(call: CallForProjects, funder: Funder) -> Decimal:
    """Add up what the decisions of a funder take, to compare with what its envelope says."""
    rows = Award.objects.filter(application__call=call, funder=funder)
    return sum((counted(row.state, row.outcome, row.amount) for row in rows), Decimal(0))

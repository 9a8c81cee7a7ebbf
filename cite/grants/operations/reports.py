"""The bilans that are expected: of an action funded here from its first notified award, of another when it begins.

What is expected follows the money: a grant that was withdrawn before any payment, or that all came back, owes none.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.formats import date_format

from cite.accounts.models import User
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.grants.enums import (
    FundedSource,
    ReportAct,
    ReportKind,
    ReportObjection,
    ReportState,
)
from cite.grants.models import ActivityReport, Application, Award, CallEdition, FundedAction
from cite.grants.notices.reports import DUE_MOVED
from cite.grants.operations.report_lines import plan_lines
from cite.grants.operations.report_locking import tell
from cite.grants.permissions.applications import carried_partners
from cite.grants.queries.ledger import held_by
from cite.grants.queries.report_people import carrier_people
from cite.grants.queries.standing import edition_of_deadlines
from cite.grants.rules.report_dates import usual_due_on
from cite.grants.workflow import REPORT

_NOT_DEPOSITED = frozenset({ReportState.EXPECTED, ReportState.DRAFTING})


@transaction.atomic
def expect_reports(*, application: Application, by: User | None) -> FundedAction:
    """Expect the interim and the final bilan of a file whose award was notified; again after each award or amendment.

    What is granted is added up anew; due dates are those of the edition in force, until a bilan is deposited.

    Raises:
        Refused: no award of this file grants anything.
    """
    application = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    awards = [award for award in Award.objects.filter(application=application) if award.is_granted]
    require(unless(bool(awards), ReportObjection.NOT_FUNDED))
    funded = FundedAction.objects.filter(application=application).first()
    if funded is None:
        funded = _funded_here(application)
        funded.amount = sum((award.amount for award in awards), Decimal(0))
        funded.save()
        record(ReportAct.EXPECT, by=by, target=funded, changes={"amount": (None, str(funded.amount))})
    _expect(funded, edition_of_deadlines(application))
    return _follow(funded, by)


@transaction.atomic
def follow_money(*, application: Application, by: User | None) -> FundedAction | None:
    """Let the bilans of a file follow what is left of its grant: no longer due, or due again. Done twice, once."""
    application = Application.objects.select_for_update(of=("self",), no_key=True).get(pk=application.pk)
    funded = FundedAction.objects.filter(application=application).first()
    return _follow(funded, by) if funded else None


@transaction.atomic
def move_due_dates(*, edition: CallEdition) -> list[ActivityReport]:
    """Give the bilans that nobody has deposited yet the days of an edition that comes into force; carriers are told."""
    awaited = ActivityReport.objects.filter(
        funded_action__application__call=edition.call_id, state__in=_NOT_DEPOSITED
    )
    files = Application.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    list(files.filter(pk__in=list(awaited.values_list("funded_action__application", flat=True))))
    waiting = awaited.select_for_update(of=("self",), no_key=True)
    moved = []
    for report in waiting.select_related("funded_action", "territory").order_by("pk"):
        due_on = _due_days(edition)[ReportKind(report.kind)]
        if report.due_on != due_on:
            before, report.due_on = report.due_on, due_on
            report.save_next_version()
            changes = {"due_on": (before.isoformat(), due_on.isoformat())}
            record(ReportAct.MOVE_DATE, by=None, target=report, changes=changes)
            tell(
                report,
                carrier_people(report.funded_action),
                DUE_MOVED,
                before=date_format(before, "j F Y"),
                due=date_format(due_on, "j F Y"),
            )
            moved.append(report)
    return moved


@transaction.atomic
def open_report(*, funded: FundedAction, kind: ReportKind | str, by: User) -> ActivityReport:
    """Begin here the bilan of an action funded before this tool; the same one when it was begun already.

    Raises:
        Refused: not the carrier's, or an action that was funded here.
    """
    funded = FundedAction.objects.select_for_update(of=("self",), no_key=True).get(pk=funded.pk)
    mine = {partner.pk for partner in carried_partners(by, funded.territory)}
    require(
        unless(funded.partner_id in mine, ReportObjection.NOT_YOUR_REPORT)
        & unless(funded.source == FundedSource.IMPORTED, ReportObjection.HAS_ITS_OWN)
    )
    report, is_new = ActivityReport.objects.get_or_create(
        funded_action=funded,
        kind=ReportKind(kind),
        defaults={"territory": funded.territory, "due_on": usual_due_on(funded.year, kind)},
    )
    if is_new:
        record(ReportAct.OPEN, by=by, target=report)
    return report


def _funded_here(application: Application) -> FundedAction:
    """Make its funded action: the imported one of the same name is not this one, so the number tells them apart."""
    names = {"partner": application.partner, "year": application.call.year, "funder_name": ""}
    title = application.title or application.number
    if FundedAction.objects.filter(title=title, **names).exists():
        title = f"{title[:230]} ({application.number})"
    return FundedAction(
        territory=application.territory,
        application=application,
        title=title,
        source=FundedSource.HERE,
        **names,
    )


def _follow(funded: FundedAction, by: User | None) -> FundedAction:
    """Add up what is left of the grant, and take each bilan that is not produced where it leads."""
    before, funded.amount = funded.amount, held_by(funded.application)
    if before != funded.amount:
        funded.save_next_version()
        changes = {"amount": (None if before is None else str(before), str(funded.amount))}
        record(ReportAct.FOLLOW, by=by, target=funded, changes=changes)
    reports = ActivityReport.objects.select_for_update(of=("self",), no_key=True).filter(funded_action=funded)
    for report in reports.order_by("pk"):
        arrow = "expect_again" if funded.amount else "waive"
        if REPORT.allows(arrow, report.state):
            before, report.state = report.state, REPORT.target(arrow, report.state)
            report.save_next_version()
            record(
                ReportAct.FOLLOW, by=by, target=report, changes={"state": (str(before), str(report.state))}
            )
        elif report.state in (ReportState.DRAFTING, ReportState.RETURNED) and plan_lines(report):
            report.save_next_version()
    return funded


def _due_days(edition: CallEdition) -> dict[ReportKind, date]:
    return {ReportKind.INTERIM: edition.interim_report_on, ReportKind.FINAL: edition.report_due_on}


def _expect(funded: FundedAction, edition: CallEdition) -> None:
    for kind, due_on in _due_days(edition).items():
        report, is_new = ActivityReport.objects.get_or_create(
            funded_action=funded,
            kind=kind,
            defaults={"territory": funded.territory, "due_on": due_on},
        )
        if not is_new and report.state in _NOT_DEPOSITED:
            ActivityReport.objects.filter(pk=report.pk).update(due_on=due_on)

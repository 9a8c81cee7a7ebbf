"""The bilans that are expected: of an action funded here from its first notified award, of another when it begins."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from cite.accounts.models import User
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.grants.enums import (
    EditionState,
    FundedSource,
    ReportAct,
    ReportKind,
    ReportObjection,
    ReportState,
)
from cite.grants.models import ActivityReport, Application, Award, CallEdition, FundedAction
from cite.grants.permissions.applications import carried_partners
from cite.grants.rules.report_dates import usual_due_on


@transaction.atomic
def expect_reports(*, application: Application, by: User | None) -> FundedAction:
    """Expect the interim and the final bilan of a file whose award was notified; again after each award.

    What is granted is added up anew; due dates are those of the edition in force, until a bilan is deposited.

    Raises:
        Refused: no award of this file grants anything.
    """
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    awards = [award for award in Award.objects.filter(application=application) if award.is_granted]
    require(unless(bool(awards), ReportObjection.NOT_FUNDED))
    granted = sum((award.amount for award in awards), Decimal(0))
    funded = FundedAction.objects.filter(application=application).first()
    is_new = funded is None
    if funded is None:
        funded = _funded_here(application)
    funded.amount = granted
    funded.save()
    _expect(funded, _edition_in_force(application))
    if is_new:
        record(ReportAct.EXPECT, by=by, target=funded, changes={"amount": (None, str(granted))})
    return funded


@transaction.atomic
def open_report(*, funded: FundedAction, kind: ReportKind | str, by: User) -> ActivityReport:
    """Begin here the bilan of an action funded before this tool; the same one when it was begun already.

    Raises:
        Refused: not the carrier's, or an action that was funded here.
    """
    funded = FundedAction.objects.select_for_update(of=("self",)).get(pk=funded.pk)
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


def _edition_in_force(application: Application) -> CallEdition:
    published = CallEdition.objects.filter(call_id=application.call_id, state=EditionState.PUBLISHED)
    return published.first() or application.edition


def _expect(funded: FundedAction, edition: CallEdition) -> None:
    due: dict[ReportKind, date] = {
        ReportKind.INTERIM: edition.interim_report_on,
        ReportKind.FINAL: edition.report_due_on,
    }
    for kind, due_on in due.items():
        report, is_new = ActivityReport.objects.get_or_create(
            funded_action=funded,
            kind=kind,
            defaults={"territory": funded.territory, "due_on": due_on},
        )
        if not is_new and report.state in (ReportState.EXPECTED, ReportState.DRAFTING):
            ActivityReport.objects.filter(pk=report.pk).update(due_on=due_on)

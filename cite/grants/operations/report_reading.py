"""A bilan read by those who fund: returned with what is to be completed, accepted, reopened."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.grants.enums import FundedSource, ReportAct, ReportObjection, ReportState, ReportStep
from cite.grants.models import ActivityReport, ReportVersion
from cite.grants.notices.reports import ACCEPTED, RETURNED
from cite.grants.operations.closing import require_not_closed
from cite.grants.operations.report_locking import locked_report, require_state, tell, tell_released
from cite.grants.operations.reviewing import lock
from cite.grants.permissions.reports import can_accept_report, can_reopen_report, can_return_report
from cite.grants.queries.report_people import carrier_people
from cite.grants.workflow import REPORT

REMARK_MAX = 1000


@transaction.atomic
def return_report(
    *, report: ActivityReport, remarks: Mapping[ReportStep, str], by: User, general: str = ""
) -> ActivityReport:
    """Send a bilan back: what is to be completed, step by step. What the carrier wrote stays.

    Raises:
        Refused: not hers to read, not waiting to be read, nothing said, or nothing is left of the grant.
    """
    report = locked_report(report)
    require(can_return_report(by, report))
    require_state(report, REPORT.sources_of("return"))
    kept = [[str(step), text.strip()[:REMARK_MAX]] for step, text in remarks.items() if text.strip()]
    require(
        unless(bool(kept or general.strip()), ReportObjection.REASON_NEEDED)
        & unless(report.funded_action.amount != 0, ReportObjection.NOTHING_DUE)
    )
    report.state = REPORT.target("return", report.state)
    report.remarks, report.return_reason = kept, general.strip()[:2000]
    report.decided_by, report.decided_at = by, now()
    report.save_next_version()
    _forget_on_action(report)
    record(ReportAct.RETURN, by=by, target=report)
    tell(report, carrier_people(report.funded_action), RETURNED, by)
    return report


@transaction.atomic
def accept_report(*, report: ActivityReport, by: User) -> ActivityReport:
    """Accept a bilan, which releases the balance; accepting twice does nothing.

    Raises:
        Refused: not hers to read, not deposited, or received by another way: it is accepted on a proof.
    """
    report = locked_report(report)
    require(can_accept_report(by, report))
    if report.state == ReportState.ACCEPTED:
        return report
    require_state(report, REPORT.sources_of("accept"))
    was_deposited = ReportVersion.objects.filter(report=report).exists()
    require(unless(was_deposited, ReportObjection.ACCEPT_ON_PROOF))
    report.state = REPORT.target("accept", report.state)
    report.remarks, report.return_reason = [], ""
    report.decided_by, report.decided_at = by, now()
    report.save_next_version()
    record(ReportAct.ACCEPT, by=by, target=report)
    tell(report, carrier_people(report.funded_action), ACCEPTED, by)
    tell_released(report)
    return report


@transaction.atomic
def reopen_report(*, report: ActivityReport, reason: str, by: User) -> ActivityReport:
    """Reopen an accepted bilan, to read it again; it stays produced.

    Raises:
        Refused: not a co-pilot, not accepted, no reason, or a file that was closed on it.
    """
    file = report.funded_action.application
    file = lock(file) if file else None
    report = locked_report(report)
    require(can_reopen_report(by, report) & unless(bool(reason.strip()), ReportObjection.REASON_NEEDED))
    require_state(report, REPORT.sources_of("reopen"))
    if file is not None:
        require_not_closed(file)
    report.state = REPORT.target("reopen", report.state)
    report.decided_by, report.decided_at = None, None
    report.save_next_version()
    record(ReportAct.REOPEN, by=by, target=report, changes={"reason": (None, reason.strip()[:500])})
    return report


def _forget_on_action(report: ActivityReport) -> None:
    """Say on an action that its bilan is not complete after all; what a list or a proof says of an older one stays."""
    funded = report.funded_action
    if funded.source == FundedSource.HERE or not funded.received_outside:
        setattr(funded, "interim_received_on" if report.is_interim else "report_received_on", None)
        funded.version += 1
        funded.save()

"""A bilan certified and deposited: from that instant it is produced, whoever reads it and when."""

from __future__ import annotations

import hashlib
import json

from django.db import transaction
from django.utils.timezone import localtime

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.decisions import Decision, Refused, require
from cite.core.journal import record
from cite.core.models import SaveObjection
from cite.grants.enums import FundedSource, ReportAct
from cite.grants.models import ActivityReport, ReportVersion
from cite.grants.notices.reports import DEPOSITED
from cite.grants.operations.report_locking import locked_report, require_state, tell
from cite.grants.permissions.reports import can_certify_report
from cite.grants.queries.report_people import readers_of
from cite.grants.queries.reports import ReportSheet, content_of_report
from cite.grants.rules.reports import produced_decision
from cite.grants.workflow import PRODUCED, REPORT


@transaction.atomic
def deposit_report(*, report: ActivityReport, function: str, by: User, version: int) -> ActivityReport:
    """Certify a bilan as it was read and deposit it; depositing twice does nothing.

    Args:
        function: in which quality she signs.
        version: the version she had before her.

    Raises:
        Refused: not hers to certify, something is missing, or it changed since she read it.
    """
    report = locked_report(report)
    require(can_certify_report(by, report))
    if report.state in PRODUCED:
        return report
    require_state(report, REPORT.sources_of("deposit"))
    if report.version != version:
        raise Refused(Decision((SaveObjection.CHANGED_MEANWHILE,)))
    sheet = ReportSheet(report)
    require(produced_decision(sheet.facts))
    at = now()
    report.state = REPORT.target("deposit", report.state)
    report.deposited_at = at
    report.first_deposited_at = report.first_deposited_at or at
    report.signed_by = by
    report.signatory = ", ".join(filter(None, (by.full_name, function)))[:270]
    report.return_reason, report.decided_by, report.decided_at = "", None, None
    report.save_next_version()
    kept = _keep(sheet, by)
    _note_on_action(report)
    record(ReportAct.DEPOSIT, by=by, target=report, changes={"number": (None, kept.number)})
    tell(report, readers_of(report), DEPOSITED, by)
    return report


def _keep(sheet: ReportSheet, by: User) -> ReportVersion:
    """Keep the bilan as it is deposited."""
    report = sheet.report
    content = content_of_report(sheet) | {"signatory": report.signatory, "remarks": report.remarks}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return ReportVersion.objects.create(
        territory=report.territory,
        report=report,
        number=ReportVersion.objects.filter(report=report).count() + 1,
        deposited_at=report.deposited_at,
        deposited_by=by,
        content=content,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def _note_on_action(report: ActivityReport) -> None:
    """Write on an action funded before this tool that its bilan is there: nothing else says so."""
    funded = report.funded_action
    if funded.source != FundedSource.IMPORTED:
        return
    name = "interim_received_on" if report.is_interim else "report_received_on"
    if getattr(funded, name) is None:
        setattr(funded, name, localtime(report.first_deposited_at).date())
        funded.version += 1
        funded.save()

"""A bilan that came by another way: it waits to be read like any other, and is accepted on a proof."""

from __future__ import annotations

from datetime import date, datetime, time

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import make_aware

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.decisions import Decision, Refused, require, unless
from cite.core.journal import record
from cite.core.models import SaveObjection
from cite.files.models import StoredFile
from cite.files.operations import expire_file, store_upload
from cite.grants.enums import ReportAct, ReportKind, ReportObjection, ReportPiece, ReportState
from cite.grants.models import ActivityReport, FundedAction, ReportFile, ReportVersion
from cite.grants.notices.reports import ACCEPTED, DEPOSITED
from cite.grants.operations.report_locking import locked_report, require_state, tell, tell_released
from cite.grants.operations.report_writing import FILE_POLICY, FILE_PURPOSE
from cite.grants.permissions.reports import can_accept_report
from cite.grants.queries.report_people import carrier_people, readers_of
from cite.grants.workflow import REPORT


def receive_report(*, funded: FundedAction, kind: ReportKind, on: date, by: User) -> None:
    """Take a bilan of an action, which is locked, as received on a day by another way.

    From that day it is produced, and nobody is reminded of it any more; what its carrier had begun stays.
    """
    rows = ActivityReport.objects.select_for_update(of=("self",), no_key=True).select_related(
        "funded_action", "territory"
    )
    report = rows.filter(funded_action=funded, kind=kind).first()
    if report is None or not REPORT.allows("receive", report.state):
        return
    at = make_aware(datetime.combine(on, time(12)))
    report.state = REPORT.target("receive", report.state)
    report.first_deposited_at = report.first_deposited_at or at
    report.deposited_at = at
    report.save_next_version()
    record(ReportAct.RECEIVE, by=by, target=report, changes={"received_on": (None, on.isoformat())})
    tell(report, readers_of(report), DEPOSITED, by)


def accept_received(
    *, report: ActivityReport, reason: str, proof: UploadedFile, version: int, by: User
) -> ActivityReport:
    """Accept a bilan that was received by another way, with the proof that it was read; the balance is released.

    Raises:
        Refused: not hers to read, deposited here, no reason, a file that is not accepted, or changed meanwhile.
    """
    require(can_accept_report(by, report) & unless(bool(reason.strip()), ReportObjection.ACCEPT_REASON))
    stored = store_upload(
        upload=proof, policy=FILE_POLICY, by=by, territory=report.territory, purpose=FILE_PURPOSE
    )
    try:
        return _accept(report, reason.strip()[:500], stored, version, by)
    except BaseException:
        expire_file(file=stored)
        raise


@transaction.atomic
def _accept(report: ActivityReport, reason: str, proof: StoredFile, version: int, by: User) -> ActivityReport:
    report = locked_report(report)
    require(can_accept_report(by, report))
    if report.state == ReportState.ACCEPTED:
        return report
    require_state(report, REPORT.sources_of("accept"))
    was_deposited = ReportVersion.objects.filter(report=report).exists()
    require(unless(not was_deposited, ReportObjection.DEPOSITED_HERE))
    if report.version != version:
        raise Refused(Decision((SaveObjection.CHANGED_MEANWHILE,)))
    ReportFile.objects.create(
        territory=report.territory, report=report, piece=ReportPiece.PROOF, file=proof, added_by=by
    )
    report.state = REPORT.target("accept", report.state)
    report.decided_by, report.decided_at = by, now()
    report.save_next_version()
    record(ReportAct.ACCEPT, by=by, target=report, changes={"reason": (None, reason)})
    tell(report, carrier_people(report.funded_action), ACCEPTED, by)
    tell_released(report)
    return report

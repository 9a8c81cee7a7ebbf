"""Who sees a bilan, writes it, certifies it, reads it. A draft is its carrier’s: others see that it is expected."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cite.accounts.models import User
from cite.accounts.permissions import can_co_pilot, can_work_here, roles_of
from cite.actors.permissions.people import membership_in
from cite.core.decisions import Decision, unless
from cite.files.models import StoredFile
from cite.grants.enums import ReportObjection, ReportState
from cite.grants.models import ActivityReport, Award, FundedAction, ReportFile
from cite.grants.permissions.applications import (
    carried_partners,
    funders_of,
    is_desk,
    not_withdrawn,
    represented_partners,
)
from cite.grants.workflow import FUNDERS
from cite.tenancy.models import Territory

WRITABLE = frozenset({ReportState.EXPECTED, ReportState.DRAFTING, ReportState.RETURNED})
"""Where the carrier may write."""


def visible_reports(user: User, territory: Territory | None) -> QuerySet[ActivityReport]:
    """List the bilans a person may see: those of her organizations, those of the files she reviews or funds."""
    if territory is None or not can_work_here(user, territory):
        return ActivityReport.objects.none()
    reports = ActivityReport.objects.filter(territory=territory)
    own = Q(funded_action__partner_id__in=[partner.pk for partner in carried_partners(user, territory)])
    return reports.filter(own | _read_by(user, territory))


def visible_funded_actions(user: User, territory: Territory | None) -> QuerySet[FundedAction]:
    """List the funded actions of the organizations for which a person writes."""
    if territory is None or not can_work_here(user, territory):
        return FundedAction.objects.none()
    mine = [partner.pk for partner in carried_partners(user, territory)]
    return FundedAction.objects.filter(territory=territory, partner_id__in=mine)


def _read_by(user: User, territory: Territory) -> Q:
    apart = not_withdrawn(user, territory, "funded_action__application__")
    if is_desk(user, territory):
        return apart
    asked = Award.objects.filter(funder__in=funders_of(user, territory)).values("application_id")
    return apart & Q(funded_action__application_id__in=asked)


def is_carrier_of(user: User, report: ActivityReport) -> bool:
    """Say whether a person writes for the organization whose bilan it is."""
    return report.funded_action.partner_id in {p.pk for p in carried_partners(user, report.territory)}


def is_reader_of(user: User, report: ActivityReport) -> bool:
    """Say whether a person reads this bilan for those who fund; nobody judges her own organization's."""
    mine = Q(pk=report.pk) & _read_by(user, report.territory)
    is_own = membership_in(user, report.funded_action.partner) is not None
    return not is_own and ActivityReport.objects.filter(mine).exists()


def can_write_report(user: User, report: ActivityReport) -> Decision:
    """Let the people of the carrier write, until the bilan is deposited and once it is returned."""
    territory = report.territory
    return (
        can_work_here(user, territory)
        & unless(is_carrier_of(user, report), ReportObjection.NOT_YOUR_REPORT)
        & unless(report.state in WRITABLE, ReportObjection.WRONG_STATE)
    )


def can_certify_report(user: User, report: ActivityReport) -> Decision:
    """Let the legal representative certify a final bilan; an interim one is deposited by whoever writes it."""
    represents = report.funded_action.partner_id in {
        partner.pk for partner in represented_partners(user, report.territory)
    }
    return unless(is_carrier_of(user, report) or represents, ReportObjection.NOT_YOUR_REPORT) & unless(
        represents or report.is_interim, ReportObjection.REPRESENTATIVE_SIGNS
    )


def can_read_deposit(user: User, report: ActivityReport) -> Decision:
    """Let those who fund read what was deposited, and its carrier."""
    may = is_carrier_of(user, report) or is_reader_of(user, report)
    return can_work_here(user, report.territory) & unless(may, ReportObjection.DESK_READS)


def can_return_report(user: User, report: ActivityReport) -> Decision:
    """Let the desk send a bilan back to be completed."""
    reads = is_desk(user, report.territory) and is_reader_of(user, report)
    return can_work_here(user, report.territory) & unless(reads, ReportObjection.DESK_READS)


def can_accept_report(user: User, report: ActivityReport) -> Decision:
    """Let the desk and the funders accept a bilan."""
    holds = is_desk(user, report.territory) or bool(roles_of(user, report.territory) & FUNDERS)
    reads = holds and is_reader_of(user, report)
    return can_work_here(user, report.territory) & unless(reads, ReportObjection.DESK_READS)


def can_reopen_report(user: User, report: ActivityReport) -> Decision:
    """Let a co-pilot reopen an accepted bilan."""
    may = bool(can_co_pilot(user, report.territory)) and is_reader_of(user, report)
    return can_work_here(user, report.territory) & unless(may, ReportObjection.CO_PILOTS_REOPEN)


def can_read_report_file(user: User, file: StoredFile) -> Decision:
    """Let the carrier open the documents of its bilans; those who fund, once the bilan was deposited."""
    joined = ReportFile.objects.filter(file=file).select_related("report__funded_action", "report__territory")
    report = next((row.report for row in joined), None)
    if report is None:
        return unless(file.owner_id == user.pk, ReportObjection.NOT_YOUR_REPORT)
    if report.first_deposited_at is None:
        return unless(is_carrier_of(user, report), ReportObjection.NOT_YOUR_REPORT)
    return can_read_deposit(user, report)

"""Lists of bilans: those that a person writes, those that are expected, received, late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from cite.accounts.models import User
from cite.grants.enums import FundedSource, ReportState
from cite.grants.models import ActivityReport, FundedAction
from cite.grants.permissions.applications import carried_partners
from cite.grants.permissions.reports import visible_funded_actions, visible_reports
from cite.grants.rules.report_dates import SOON_DAYS
from cite.grants.workflow import SETTLED
from cite.tenancy.models import Territory

ROW = ("funded_action__partner__organization", "funded_action__application")
AWAITED = ~Q(state__in=SETTLED)
"""The bilans that somebody waits for."""


@dataclass(frozen=True, slots=True)
class ReportCounts:
    """How many bilans stand where."""

    expected: int
    to_read: int
    returned: int
    accepted: int
    late: int


def listed_reports(user: User, territory: Territory | None) -> QuerySet[ActivityReport]:
    """List the bilans a person may see, the first one due on top."""
    return visible_reports(user, territory).select_related(*ROW).order_by("due_on", "pk")


def count_reports(reports: QuerySet[ActivityReport], on: date) -> ReportCounts:
    """Count bilans by where they stand, in one query."""
    states = ReportState
    found = reports.order_by().aggregate(
        expected=Count("pk", filter=Q(state__in=[states.EXPECTED, states.DRAFTING])),
        to_read=Count("pk", filter=Q(state=states.DEPOSITED)),
        returned=Count("pk", filter=Q(state=states.RETURNED)),
        accepted=Count("pk", filter=Q(state=states.ACCEPTED)),
        late=Count("pk", filter=AWAITED & Q(due_on__lt=on)),
    )
    return ReportCounts(**found)


def filtered(
    reports: QuerySet[ActivityReport], on: date, *, year: int | None, state: str, due: str, kind: str
) -> QuerySet[ActivityReport]:
    """Keep what is asked for."""
    if year:
        reports = reports.filter(funded_action__year=year)
    if state:
        reports = reports.filter(state=state)
    if kind:
        reports = reports.filter(kind=kind)
    if due == "late":
        reports = reports.filter(AWAITED, due_on__lt=on)
    if due == "soon":
        reports = reports.filter(AWAITED, due_on__gte=on, due_on__lte=on + timedelta(days=SOON_DAYS))
    return reports


def own_reports(user: User, territory: Territory | None) -> QuerySet[ActivityReport]:
    """List the bilans of the organizations for which a person writes."""
    mine = [partner.pk for partner in carried_partners(user, territory)]
    if not mine:
        return ActivityReport.objects.none()
    return listed_reports(user, territory).filter(funded_action__partner_id__in=mine)


def older_actions(user: User, territory: Territory | None) -> QuerySet[FundedAction]:
    """List the actions funded before this tool whose final bilan was neither received nor begun here."""
    begun = ActivityReport.objects.filter(funded_action__application=None, kind="final")
    actions = visible_funded_actions(user, territory).filter(
        source=FundedSource.IMPORTED, report_received_on=None
    )
    return actions.exclude(pk__in=begun.values("funded_action_id")).order_by(F("year").desc(), "title")


def late_reports(territory: Territory, on: date) -> QuerySet[ActivityReport]:
    """List the bilans of a Cité whose date is past and that are not produced."""
    return ActivityReport.objects.filter(AWAITED, territory=territory, due_on__lt=on)

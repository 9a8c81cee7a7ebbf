"""What was funded before, with where its bilan stands; and which organization a SIRET means."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from cite.accounts.models import User
from cite.actors.enums import PartnerState
from cite.actors.models import Partner
from cite.grants.enums import FundedReportState, ReportKind
from cite.grants.models import ActivityReport, FundedAction
from cite.grants.permissions.funded import all_funded_actions
from cite.grants.rules.funded import report_state
from cite.grants.workflow import PRODUCED
from cite.tenancy.models import Territory


def funded_actions(user: User, territory: Territory | None) -> QuerySet[FundedAction]:
    """List what was funded, the newest first, each with whether its bilans are produced here. One query."""
    reports = ActivityReport.objects.filter(funded_action=OuterRef("pk"), state__in=PRODUCED)
    rows = all_funded_actions(user, territory).select_related("partner__organization", "application")
    return rows.annotate(
        interim_here=Exists(reports.filter(kind=ReportKind.INTERIM)),
        final_here=Exists(reports.filter(kind=ReportKind.FINAL)),
    ).order_by("-year", "partner__organization__search_key", "title", "pk")


def state_of(funded: FundedAction) -> FundedReportState:
    """Tell where the bilan of a listed action stands."""
    return report_state(
        interim_produced=funded.interim_here or funded.interim_received_on is not None,
        final_produced=funded.final_here or funded.report_received_on is not None,
        amount=funded.amount,
    )


def partner_by_siret(territory: Territory, siret: str) -> Partner | None:
    """Find the organization of the Cité with a SIRET."""
    rows = Partner.objects.filter(territory=territory, organization__siret=siret)
    return rows.exclude(state=PartnerState.MERGED).select_related("organization").first()

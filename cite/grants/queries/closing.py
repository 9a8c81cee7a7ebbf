"""What is known of a file about to be closed."""

from __future__ import annotations

from decimal import Decimal

from cite.grants.enums import AwardState, ReportKind, ReportState
from cite.grants.models import ActivityReport, Application, Award, Recovery
from cite.grants.queries.ledger import UNDER_WAY, ledgers_of
from cite.grants.rules.closing import ClosingFacts

_SETTLED = (ReportState.ACCEPTED, ReportState.NOT_DUE)


def closing_facts(application: Application) -> ClosingFacts:
    """Gather them: its final bilan, its money, its procedures."""
    finals = ActivityReport.objects.filter(
        funded_action__application=application, kind=ReportKind.FINAL
    ).values_list("state", flat=True)
    awards = Award.objects.filter(application=application, state=AwardState.PUBLISHED)
    granted = [award for award in awards if award.is_granted]
    return ClosingFacts(
        is_report_accepted=bool(finals) and all(state in _SETTLED for state in finals),
        left=sum((ledger.left for ledger in ledgers_of(granted).values()), Decimal(0)),
        has_open_recovery=Recovery.objects.filter(
            award__application=application, state__in=UNDER_WAY
        ).exists(),
    )

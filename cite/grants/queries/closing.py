"""What is known of a file about to be closed."""

from __future__ import annotations

from decimal import Decimal

from cite.core.decisions import Decision, unless
from cite.grants.enums import ApplicationState, AwardState, ReportKind, ReportState
from cite.grants.enums.afterwards import RecoveryObjection
from cite.grants.enums.closing import ClosingObjection
from cite.grants.enums.payments import PaymentObjection
from cite.grants.models import ActivityReport, Application, Award, Recovery
from cite.grants.queries.ledger import UNDER_WAY, ledgers_of
from cite.grants.rules.closing import ClosingFacts
from cite.grants.rules.payments import Ledger

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


def is_granted(application: Application) -> bool:
    """Say whether something is still granted to a file."""
    return any(award.is_granted for award in Award.objects.filter(application=application))


def not_closed(application: Application) -> Decision:
    """Stop what would leave money, a procedure or a bilan open in a file that was closed.

    What only settles an account, money that came back or an act withdrawn, is noted on a closed file, which stays so.
    """
    is_closed = application.state == ApplicationState.CLOSED and is_granted(application)
    return unless(not is_closed, ClosingObjection.FILE_CLOSED)


def money_acts(award: Award, ledger: Ledger) -> dict[str, Decision]:
    """Say what may be begun about the money of a decision, whatever is typed next: the page offers nothing else."""
    is_open = not_closed(award.application)
    under_way = Recovery.objects.filter(award=award, state__in=UNDER_WAY)
    is_told = unless(award.is_granted, PaymentObjection.NOT_PUBLISHED)
    return {
        "plan": is_told and is_open & unless(ledger.unplanned > 0, ClosingObjection.ALL_PLANNED),
        "commit": is_told,
        "refund": unless(ledger.kept > 0, ClosingObjection.NOTHING_KEPT),
        "amend": is_told and is_open,
        "recover": is_open
        & unless(ledger.kept > 0, ClosingObjection.NOTHING_KEPT)
        & unless(not under_way.exists(), RecoveryObjection.ALREADY_OPEN),
    }

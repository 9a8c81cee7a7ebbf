"""When the story of a funded file is over: its bilan is accepted, and nothing is to be paid nor paid back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from cite.core.decisions import Decision, unless
from cite.grants.enums.closing import ClosingObjection as O


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingFacts:
    """What is known of a file about to be closed. `left`: what may still be paid, by all its funders."""

    is_report_accepted: bool
    left: Decimal
    has_open_recovery: bool


def closing_decision(facts: ClosingFacts) -> Decision:
    """Decide whether a file may be closed; every reason at once."""
    return (
        unless(facts.is_report_accepted, O.REPORT_NOT_ACCEPTED)
        & unless(facts.left <= 0, O.MONEY_LEFT)
        & unless(not facts.has_open_recovery, O.RECOVERY_OPEN)
    )

"""What the co-pilots rule where the machine does not decide alone: one of them, or both."""

from __future__ import annotations

from cite.actors.enums import PilotSide
from cite.actors.rules.habilitation import Agreements, joint_decision
from cite.core.decisions import Decision, unless
from cite.grants.enums import RulingObjection as O
from cite.grants.enums import RulingSubject

NEEDS_BOTH: dict[RulingSubject, bool] = {
    RulingSubject.CARRIER_KIND: False,
    RulingSubject.AGE_LIMIT: True,
    RulingSubject.REPORT_AT_ADMISSIBILITY: True,
    RulingSubject.REPORT_AT_PAYMENT: True,
}
"""Subject → whether both co-pilots rule together, two sides and two persons (decisions, « Money and acts »)."""


def is_ruled(subject: RulingSubject | str, state: int | None, metropole: int | None) -> bool:
    """Say whether a ruling counts: every agreement that its subject takes was given."""
    agreements = Agreements(state=state, metropole=metropole)
    return agreements.is_complete if NEEDS_BOTH[RulingSubject(subject)] else bool(agreements.persons)


def agreement_decision(agreements: Agreements, side: PilotSide | None, person: int, reason: str) -> Decision:
    """Decide whether a co-pilot may agree to a ruling for her side: a reason, a free side, another person."""
    return unless(bool(reason.strip()), O.NO_REASON) & joint_decision(
        agreements, side, person, given=O.ALREADY_GIVEN, same=O.ONE_PERSON_ONE_SIDE
    )


def withdrawal_decision(agreements: Agreements, side: PilotSide | None) -> Decision:
    """Decide whether a co-pilot may take back her side's agreement."""
    return unless(side is not None and agreements.of(side) is not None, O.NOT_GIVEN)

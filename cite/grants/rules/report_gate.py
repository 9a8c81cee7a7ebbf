"""The gate of the bilans: « La subvention est conditionnée par la production des bilans » (fiche technique).

The final bilan of a year is due after the deposit of the next call, so the gate closes in degrees. Produced means
deposited and complete: a slow reader never blocks a carrier. Accepted only releases the balance.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cite.core.decisions import ALLOWED, Decision, unless
from cite.grants.enums import GateNotice, GateStage, RulingSubject
from cite.grants.enums import ReportGateObjection as O


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What is known of the bilans of one funded action. `due_on`: last day for its final bilan.

    `is_due`: something was granted that was neither withdrawn before any payment nor given back.
    """

    year: int
    due_on: date
    interim_produced: bool = False
    final_produced: bool = False
    final_accepted: bool = False
    is_due: bool = True

    @property
    def is_being_read(self) -> bool:
        """Whether its final bilan is produced and not read yet."""
        return self.final_produced and not self.final_accepted


@dataclass(frozen=True, slots=True, kw_only=True)
class GateFacts:
    """What the gate looks at: the carrier's funded actions, and the derogations that both co-pilots gave.

    `year`: of the call. `actions` of the year itself count for the balance only.
    """

    year: int
    on: date
    actions: tuple[Reported, ...] = ()
    derogations: frozenset[RulingSubject | str] = frozenset()

    def of(self, year: int) -> tuple[Reported, ...]:
        """List the actions of one year."""
        return tuple(action for action in self.actions if action.is_due and action.year == year)

    @property
    def earlier(self) -> tuple[Reported, ...]:
        """The actions of two years ago, or before."""
        return tuple(action for action in self.actions if action.is_due and action.year <= self.year - 2)

    @property
    def previous(self) -> tuple[Reported, ...]:
        """The actions of last year."""
        return self.of(self.year - 1)


def report_gate(facts: GateFacts, stage: GateStage | str) -> Decision:
    """Say what the bilans stop at a stage; at the decision the objection is a reserve to write in the act."""
    return _STAGES[GateStage(stage)](facts)


def gate_notices(facts: GateFacts, stage: GateStage | str) -> tuple[GateNotice, ...]:
    """Say what reassures the carrier at a stage: nothing expected, being read, derogation, all produced."""
    looked_at = _looked_at(facts, GateStage(stage))
    if not looked_at:
        return (GateNotice.NOT_APPLICABLE,)
    found = []
    if _derogation(stage) in facts.derogations:
        found.append(GateNotice.DEROGATION)
    if report_gate(facts, stage):
        being_read = any(action.is_being_read for action in looked_at)
        all_produced = all(action.final_produced for action in looked_at)
        if being_read:
            found.append(GateNotice.BEING_READ)
        elif all_produced:
            found.append(GateNotice.PRODUCED)
    return tuple(found)


def _looked_at(facts: GateFacts, stage: GateStage) -> tuple[Reported, ...]:
    if stage == GateStage.BALANCE:
        return facts.of(facts.year)
    return facts.previous if stage != GateStage.ADMISSIBILITY else facts.earlier + facts.previous


def _derogation(stage: GateStage | str) -> RulingSubject | None:
    return {
        GateStage.ADMISSIBILITY: RulingSubject.REPORT_AT_ADMISSIBILITY,
        GateStage.PAYMENT: RulingSubject.REPORT_AT_PAYMENT,
    }.get(GateStage(stage))


def _admissibility(facts: GateFacts) -> Decision:
    if RulingSubject.REPORT_AT_ADMISSIBILITY in facts.derogations:
        return ALLOWED
    return unless(all(a.final_produced for a in facts.earlier), O.EARLIER_NOT_PRODUCED) & unless(
        all(a.interim_produced or a.final_produced for a in facts.previous), O.PREVIOUS_WITHOUT_INTERIM
    )


def _decision(facts: GateFacts) -> Decision:
    late = any(not a.final_produced and facts.on > a.due_on for a in facts.previous)
    return unless(not late, O.PREVIOUS_DUE)


def _payment(facts: GateFacts) -> Decision:
    if RulingSubject.REPORT_AT_PAYMENT in facts.derogations:
        return ALLOWED
    return unless(all(a.final_produced for a in facts.previous), O.PREVIOUS_NOT_PRODUCED)


def _balance(facts: GateFacts) -> Decision:
    current = facts.of(facts.year)
    return unless(bool(current) and all(a.final_accepted for a in current), O.CURRENT_NOT_ACCEPTED)


_STAGES = {
    GateStage.ADMISSIBILITY: _admissibility,
    GateStage.DECISION: _decision,
    GateStage.PAYMENT: _payment,
    GateStage.BALANCE: _balance,
}

"""What may be paid, and when: the ledger of a decision always adds up.

Granted plus amended is what the decision is worth now. What was paid never exceeds it; what came back is not paid
again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from cite.core.decisions import ALLOWED, Decision, unless
from cite.grants.enums import PaymentKind, PaymentState
from cite.grants.enums.payments import PaymentObjection as O
from cite.grants.rules.awards import in_cents

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Entry:
    """One payment: what for, how much, and where it stands."""

    kind: PaymentKind | str
    amount: Decimal
    state: PaymentState | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The money of a decision. `granted`: by its act; `amended`: what amendments added, or took."""

    granted: Decimal
    amended: Decimal
    entries: tuple[Entry, ...] = ()

    @property
    def amount(self) -> Decimal:
        """What the decision is worth now."""
        return self.granted + self.amended

    @property
    def paid(self) -> Decimal:
        """What was paid to the carrier."""
        return self._sum(PaymentState.PAID, refunds=False)

    @property
    def planned(self) -> Decimal:
        """What is to be paid."""
        return self._sum(PaymentState.PLANNED, refunds=False)

    @property
    def refunded(self) -> Decimal:
        """What the carrier paid back."""
        return self._sum(PaymentState.PAID, refunds=True)

    @property
    def kept(self) -> Decimal:
        """What the carrier has in the end."""
        return self.paid - self.refunded

    @property
    def left(self) -> Decimal:
        """What may still be paid."""
        return max(self.amount - self.paid, _NOTHING)

    @property
    def unplanned(self) -> Decimal:
        """What may still be planned."""
        return max(self.amount - self.paid - self.planned, _NOTHING)

    def of(self, *kinds: PaymentKind) -> Decimal:
        """Add up what is planned or paid of some kinds."""
        live = (PaymentState.PLANNED, PaymentState.PAID)
        return sum((e.amount for e in self.entries if e.kind in kinds and e.state in live), _NOTHING)

    def _sum(self, state: PaymentState, *, refunds: bool) -> Decimal:
        kept = (
            e.amount for e in self.entries if e.state == state and (e.kind == PaymentKind.REFUND) == refunds
        )
        return sum(kept, _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFacts:
    """What is known of a decision when money is to leave.

    `is_withdrawn`: the carrier gave the whole file up. `needs_agreement`: its amount is above the threshold;
    `report_gate` and `balance_gate`: what the bilans stop.
    """

    ledger: Ledger
    is_granted: bool
    act_on: date | None
    needs_agreement: bool
    has_agreement: bool
    has_open_recovery: bool
    advance_percent: int
    is_withdrawn: bool = False
    report_gate: Decision = ALLOWED
    balance_gate: Decision = ALLOWED


def plan_decision(facts: PaymentFacts, kind: PaymentKind | str, amount: Decimal) -> Decision:
    """Say whether a payment may be planned: within what was granted, and shared as the call says."""
    decision = _alive(facts) & unless(amount > 0 and in_cents(amount), O.NOT_POSITIVE)
    decision &= unless(amount <= facts.ledger.unplanned, O.MORE_THAN_GRANTED)
    return decision & _share_decision(facts, kind, amount, others=facts.ledger)


def pay_decision(
    facts: PaymentFacts, kind: PaymentKind | str, amount: Decimal, paid_on: date, today: date
) -> Decision:
    """Say whether a planned payment may be noted as paid: act told, agreement signed, bilans produced."""
    decision = _alive(facts)
    decision &= unless(facts.has_agreement or not facts.needs_agreement, O.NO_AGREEMENT)
    decision &= unless(not facts.has_open_recovery, O.RECOVERY_OPEN)
    decision &= unless(amount <= facts.ledger.left, O.MORE_THAN_GRANTED)
    decision &= unless(paid_on <= today, O.IN_THE_FUTURE)
    decision &= unless(facts.act_on is None or paid_on >= facts.act_on, O.BEFORE_THE_ACT)
    decision &= facts.report_gate
    if kind == PaymentKind.BALANCE:
        decision &= facts.balance_gate
    return decision


def _alive(facts: PaymentFacts) -> Decision:
    return unless(facts.is_granted, O.NOT_PUBLISHED) & unless(not facts.is_withdrawn, O.FILE_WITHDRAWN)


def refund_decision(ledger: Ledger, amount: Decimal, refunded_on: date, today: date) -> Decision:
    """Say whether money may come back: never more than was paid."""
    return (
        unless(amount > 0 and in_cents(amount), O.NOT_POSITIVE)
        & unless(amount <= ledger.kept, O.MORE_THAN_PAID)
        & unless(refunded_on <= today, O.IN_THE_FUTURE)
    )


def advance_limit(amount: Decimal, percent: int) -> Decimal:
    """Say how much of an amount may be advanced, to the cent."""
    return (amount * percent / 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _share_decision(
    facts: PaymentFacts, kind: PaymentKind | str, amount: Decimal, *, others: Ledger
) -> Decision:
    single = others.of(PaymentKind.SINGLE)
    shared = others.of(PaymentKind.ADVANCE, PaymentKind.BALANCE)
    if kind == PaymentKind.SINGLE:
        return unless(not facts.needs_agreement, O.SINGLE_TOO_HIGH) & unless(not shared, O.SINGLE_ALONE)
    decision = unless(not single, O.SINGLE_ALONE)
    if kind == PaymentKind.ADVANCE:
        limit = advance_limit(others.amount, facts.advance_percent)
        decision &= unless(others.of(PaymentKind.ADVANCE) + amount <= limit, O.ADVANCE_TOO_HIGH)
    return decision


def total_of(ledgers: Iterable[Ledger]) -> Ledger:
    """Add several ledgers up: a file asked of several funders."""
    found = list(ledgers)
    return Ledger(
        granted=sum((ledger.granted for ledger in found), _NOTHING),
        amended=sum((ledger.amended for ledger in found), _NOTHING),
        entries=tuple(entry for ledger in found for entry in ledger.entries),
    )

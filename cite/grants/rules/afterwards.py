"""What may change after a decision, and how a carrier is heard before anything is taken back from her."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cite.core.decisions import Decision, unless
from cite.grants.enums import AmendmentKind, RecoveryState
from cite.grants.enums.afterwards import AmendmentObjection as A
from cite.grants.enums.afterwards import RecoveryObjection as R
from cite.grants.rules.awards import in_cents
from cite.grants.rules.payments import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Amending:
    """What somebody wants to amend, by which act; only what its kind names is read."""

    kind: AmendmentKind | str
    reason: str
    act_number: str
    act_on: date
    amount: Decimal | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedFacts:
    """What is known of the decision that is amended."""

    is_granted: bool
    act_on: date | None
    ledger: Ledger
    year: int
    starts_on: date | None
    ends_on: date | None
    has_envelope: bool


def amendment_decision(facts: AmendedFacts, change: Amending, today: date) -> Decision:
    """Say whether an amendment may be recorded."""
    decision = unless(facts.is_granted, A.NOT_GRANTED)
    decision &= unless(bool(change.reason.strip()), A.REASON_NEEDED)
    decision &= unless(bool(change.act_number.strip()), A.ACT_NEEDED)
    decision &= unless(change.act_on <= today, A.ACT_AHEAD)
    decision &= unless(facts.act_on is None or change.act_on >= facts.act_on, A.ACT_BEFORE)
    return decision & _KINDS[AmendmentKind(change.kind)](facts, change)


def _amount(facts: AmendedFacts, change: Amending) -> Decision:
    amount = change.amount or Decimal(0)
    floor = facts.ledger.kept + facts.ledger.planned
    return (
        unless(amount > 0 and in_cents(amount), A.NOT_POSITIVE)
        & unless(amount != facts.ledger.amount, A.NOTHING_CHANGES)
        & unless(amount >= floor, A.LESS_THAN_PAID)
        & unless(facts.has_envelope, A.NO_ENVELOPE)
    )


def _dates(facts: AmendedFacts, change: Amending) -> Decision:
    starts_on, ends_on = change.starts_on, change.ends_on
    if starts_on is None or ends_on is None or ends_on < starts_on:
        return unless(False, A.DATES_NEEDED)
    return unless(starts_on.year == ends_on.year == facts.year, A.OUT_OF_YEAR) & unless(
        (starts_on, ends_on) != (facts.starts_on, facts.ends_on), A.NOTHING_CHANGES
    )


def _content(facts: AmendedFacts, change: Amending) -> Decision:
    return unless(bool(change.content.strip()), A.CONTENT_NEEDED)


_KINDS = {AmendmentKind.AMOUNT: _amount, AmendmentKind.DATES: _dates, AmendmentKind.CONTENT: _content}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """Where a procedure stands: the last day to answer, and what the carrier was told."""

    state: RecoveryState | str
    respond_by: date
    considered: Decimal


def opening_decision(
    *, ledger: Ledger, amount: Decimal, motive: str, respond_by: date, earliest: date, is_open: bool
) -> Decision:
    """Say whether a procedure may be opened: money was paid, a motive is written, the carrier has time."""
    return (
        unless(not is_open, R.ALREADY_OPEN)
        & unless(amount > 0 and in_cents(amount), R.NOT_POSITIVE)
        & unless(amount <= ledger.kept, R.NOTHING_PAID)
        & unless(bool(motive.strip()), R.MOTIVE_NEEDED)
        & unless(respond_by >= earliest, R.TOO_SOON)
    )


def heard_decision(hearing: Hearing, today: date) -> Decision:
    """Say whether a recovery is ripe: under way, and the carrier answered or let her time pass."""
    is_open = hearing.state in {RecoveryState.OPENED, RecoveryState.HEARD}
    is_heard = hearing.state != RecoveryState.OPENED or today > hearing.respond_by
    return unless(is_open, R.NOT_OPEN) & unless(is_heard, R.CARRIER_NOT_HEARD)


def settling_decision(hearing: Hearing, *, amount: Decimal, act_number: str, today: date) -> Decision:
    """Say whether a recovery may be decided: never before the day given to the carrier, unless she answered."""
    return (
        heard_decision(hearing, today)
        & unless(amount > 0 and in_cents(amount), R.NOT_POSITIVE)
        & unless(amount <= hearing.considered, R.MORE_THAN_CONSIDERED)
        & unless(bool(act_number.strip()), R.ACT_NEEDED)
    )

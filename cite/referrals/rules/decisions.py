"""What may be done of a referral on a day: facts in, every objection out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cite.core.decisions import Decision, unless
from cite.referrals.enums.acts import ReferralObjection
from cite.referrals.enums.referrals import EventKind, ReferralState, RefusalReason
from cite.referrals.rules.delays import (
    FARTHEST_APPOINTMENT_DAYS,
    MOST_OPENINGS_OF_A_LINK,
    RESUMED_WITHIN,
    Delays,
    may_remind_from,
)

ENDING = frozenset(
    {
        ReferralState.REFUSED,
        ReferralState.DECLINED,
        ReferralState.EXPIRED,
        ReferralState.CANCELED,
        ReferralState.DONE_BY_PHONE,
    }
)
"""Where the structure needs the person no more: what she shares with it for this referral stops."""


_LEADS_TO = {
    EventKind.SENT: ReferralState.SENT,
    EventKind.ACCEPTED: ReferralState.ACCEPTED,
    EventKind.APPOINTED: ReferralState.APPOINTED,
    EventKind.PRESENCE: ReferralState.MISSED,  # whoever came is canceled no more
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingFacts:
    """What is known of a referral about to leave."""

    agreed: bool
    is_named: bool
    is_offered: bool
    structure_is_here: bool
    can_be_written_to: bool
    waits_already: bool


def sending_decision(facts: SendingFacts) -> Decision:
    """Decide whether a referral leaves: she agrees, the service is there, somebody reads the message."""
    return (
        unless(facts.agreed, ReferralObjection.NOT_AGREED)
        & unless(facts.is_named, ReferralObjection.NOBODY_NAMED)
        & unless(facts.is_offered, ReferralObjection.SERVICE_CLOSED)
        & unless(facts.structure_is_here, ReferralObjection.STRUCTURE_CLOSED)
        & unless(facts.can_be_written_to, ReferralObjection.NO_WAY_TO_WRITE)
        & unless(not facts.waits_already, ReferralObjection.ALREADY_SENT)
    )


def resuming_decision(state: str, canceled_at: datetime | None, now: datetime) -> Decision:
    """Decide whether a referral canceled by mistake may go on: canceled by a person, not long ago."""
    if state != ReferralState.CANCELED or canceled_at is None:
        return Decision((ReferralObjection.NOT_IN_THIS_STATE,))
    return unless(now - canceled_at <= RESUMED_WITHIN, ReferralObjection.TOO_LATE_TO_RESUME)


def state_before(kinds: Iterable[str]) -> ReferralState:
    """Tell where a referral was when it was canceled, by what happened to it, the first first."""
    led = [_LEADS_TO[EventKind(kind)] for kind in kinds if EventKind(kind) in _LEADS_TO]
    return led[-1] if led else ReferralState.SENT


def reminding_decision(
    state: str, sent_on: date, reminded_on: date | None, on: date, delays: Delays, *, is_reachable: bool
) -> Decision:
    """Decide whether whoever sent it may remind the structure by hand; one that left is written to no more."""
    return (
        unless(state == ReferralState.SENT, ReferralObjection.NOT_IN_THIS_STATE)
        & unless(is_reachable, ReferralObjection.STRUCTURE_CLOSED)
        & unless(may_remind_from(sent_on, reminded_on, delays) <= on, ReferralObjection.TOO_SOON)
    )


def step_decision(is_allowed: bool) -> Decision:
    """Decide whether an arrow of the table starts from here."""
    return unless(is_allowed, ReferralObjection.NOT_IN_THIS_STATE)


def refusal_decision(reason: str, message: str) -> Decision:
    """Decide whether a refusal says enough: a reason of the list, and a word."""
    return unless(reason in RefusalReason.values and bool(message.strip()), ReferralObjection.REASON_MISSING)


def appointment_decision(at: datetime | None, now: datetime) -> Decision:
    """Decide whether an appointment is still to come, within twelve months."""
    if at is None:
        return Decision((ReferralObjection.NO_APPOINTMENT,))
    last = now + timedelta(days=FARTHEST_APPOINTMENT_DAYS)
    return unless(at > now, ReferralObjection.APPOINTMENT_PAST) & unless(
        at <= last, ReferralObjection.APPOINTMENT_TOO_FAR
    )


def presence_decision(appointment_at: datetime | None, now: datetime) -> Decision:
    """Decide whether presence may be noted: never before the hour."""
    return unless(appointment_at is None or appointment_at <= now, ReferralObjection.APPOINTMENT_TO_COME)


def outcome_decision(is_followed: bool, is_open: bool) -> Decision:
    """Decide whether what came of it may be said: once it was accepted, and the moment has come."""
    return unless(is_followed, ReferralObjection.NOT_IN_THIS_STATE) & unless(
        is_open, ReferralObjection.NOT_ASKED_YET
    )


def openings_decision(openings: int) -> Decision:
    """Decide whether a link still opens the person: it was not opened by everybody."""
    return unless(openings < MOST_OPENINGS_OF_A_LINK, ReferralObjection.LINK_WORN)

"""The referrals somebody reads: lists with their counts, one page, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Count, Exists, Max, Q, QuerySet

from cite.accounts.models import User
from cite.directory.models import Service
from cite.directory.queries.replacements import next_best
from cite.referrals.enums.referrals import EventKind, ReferralState
from cite.referrals.models import OutcomeNote, Referral, ReferralEvent
from cite.referrals.permissions.referrals import received_referrals, sent_referrals, sharings_behind
from cite.referrals.queries.delays import delays_of
from cite.referrals.queries.people import is_reachable
from cite.referrals.rules.decisions import presence_decision
from cite.referrals.rules.delays import ranks_due
from cite.referrals.workflow import FOLLOWED, OPEN, REFERRAL
from cite.tenancy.models import Territory

SENT, RECEIVED = "envoyees", "recues"
WAITING, HELD, DONE, CLOSED = "attente", "acceptees", "venues", "closes"
GROUPS: dict[str, frozenset[ReferralState]] = {
    WAITING: frozenset({ReferralState.SENT}),
    HELD: frozenset({ReferralState.ACCEPTED, ReferralState.APPOINTED, ReferralState.MISSED}),
    DONE: frozenset({ReferralState.MET, ReferralState.DONE_BY_PHONE}),
    CLOSED: frozenset(
        {ReferralState.REFUSED, ReferralState.DECLINED, ReferralState.EXPIRED, ReferralState.CANCELED}
    ),
}
"""Where referrals are told apart in the list, and the states of each."""
_WITHOUT_HELP = frozenset(
    {ReferralState.REFUSED, ReferralState.EXPIRED, ReferralState.CANCELED, ReferralState.MISSED}
)
PRESENCE = ("note_met", "note_missed")
ANSWERS = ("accept", "appoint", "refuse", "done_by_phone", *PRESENCE)
"""The arrows of whoever answers, in the order in which they are offered."""


def rows_of(user: User, territory: Territory | None, side: str) -> QuerySet[Referral]:
    """List what her organizations sent, or received."""
    return sent_referrals(user, territory) if side == SENT else received_referrals(user, territory)


def listed(user: User, territory: Territory | None, side: str, group: str) -> QuerySet[Referral]:
    """List one side, in one group (none: all), the latest first."""
    rows = rows_of(user, territory, side)
    if group in GROUPS:
        rows = rows.filter(state__in=GROUPS[group])
    if side == RECEIVED:
        rows = rows.annotate(is_shared=Exists(sharings_behind()))
    return rows.select_related("resident", "prescriber__partner__organization")


def name_in_list(referral: Referral, *, is_sent: bool) -> str:
    """Tell whom a row of `listed` is about, as its reader may know: the receiver by the open sharing."""
    if referral.resident is None:
        return referral.first_name if is_sent or referral.state in OPEN else ""
    if is_sent:
        return str(referral.resident)
    return referral.resident.first_name if referral.is_shared and referral.state in OPEN else ""


def counts_of(user: User, territory: Territory | None, side: str) -> dict[str, int]:
    """Count one side, group by group. One query."""
    groups = {group: Count("pk", filter=Q(state__in=states)) for group, states in GROUPS.items()}
    return rows_of(user, territory, side).aggregate(**groups)


def reached_of(user: User, territory: Territory | None) -> dict[str, int]:
    """Count how far what her organizations sent came: sent, answered, accepted, done. One query."""
    return sent_referrals(user, territory).aggregate(
        sent=Count("pk"),
        answered=Count("pk", filter=Q(answered_on__isnull=False)),
        accepted=Count("pk", filter=Q(state__in=GROUPS[HELD] | GROUPS[DONE])),
        done=Count("pk", filter=Q(state__in=GROUPS[DONE])),
    )


def events_of(referral: Referral) -> list[ReferralEvent]:
    """List what happened, the first first."""
    return list(
        ReferralEvent.objects.filter(referral=referral)
        .select_related("by__user", "by__partner__organization")
        .order_by("at", "pk")
    )


def canceled_at(referral: Referral) -> datetime | None:
    """Tell when somebody took it back, the last time; none where nobody did."""
    rows = ReferralEvent.objects.filter(referral=referral, kind=EventKind.CANCELED)
    return rows.aggregate(last=Max("at"))["last"]


def outcomes_of(referral: Referral) -> list[OutcomeNote]:
    """List what its two ends said came of it."""
    return list(OutcomeNote.objects.filter(referral=referral).exclude(outcome=""))


def ranks_open(referral: Referral, on: date) -> set[int]:
    """List the questions that have their answer: those asked, whatever the delays became, and those now due."""
    asked = set(OutcomeNote.objects.filter(referral=referral).values_list("rank", flat=True))
    if referral.answered_on is None:
        return asked
    return asked.union(ranks_due(referral.answered_on, on, delays_of(referral.territory)))


def outcome_due(referral: Referral, *, by_receiver: bool, on: date) -> int | None:
    """Tell which question one end has not answered yet, the latest that has come; none where nothing is asked."""
    if referral.state not in FOLLOWED:
        return None
    said = OutcomeNote.objects.filter(referral=referral, by_receiver=by_receiver).exclude(outcome="")
    last = max(ranks_open(referral, on), default=None)
    return last if last is not None and last not in set(said.values_list("rank", flat=True)) else None


def answers_open(referral: Referral, at: datetime) -> list[str]:
    """List what the structure may still answer at an instant: whether she came, not before the hour."""
    allowed = [step for step in ANSWERS if REFERRAL.allows(step, referral.state)]
    if presence_decision(referral.appointment_at, at):
        return allowed
    return [step for step in allowed if step not in PRESENCE]


def proposed_after(referral: Referral) -> Sequence[Service]:
    """List the next best services where she lives, without those already tried for her; other structures first."""
    if referral.service is None:
        return []
    chain = (
        Q(resident=referral.resident)
        if referral.resident_id
        else Q(pk=referral.pk) | Q(pk=referral.follows_id)
    )
    asked = Referral.objects.filter(chain, territory=referral.territory).exclude(service=None)
    tried = Service.objects.filter(pk__in=asked.values("service_id")).only("pk", "structure_id")
    return next_best(referral.service, referral.territory, district=referral.district, but=tried)


def needs_another(referral: Referral) -> bool:
    """Say whether another service is worth proposing: a no, a long silence, a structure that left, an absence."""
    if referral.erased_on is not None:
        return False  # nobody is left to propose it to
    silent = referral.state == ReferralState.SENT and referral.coordination_warned_on is not None
    has_left = referral.state in OPEN and not is_reachable(referral)
    return silent or has_left or referral.state in _WITHOUT_HELP

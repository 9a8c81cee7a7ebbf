"""The machine's own work on referrals, each day: remind, warn, close, ask what came of it, erase. Twice is once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet

from cite.actors.enums import PartnerState
from cite.core.decisions import Refused
from cite.core.journal import record
from cite.notifications.operations import withdraw_messages
from cite.opening.permissions import in_service_since
from cite.referrals import notices
from cite.referrals.enums.acts import ReferralAct
from cite.referrals.enums.referrals import EventKind, ReferralState
from cite.referrals.models import OutcomeNote, Referral, ReferralEvent
from cite.referrals.operations.agreeing import close_to_receiver
from cite.referrals.operations.referrals import note_reminder
from cite.referrals.operations.telling import (
    add_event,
    close_link,
    lock_referral,
    tell_coordination,
    tell_prescriber,
    tell_receiver,
    tell_resident,
)
from cite.referrals.permissions.referrals import of_this_mode
from cite.referrals.queries.delays import delays_of
from cite.referrals.queries.links import went_astray
from cite.referrals.queries.people import is_reachable
from cite.referrals.rules.delays import Delays, coordination_from, ranks_due, reminder_from
from cite.referrals.workflow import FOLLOWED, OPEN, REFERRAL
from cite.tenancy.models import Territory


def remind_structures(*, territory: Territory, on: date) -> int:
    """Remind the structures that have not answered; tells how many."""
    delays = delays_of(territory)
    first = on - timedelta(days=delays.first_reminder_working_days)
    rows = of_this_mode(territory).filter(
        state=ReferralState.SENT,
        sent_on__lte=first,
        expires_on__gte=on,
        reminders_sent__lt=delays.most_reminders,
    )
    return _each(rows, partial(_remind, on=on, delays=delays))


def warn_of_silence(*, territory: Territory, on: date) -> int:
    """Tell the coordination which structures stay silent, before the machine closes; tells of how many.

    At once where the structure has left the Cité: nobody there will answer.
    """
    delays = delays_of(territory)
    since = on - timedelta(days=delays.coordination_days)
    gone = Q(receiver__isnull=False) & ~Q(receiver__state=PartnerState.ACTIVE)
    rows = of_this_mode(territory).filter(
        Q(sent_on__lte=since) | gone, state=ReferralState.SENT, coordination_warned_on=None
    )
    return _each(rows, partial(_warn, on=on, delays=delays))


def close_unanswered(*, territory: Territory, on: date) -> int:
    """Close what nobody answered: the machine’s own ending, apart from the refusals of people; tells how many."""
    rows = of_this_mode(territory).filter(state=ReferralState.SENT, expires_on__lt=on)
    return _each(rows, partial(_expire, on=on))


def ask_outcomes(*, territory: Territory, on: date) -> int:
    """Ask both ends, twice, what came of the referrals that were answered; tells how many questions left."""
    delays = delays_of(territory)
    rows = of_this_mode(territory).filter(state__in=FOLLOWED, answered_on__isnull=False, erased_on=None)
    asked = 0
    for rank, days in enumerate(delays.outcomes_after_days, start=1):
        done = OutcomeNote.objects.filter(rank=rank).values("referral_id")
        due = rows.filter(answered_on__lte=on - timedelta(days=days)).exclude(pk__in=done)
        asked += _each(due, partial(_ask, rank=rank, on=on, delays=delays))
    return asked


def erase_light(*, territory: Territory, on: date) -> int:
    """Erase the people of light referrals that are too old, or of the training mode when it is over; tells how many."""
    over = Q(sent_on__lte=on - timedelta(days=delays_of(territory).light_kept_days))
    if since := in_service_since(territory):
        over |= Q(created_at__lt=since)
    old = Referral.objects.filter(over, territory=territory, resident=None, erased_on=None)
    return _each(old, partial(_erase, on=on))


def erase_one(*, pk: int, on: date) -> bool:
    """Erase the person of a light referral, and end what is still open of it; says whether it was not done yet."""
    return _done(pk, partial(_erase, on=on))


def _each(rows: QuerySet[Referral], step: Callable[[Referral], bool]) -> int:
    """Take these one by one, each held in a transaction of its own; tells for how many something was done."""
    numbers = rows.order_by("pk").values_list("pk", flat=True)
    return sum(_done(pk, step) for pk in numbers)


@transaction.atomic
def _done(pk: int, step: Callable[[Referral], bool]) -> bool:
    """Do something to one of those found, unless it went with her file since: the others wait for it all the same."""
    found = Referral.objects.only("resident_id", "receiver_id").filter(pk=pk).first()
    try:
        locked = lock_referral(found or Referral(pk=pk))
    except Refused:
        return False
    return step(locked)


def _remind(referral: Referral, on: date, delays: Delays) -> bool:
    due = reminder_from(referral.sent_on, referral.reminders_sent, referral.reminded_on, delays)
    if referral.state != ReferralState.SENT or due is None or due > on or not is_reachable(referral):
        return False
    if went_astray(referral):
        return False  # it went astray: whoever sent it checks the address first
    note_reminder(referral, by=None)
    record(ReferralAct.REMIND, target=referral)
    return True


def _warn(referral: Referral, on: date, delays: Delays) -> bool:
    is_due = coordination_from(referral.sent_on, delays) <= on or not is_reachable(referral)
    if referral.state != ReferralState.SENT or referral.coordination_warned_on is not None or not is_due:
        return False
    referral.coordination_warned_on = on
    referral.save(update_fields=["coordination_warned_on", "updated_at"])  # whoever is answering still may
    record(ReferralAct.WARN_COORDINATION, target=referral)
    add_event(referral, EventKind.COORDINATION_WARNED)
    tell_coordination(referral)
    return True


def _expire(referral: Referral, on: date) -> bool:
    if not REFERRAL.allows("expire", referral.state) or referral.expires_on >= on:
        return False
    referral.state = REFERRAL.target("expire", referral.state)
    referral.save_next_version()
    record(ReferralAct.EXPIRE, target=referral)
    add_event(referral, EventKind.EXPIRED)
    close_to_receiver(referral)
    close_link(referral)
    tell_prescriber(referral, notices.EXPIRED)
    tell_resident(referral, notices.RESIDENT_ENDED)
    return True


def _ask(referral: Referral, rank: int, on: date, delays: Delays) -> bool:
    is_due = referral.answered_on is not None and rank in ranks_due(referral.answered_on, on, delays)
    if referral.state not in FOLLOWED or referral.erased_on is not None or not is_due:
        return False
    if OutcomeNote.objects.filter(referral=referral, rank=rank).exists():
        return False
    for by_receiver in (True, False):
        OutcomeNote.objects.create(
            territory=referral.territory,
            referral=referral,
            rank=rank,
            by_receiver=by_receiver,
            noted_on=on,
        )
    record(ReferralAct.ASK_OUTCOME, target=referral)
    add_event(referral, EventKind.OUTCOME_ASKED)
    tell_receiver(referral, notices.OUTCOME_ASKED)
    tell_prescriber(referral, notices.OUTCOME_ASKED)
    return True


def _erase(referral: Referral, on: date) -> bool:
    if referral.erased_on is not None or referral.resident_id is not None:
        return False
    if referral.state in OPEN:
        step = "expire" if referral.state == ReferralState.SENT else "cancel"
        referral.state = REFERRAL.target(step, referral.state)
        add_event(referral, EventKind.EXPIRED)
    referral.first_name = referral.phone = referral.message = ""
    referral.answer_message = referral.decided = ""
    referral.erased_on = on
    referral.save_next_version()
    ReferralEvent.objects.filter(referral=referral).update(details="")
    OutcomeNote.objects.filter(referral=referral).update(remains="")
    close_link(referral)
    withdraw_messages(territory=referral.territory, concerning=[referral.uuid], is_erased=True)
    record(ReferralAct.ERASE, target=referral)
    return True

"""A referral canceled by mistake, taken up again: the structure was told that it ended, and is told that it goes on."""

from __future__ import annotations

from django.db import transaction

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.referrals import notices
from cite.referrals.enums.acts import ReferralAct, ReferralObjection
from cite.referrals.enums.referrals import EventKind
from cite.referrals.models import Referral
from cite.referrals.operations.agreeing import open_to_receiver
from cite.referrals.operations.referrals import hold_what_it_stands_on, sender_for, sending_again_decision
from cite.referrals.operations.telling import (
    add_event,
    close_link,
    lock_referral,
    tell_receiver,
    tell_resident,
)
from cite.referrals.permissions.referrals import can_follow
from cite.referrals.queries.referrals import canceled_at, events_of
from cite.referrals.rules.decisions import resuming_decision, state_before
from cite.referrals.workflow import OPEN
from cite.residents.enums.sharing import HER_STOPS, AgreementWay
from cite.residents.models import Sharing


@transaction.atomic
def resume(*, referral: Referral, by: User) -> Referral:
    """Take up again, from where it was, a referral canceled by mistake; the structure is told again. Twice is once.

    Raises:
        Refused: not hers, ended otherwise or too long ago, she stopped since, or it could not be sent today.
    """
    require(can_follow(by, referral))
    member = sender_for(by, referral)
    hold_what_it_stands_on(member, referral.resident)
    locked = lock_referral(referral)
    require(can_follow(by, locked))
    events = events_of(locked)
    if locked.state in OPEN and any(each.kind == EventKind.RESUMED for each in events):
        return locked
    at = canceled_at(locked)
    require(resuming_decision(locked.state, at, now()))
    given = Sharing.objects.filter(resident=locked.resident_id, partner=locked.receiver_id)
    has_stopped = given.filter(stopped_how__in=HER_STOPS, stopped_at__gte=at).exists()
    require(
        unless(not has_stopped, ReferralObjection.SHE_STOPPED_SINCE) & sending_again_decision(locked, member)
    )
    locked.state = state_before(each.kind for each in events)
    locked.save_next_version()
    record(ReferralAct.RESUME, by=by, target=locked, person=locked.resident)
    open_to_receiver(locked, member, AgreementWay.TOLD)
    add_event(locked, EventKind.RESUMED, by=member)
    close_link(locked, by)  # what has not left of its end is no longer true
    tell_receiver(locked, notices.RESUMED)
    tell_resident(locked, notices.RESIDENT_SENT)
    return locked

"""What the structure answers, on the site or by the link: yes, a date, no; then who came, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cite.accounts.models import Link, User
from cite.accounts.operations import revoke_links
from cite.accounts.rules import link_decision
from cite.actors.models import Membership
from cite.core.dates import now, today
from cite.core.decisions import Decision, require, unless
from cite.core.free_text import check_free_text
from cite.core.journal import record
from cite.referrals import notices
from cite.referrals.enums.acts import ReferralAct, ReferralObjection
from cite.referrals.enums.referrals import EventKind, ReferralOutcome, ReferralState
from cite.referrals.models import OutcomeNote, Referral, ReferralEvent
from cite.referrals.operations.agreeing import close_to_receiver
from cite.referrals.operations.referrals import sender_for
from cite.referrals.operations.telling import (
    add_event,
    close_link,
    lock_referral,
    tell_prescriber,
    tell_resident,
    tell_resident_of_date,
)
from cite.referrals.permissions.referrals import can_answer, is_sender, receiving_memberships
from cite.referrals.queries.links import LINK_PURPOSE
from cite.referrals.queries.referrals import ranks_open
from cite.referrals.rules.decisions import (
    ENDING,
    appointment_decision,
    openings_decision,
    outcome_decision,
    presence_decision,
    refusal_decision,
    step_decision,
)
from cite.referrals.workflow import FOLLOWED, REFERRAL

_SAME = {
    "accept": ReferralState.ACCEPTED,
    "appoint": ReferralState.APPOINTED,
    "refuse": ReferralState.REFUSED,
    "done_by_phone": ReferralState.DONE_BY_PHONE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerer:
    """Who answers: somebody of the structure (`user`), or whoever holds the link."""

    user: User | None = None
    link: Link | None = None

    def decide(self, referral: Referral) -> Decision:
        """Ask whether she may answer: hers, or the link still serves and somebody said who she is."""
        if self.link is None:
            return can_answer(self.user, referral)
        link = Link.objects.get(pk=self.link.pk)
        serves = link_decision(link.expires_at, link.used_at, link.revoked_at, now())
        return (
            serves
            & unless(link.target_uuid == referral.uuid, ReferralObjection.NOT_YOURS_TO_ANSWER)
            & unless(_openings(referral, link) > 0, ReferralObjection.NOT_OPENED)
        )

    def membership(self, referral: Referral) -> Membership | None:
        """Tell for which structure she answers on the site."""
        if self.link is not None or self.user is None:
            return None
        mine = receiving_memberships(self.user, referral.territory)
        return next((each for each in mine if each.partner_id == referral.receiver_id), None)

    @property
    def is_by_link(self) -> bool:
        """Whether she has no account, as far as we know."""
        return self.link is not None


@transaction.atomic
def open_by_link(*, referral: Referral, link: Link, by: User | None = None) -> Referral:
    """« Je suis cette structure »: show whom it is about; who opens is kept, and not without end.

    Raises:
        Refused: the link opens nothing any more, or was opened by everybody.
    """
    locked = lock_referral(referral)
    current = Link.objects.get(pk=link.pk)
    require(link_decision(current.expires_at, current.used_at, current.revoked_at, now()))
    require(openings_decision(_openings(locked, current)))
    add_event(locked, EventKind.OPENED, by_link=True)
    record(ReferralAct.OPEN_LINK, by=by, target=locked, person=locked.resident)
    return locked


@transaction.atomic
def give_back_link(*, referral: Referral, link: Link, by: User | None = None) -> Referral:
    """« Ce lien n’est pas pour moi »: it opens nothing any more, and whoever sent it is told. Twice is once."""
    locked = lock_referral(referral)
    if revoke_links(purpose=LINK_PURPOSE, target_uuid=locked.uuid, by=by):
        add_event(locked, EventKind.NOT_FOR_THEM, by_link=True)
        record(ReferralAct.GIVE_BACK_LINK, by=by, target=locked)
        tell_prescriber(locked, notices.NOT_FOR_THEM)
    return locked


@transaction.atomic
def accept(*, referral: Referral, version: int, by: Answerer, message: str = "") -> Referral:
    """Say yes: the structure calls the person. Twice is once.

    Raises:
        Refused: not hers to answer, changed meanwhile, or over.
    """
    return _answer(
        referral, version, "accept", EventKind.ACCEPTED, ReferralAct.ACCEPT, by=by, message=message
    )


@transaction.atomic
def appoint(
    *, referral: Referral, version: int, by: Answerer, at: datetime, place: str = "", message: str = ""
) -> Referral:
    """Say yes, with a date to come; or another date. Twice is once.

    Raises:
        Refused: not hers to answer, changed meanwhile, over, or the date is past or too far.
    """
    fields = {"appointment_at": at, "appointment_place": place}
    return _answer(
        referral,
        version,
        "appoint",
        EventKind.APPOINTED,
        ReferralAct.APPOINT,
        by=by,
        message=message,
        more=appointment_decision(at, now()) & check_free_text(place),
        fields=fields,
    )


@transaction.atomic
def refuse(*, referral: Referral, version: int, by: Answerer, reason: str, message: str) -> Referral:
    """Say no, with a reason of the list and a word: the next best services are proposed. Twice is once.

    Raises:
        Refused: not hers to answer, changed meanwhile, over, or without a reason.
    """
    return _answer(
        referral,
        version,
        "refuse",
        EventKind.REFUSED,
        ReferralAct.REFUSE,
        by=by,
        message=message,
        more=refusal_decision(reason, message),
        fields={"refusal_reason": reason},
    )


@transaction.atomic
def note_done_by_phone(*, referral: Referral, version: int, by: Answerer, message: str = "") -> Referral:
    """Say that the need has its answer by telephone already. Twice is once.

    Raises:
        Refused: not hers to answer, changed meanwhile, or over.
    """
    return _answer(
        referral,
        version,
        "done_by_phone",
        EventKind.DONE_BY_PHONE,
        ReferralAct.DONE_BY_PHONE,
        by=by,
        message=message,
    )


@transaction.atomic
def note_presence(
    *, referral: Referral, version: int, by: Answerer, came: bool, decided: str = ""
) -> Referral:
    """Note whether she came, and what was decided with her. Twice is once.

    Raises:
        Refused: not hers to note, changed meanwhile, nothing was awaited, or the hour has not come.
    """
    locked = lock_referral(referral)
    require(by.decide(locked))
    noted = (ReferralState.MET if came else ReferralState.MISSED, decided)
    if locked.version != version and (locked.state, locked.decided) == noted:
        return locked  # pressed twice: the first press said it
    Referral.locked(pk=locked.pk, version=version)
    step = "note_met" if came else "note_missed"
    require(
        step_decision(REFERRAL.allows(step, locked.state))
        & presence_decision(locked.appointment_at, now())
        & check_free_text(decided)
    )
    locked.state = REFERRAL.target(step, locked.state)
    locked.decided = decided  # what was said of an absence is not what is decided when she comes
    locked.save_next_version()
    record(ReferralAct.NOTE_PRESENCE, by=by.user, target=locked, person=locked.resident)
    add_event(locked, EventKind.PRESENCE, by=by.membership(locked), by_link=by.is_by_link, details=decided)
    tell_prescriber(locked, notices.ANSWERED)
    if came and decided:
        tell_resident(locked, notices.RESIDENT_DECIDED)
    return locked


@transaction.atomic
def note_outcome(
    *, referral: Referral, by: Answerer, rank: int, outcome: ReferralOutcome, remains: str = ""
) -> OutcomeNote:
    """Say what came of it and what remains to be done, as one of its two ends; said again, it replaces.

    Raises:
        Refused: neither end is hers, or the moment has not come.
    """
    locked = lock_referral(referral)
    is_its_sender = by.link is None and is_sender(by.user, locked)
    if not is_its_sender:
        require(by.decide(locked))
    is_open = rank in ranks_open(locked, today())
    require(outcome_decision(locked.state in FOLLOWED, is_open) & check_free_text(remains))
    note, _is_new = OutcomeNote.objects.update_or_create(
        referral=locked,
        rank=rank,
        by_receiver=not is_its_sender,
        defaults={
            "territory": locked.territory,
            "outcome": outcome,
            "remains": remains,
            "noted_on": today(),
        },
    )
    record(ReferralAct.NOTE_OUTCOME, by=by.user, target=locked, person=locked.resident)
    add_event(
        locked,
        EventKind.OUTCOME,
        by=sender_for(by.user, locked) if is_its_sender else by.membership(locked),
        by_link=by.is_by_link,
        details=remains,
    )
    if not is_its_sender:
        tell_prescriber(locked, notices.ANSWERED)
    return note


def _answer(
    referral: Referral,
    version: int,
    step: str,
    kind: EventKind,
    act: ReferralAct,
    *,
    by: Answerer,
    message: str,
    more: Decision | None = None,
    fields: dict[str, object] | None = None,
) -> Referral:
    locked = lock_referral(referral)
    require(by.decide(locked))
    said = {"answer_message": message} | (fields or {})
    is_said = all(getattr(locked, name) == value for name, value in said.items())
    if is_said and locked.version != version and locked.state == _SAME[step]:
        return locked  # pressed twice: the first press said it; other words come from a colleague, and are not lost
    Referral.locked(pk=locked.pk, version=version)
    decision = step_decision(REFERRAL.allows(step, locked.state)) & check_free_text(message)
    require(decision & more if more is not None else decision)
    before = locked.appointment_at
    locked.state = REFERRAL.target(step, locked.state)
    locked.answered_on = locked.answered_on or today()
    for name, value in said.items():
        setattr(locked, name, value)
    locked.save_next_version()
    record(act, by=by.user, target=locked, person=locked.resident)
    add_event(locked, kind, by=by.membership(locked), by_link=by.is_by_link, details=message)
    if locked.state in ENDING:
        close_to_receiver(locked)
    if locked.state == ReferralState.REFUSED:
        close_link(locked, by.user)
    tell_prescriber(locked, notices.ANSWERED)
    tell_resident_of_date(locked, before if step == "appoint" else None)
    return locked


def _openings(referral: Referral, link: Link) -> int:
    """Count how often somebody said who she is with this very link: one that replaces another begins anew."""
    rows = ReferralEvent.objects.filter(referral=referral, kind=EventKind.OPENED)
    return rows.filter(created_at__gte=link.created_at).count()

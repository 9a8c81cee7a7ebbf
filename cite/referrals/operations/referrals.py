"""What whoever refers somebody does: send, remind, cancel, say that the person declines."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from cite.accounts.models import User
from cite.actors.enums import PartnerState
from cite.actors.models import Membership
from cite.core.dates import now, today
from cite.core.decisions import ALLOWED, Decision, require, unless
from cite.core.free_text import check_free_text
from cite.core.journal import record
from cite.directory.enums import ServiceState
from cite.directory.enums.callbacks import Outcome
from cite.directory.models import Callback, Service
from cite.directory.operations.callbacks import note_call
from cite.opening.permissions import can_enter_residents
from cite.referrals import notices
from cite.referrals.enums.acts import ReferralAct, ReferralObjection
from cite.referrals.enums.referrals import EventKind, ReferralState
from cite.referrals.models import Referral
from cite.referrals.operations.agreeing import close_to_receiver, open_to_receiver
from cite.referrals.operations.telling import (
    add_event,
    lock_referral,
    tell_new_link,
    tell_prescriber,
    tell_receiver,
    tell_receiver_it_ends,
    tell_resident,
)
from cite.referrals.permissions.referrals import (
    can_follow,
    is_receiver,
    prescribing_memberships,
    receiving_memberships,
)
from cite.referrals.queries.delays import delays_of
from cite.referrals.queries.links import is_link_just_sent, lacks_link
from cite.referrals.queries.people import address_of, is_reachable, receivers_of
from cite.referrals.rules.decisions import (
    SendingFacts,
    reminding_decision,
    sending_decision,
    step_decision,
)
from cite.referrals.rules.delays import expires_on
from cite.referrals.workflow import REFERRAL
from cite.residents.enums.objections import ResidentObjection
from cite.residents.enums.sharing import AgreementWay
from cite.residents.models import Residence, Resident, Sharing
from cite.residents.permissions.people import can_write_in, open_sharings
from cite.residents.rules.sharing import WRITTEN_FOR
from cite.territories.models import District


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of the structure: only what it needs to call, and to answer."""

    need: str = ""
    message: str = ""
    first_name: str = ""
    phone: str = ""
    language: str = "fr"
    district: District | None = None


@transaction.atomic
def send(
    *,
    prescriber: Membership,
    service: Service,
    resident: Resident | None = None,
    agreed: bool,
    way: AgreementWay = AgreementWay.TOLD,
    follows: Referral | None = None,
    callback: Callback | None = None,
    **asked: object,
) -> Referral:
    """Ask a service to welcome somebody: with her file, or light (`first_name`, `phone`, `need`). Twice is once.

    The structure of the Cité is let see her name and how to reach her, for this; any structure is written to by a link.
    `callback`: the call she asked for, which ends as « orientée »: her number is erased there.

    Raises:
        Refused: not hers to refer, or not for this structure, somebody without a file while the Cité is suspended, she
            does not agree, the service or its structure is gone, nobody reads its mail, an identifier in a text.
    """
    given = Asked(**asked)
    hold_what_it_stands_on(prescriber, resident)
    # two at once are seen one by one
    service = Service.objects.select_for_update(of=("self",), no_key=True).get(pk=service.pk)
    receiver = service.structure.partner
    waiting = _waiting(prescriber, service, resident, given)
    if waiting is not None and waiting.prescriber_id == prescriber.pk and waiting.sent_on == today():
        return waiting
    require(
        _may_send(prescriber, resident)
        & (can_enter_residents(prescriber.territory) if resident is None else ALLOWED)
        & check_free_text(given.first_name, given.message)
        & sending_decision(
            _facts_of(
                service,
                agreed=agreed,
                is_named=resident is not None or bool(given.first_name and given.phone),
                waits_already=waiting is not None,
            )
        )
    )
    referral = Referral.objects.create(
        territory=prescriber.territory,
        resident=resident,
        first_name="" if resident else given.first_name,
        phone="" if resident else given.phone,
        language=resident.language if resident else given.language,
        need=given.need,
        message=given.message,
        district=given.district or _district_of(resident),
        service=service,
        service_name=service.name,
        structure_name=service.structure.name[:200],
        receiver=receiver,
        receiver_email=address_of(service),
        prescriber=prescriber,
        sent_on=today(),
        expires_on=expires_on(today(), delays_of(prescriber.territory)),
        follows=follows,
    )
    record(ReferralAct.SEND, by=prescriber.user, target=referral, person=resident)
    open_to_receiver(referral, prescriber, way)
    add_event(referral, EventKind.SENT, by=prescriber)
    tell_receiver(referral, notices.ASKED)
    tell_resident(referral, notices.RESIDENT_SENT)
    if callback is not None:
        note_call(
            callback=callback,
            version=callback.version,
            outcome=Outcome.ORIENTED,
            by=prescriber.user,
            at=now(),
        )
    return referral


@transaction.atomic
def remind(*, referral: Referral, by: User) -> Referral:
    """Remind the structure by hand, not more often than the cool-down lets.

    Raises:
        Refused: not hers, answered meanwhile, too soon, or the structure has left.
    """
    locked = lock_referral(referral)
    require(can_follow(by, locked))
    if locked.reminded_on == today():
        return locked  # twice is once
    require(
        reminding_decision(
            locked.state,
            locked.sent_on,
            locked.reminded_on,
            today(),
            delays_of(locked.territory),
            is_reachable=is_reachable(locked),
        )
    )
    note_reminder(locked, by=sender_for(by, locked))
    record(ReferralAct.REMIND, by=by, target=locked)
    return locked


@transaction.atomic
def send_new_link(*, referral: Referral, by: User) -> Referral:
    """Write a new link, at the address that the sheet says today, after the one before was given back. Twice is once.

    Raises:
        Refused: not hers, or the structure can still answer, or has no address any more.
    """
    locked = lock_referral(referral)
    require(can_follow(by, locked))
    if is_link_just_sent(locked):
        return locked
    lacks = is_reachable(locked) and lacks_link(locked)
    require(unless(lacks, ReferralObjection.LINK_NOT_LACKING))
    address = locked.receiver_email if locked.service is None else address_of(locked.service)
    require(unless(bool(address), ReferralObjection.NO_WAY_TO_WRITE))
    locked.receiver_email = address
    locked.save_next_version()
    record(ReferralAct.SEND_LINK, by=by, target=locked)
    add_event(locked, EventKind.LINK_SENT, by=sender_for(by, locked))
    tell_new_link(locked)
    return locked


@transaction.atomic
def cancel(*, referral: Referral, by: User, details: str = "") -> Referral:
    """Take a referral back: the structure is told, and sees nothing more. Twice is once.

    Raises:
        Refused: not hers, or over.
    """
    return _end(referral, "cancel", EventKind.CANCELED, ReferralAct.CANCEL, by=by, details=details)


@transaction.atomic
def decline(*, referral: Referral, by: User | None = None, details: str = "") -> Referral:
    """Note that the person does not wish it any more; nobody (`by`): she stopped the sharing herself. Twice is once.

    Raises:
        Refused: not hers, or over.
    """
    return _end(referral, "decline", EventKind.DECLINED, ReferralAct.DECLINE, by=by, details=details)


def note_reminder(referral: Referral, *, by: Membership | None) -> None:
    """Count one more reminder, and write to the structure; the referral is locked."""
    referral.reminders_sent += 1
    referral.reminded_on = today()
    referral.save_next_version()
    add_event(referral, EventKind.REMINDED, by=by)
    tell_receiver(referral, notices.REMINDED)


def sender_for(user: User, referral: Referral) -> Membership:
    """Tell for which organization she follows it: the one that sent it."""
    mine = prescribing_memberships(user, referral.territory)
    return next(each for each in mine if each.partner_id == referral.prescriber.partner_id)


def hold_what_it_stands_on(prescriber: Membership, resident: Resident | None) -> None:
    """Hold her file and what she shares with the structure that sends: her stop comes before, or sees the referral."""
    if resident is None:
        return
    for rows in (
        Resident.objects.filter(pk=resident.pk),
        Sharing.objects.filter(resident=resident, partner=prescriber.partner_id, stopped_at=None),
    ):
        list(rows.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk", flat=True))


def sending_again_decision(referral: Referral, by: Membership) -> Decision:
    """Decide whether one that was sent could leave again today: hers to send, the service there, none sent since."""
    service = referral.service
    given = Asked(phone=referral.phone)
    waits = service is not None and _waiting(by, service, referral.resident, given) is not None
    is_named = referral.resident is not None or bool(referral.phone)
    facts = _facts_of(service, agreed=True, is_named=is_named, waits_already=waits)
    return _may_send(by, referral.resident) & sending_decision(facts)


def _end(
    referral: Referral, step: str, kind: EventKind, act: ReferralAct, *, by: User | None, details: str
) -> Referral:
    locked = lock_referral(referral)
    may_say = by is None or (step == "decline" and is_receiver(by, locked))
    if not may_say:
        require(can_follow(by, locked))
    require(check_free_text(details))
    if REFERRAL.allows(step, locked.state):
        locked.state = REFERRAL.target(step, locked.state)
        locked.save_next_version()
        record(act, by=by, target=locked, person=locked.resident)
        member = _membership(by, locked)
        add_event(locked, kind, by=member, details=details)
        close_to_receiver(locked)
        tell_receiver_it_ends(locked)
        if by is not None:  # else she stopped the sharing herself, and was told so
            tell_resident(locked, notices.RESIDENT_ENDED)
        if member is None or member.partner_id != locked.prescriber.partner_id:
            tell_prescriber(locked, notices.DECLINED)
        return locked
    reached = {"cancel": ReferralState.CANCELED, "decline": ReferralState.DECLINED}[step]
    if locked.state != reached:
        require(step_decision(False))
    return locked  # twice is once


def _membership(user: User | None, referral: Referral) -> Membership | None:
    """Tell for which of its two ends somebody acts; none where it is the person herself."""
    if user is None:
        return None
    sends, receives = (
        next((each for each in mine(user, referral.territory) if each.partner_id == partner), None)
        for mine, partner in (
            (prescribing_memberships, referral.prescriber.partner_id),
            (receiving_memberships, referral.receiver_id),
        )
    )
    return sends or receives


def _may_send(prescriber: Membership, resident: Resident | None) -> Decision:
    mine = prescribing_memberships(prescriber.user, prescriber.territory)
    may = unless(prescriber in mine, ReferralObjection.NOT_A_PRESCRIBER)
    if resident is None:
        return may
    accompanies = open_sharings().filter(
        resident=resident, partner=prescriber.partner_id, purpose__in=[str(each) for each in WRITTEN_FOR]
    )
    is_theirs = unless(accompanies.exists(), ResidentObjection.NOT_SHARED_TO_WRITE)
    return may & can_write_in(prescriber.user, resident) & is_theirs


def _facts_of(service: Service | None, *, agreed: bool, is_named: bool, waits_already: bool) -> SendingFacts:
    """Gather what is known of the service and of its structure, today."""
    receiver = service.structure.partner if service else None
    return SendingFacts(
        agreed=agreed,
        is_named=is_named,
        is_offered=service is not None and _is_offered(service),
        structure_is_here=receiver is None or receiver.state == PartnerState.ACTIVE,
        can_be_written_to=service is not None and bool(address_of(service) or receivers_of(receiver)),
        waits_already=waits_already,
    )


def _is_offered(service: Service) -> bool:
    is_shown = service.shown_until is None or service.shown_until >= today()
    return service.state == ServiceState.PUBLISHED and is_shown and service.duplicate_of_id is None


def _waiting(
    prescriber: Membership, service: Service, resident: Resident | None, given: Asked
) -> Referral | None:
    rows = Referral.objects.filter(
        territory=prescriber.territory, service=service, state=ReferralState.SENT
    ).select_related("prescriber")
    if resident is not None:
        return rows.filter(resident=resident).first()
    hers = rows.filter(resident=None, phone=given.phone, prescriber__partner=prescriber.partner_id)
    return hers.exclude(phone="").first()


def _district_of(resident: Resident | None) -> District | None:
    if resident is None:
        return None
    lives = Residence.objects.filter(resident=resident, until=None).select_related("district").first()
    return lives.district if lives else None

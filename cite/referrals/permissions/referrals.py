"""Who sees a referral, and who of it sees the person: the structure that sent it, the one that receives it.

Whoever sees numbers only (co-pilots, instructors, funders) sees no referral. The coordination learns that one has no
answer, never about whom.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import OuterRef, Q, QuerySet

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.accounts.permissions import can_work_here, roles_of
from cite.actors.models import Membership
from cite.actors.permissions.people import is_manager, memberships_of, sees_aggregates_only
from cite.core.decisions import Decision, unless
from cite.opening.permissions import in_service_since
from cite.referrals.enums.acts import ReferralObjection
from cite.referrals.enums.referrals import ReferralState
from cite.referrals.models import Referral
from cite.referrals.workflow import OPEN, PRESCRIBERS, RECEIVERS
from cite.residents.enums.sharing import Part, Purpose
from cite.residents.models import Sharing
from cite.residents.permissions.people import (
    acting_memberships,
    open_sharings,
    sight_of,
    visible_residents,
)
from cite.residents.queries.people import of_other_mode
from cite.tenancy.models import Territory

_SHOWS = (Purpose.REFERRAL, Purpose.SUPPORT)


def prescribing_memberships(user: User, territory: Territory | None) -> list[Membership]:
    """List what she is in the organizations for which she refers people: a professional, habilitated."""
    return [each for each in acting_memberships(user, territory) if Role(each.role) in PRESCRIBERS]


def receiving_memberships(user: User, territory: Territory | None) -> list[Membership]:
    """List what she is in the organizations for which she answers."""
    if not can_work_here(user, territory) or sees_aggregates_only(user, territory):
        return []
    return [each for each in memberships_of(user, territory) if Role(each.role) in RECEIVERS]


def can_refer(user: User, territory: Territory | None) -> Decision:
    """Let the professionals of a habilitated organization refer people."""
    return can_work_here(user, territory) and unless(
        bool(prescribing_memberships(user, territory)), ReferralObjection.NOT_A_PRESCRIBER
    )


def can_list(user: User, territory: Territory | None) -> Decision:
    """Open the list to those who refer people, and to those who answer for a structure."""
    may = prescribing_memberships(user, territory) or receiving_memberships(user, territory)
    return can_work_here(user, territory) and unless(bool(may), ReferralObjection.NOT_A_PRESCRIBER)


def sent_referrals(user: User, territory: Territory | None) -> QuerySet[Referral]:
    """List what her organizations sent, of people whose file she still sees, or of people without a file."""
    mine = [each.partner_id for each in prescribing_memberships(user, territory)]
    if not mine:
        return Referral.objects.none()
    hers = Q(resident=None) | Q(resident__in=visible_residents(user, territory).order_by().values("pk"))
    return of_this_mode(territory).filter(hers, prescriber__partner__in=mine)


def received_referrals(user: User, territory: Territory | None) -> QuerySet[Referral]:
    """List what her organizations received. Whom it is about is asked apart (`person_of`)."""
    mine = [each.partner_id for each in receiving_memberships(user, territory)]
    return of_this_mode(territory).filter(receiver__in=mine) if mine else Referral.objects.none()


def visible_referrals(user: User, territory: Territory | None) -> QuerySet[Referral]:
    """List the referrals that she may open: sent or received by her organizations."""
    if territory is None:
        return Referral.objects.none()
    sent = sent_referrals(user, territory).order_by().values("pk")
    received = received_referrals(user, territory).order_by().values("pk")
    return Referral.objects.filter(Q(pk__in=sent) | Q(pk__in=received), territory=territory)


def silent_referrals(user: User, territory: Territory | None) -> QuerySet[Referral]:
    """List what the coordination was warned of and nobody has answered yet; never about whom."""
    if not can_coordinate(user, territory):
        return Referral.objects.none()
    return of_this_mode(territory).filter(state=ReferralState.SENT, coordination_warned_on__isnull=False)


def can_coordinate(user: User, territory: Territory | None) -> Decision:
    """Let the coordination follow what stays without an answer."""
    return can_work_here(user, territory) and unless(
        Role.COORDINATOR in roles_of(user, territory), ReferralObjection.COORDINATION_ONLY
    )


def can_read_figures(user: User, territory: Territory | None) -> Decision:
    """Let those who steer, fund or read see why structures refuse, in numbers."""
    may = is_manager(user, territory) or sees_aggregates_only(user, territory)
    return can_work_here(user, territory) and unless(may, ReferralObjection.NOT_FOR_FIGURES)


def is_sender(user: User, referral: Referral) -> bool:
    """Say whether her organization sent it."""
    return sent_referrals(user, referral.territory).filter(pk=referral.pk).exists()


def is_receiver(user: User, referral: Referral) -> bool:
    """Say whether her organization received it."""
    return received_referrals(user, referral.territory).filter(pk=referral.pk).exists()


def can_answer(user: User, referral: Referral) -> Decision:
    """Let the structure that receives it answer."""
    return can_work_here(user, referral.territory) and unless(
        is_receiver(user, referral), ReferralObjection.NOT_YOURS_TO_ANSWER
    )


def can_follow(user: User, referral: Referral) -> Decision:
    """Let the structure that sent it remind, cancel, or say that the person declines."""
    return can_work_here(user, referral.territory) and unless(
        is_sender(user, referral), ReferralObjection.NOT_YOURS
    )


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a referral is about, as its reader sees her; nothing where she may not."""

    first_name: str = ""
    last_name: str = ""
    phone: str = ""
    language: str = ""
    is_shown: bool = False

    @property
    def name(self) -> str:
        """First name, and last name where it is shown."""
        return f"{self.first_name} {self.last_name}".strip()


NOBODY = Person()


def person_of(user: User, referral: Referral) -> Person:
    """Tell whom it is about: by the sight of the file for whoever sent it, by the open sharing for the receiver."""
    if referral.resident is None:
        is_sent = is_sender(user, referral)
        return (
            _light(referral) if is_sent or referral.state in OPEN and is_receiver(user, referral) else NOBODY
        )
    sight = sight_of(user, referral.resident)
    if sight.sees(Part.NAME):
        return _whole(referral, sees_contact=sight.sees(Part.CONTACT))
    return person_by_sharing(referral) if is_receiver(user, referral) else NOBODY


def person_by_link(referral: Referral) -> Person:
    """Tell whom it is about to whoever holds the link, while something is awaited: her first name alone, until she says
    yes for the structure; then how to call. A link travels: whoever it was forwarded to reads no telephone.
    """
    if referral.state not in OPEN:
        return NOBODY
    if referral.resident is None:
        found = _light(referral)
    else:
        found = person_by_sharing(referral) if referral.receiver_id else _first_name(referral)
    return replace(found, phone="") if referral.state == ReferralState.SENT else found


def person_by_sharing(referral: Referral) -> Person:
    """Tell the receiver whom it is about while she shares it, and something is awaited."""
    if referral.state not in OPEN or referral.resident is None:
        return NOBODY
    sharings = open_sharings().filter(resident=referral.resident, partner=referral.receiver_id)
    return _first_name(referral) if sharings.filter(purpose__in=_SHOWS).exists() else NOBODY


def sharings_behind() -> QuerySet[Sharing]:
    """List the open sharings that show its receiver the person of a referral; to be asked of each row."""
    return open_sharings().filter(
        resident=OuterRef("resident"), partner=OuterRef("receiver"), purpose__in=_SHOWS
    )


def of_this_mode(territory: Territory | None) -> QuerySet[Referral]:
    """List the referrals of a Cité, without the invented people of the training mode once it is in service."""
    since = in_service_since(territory)
    left_out = Q(resident__in=of_other_mode(territory, is_training=since is None))
    if since is not None:
        left_out |= Q(resident=None, created_at__lt=since)
    return Referral.objects.filter(territory=territory).exclude(left_out)


def _light(referral: Referral) -> Person:
    if referral.erased_on is not None:
        return NOBODY
    return Person(referral.first_name, "", referral.phone, referral.language, is_shown=True)


def _first_name(referral: Referral) -> Person:
    resident = referral.resident
    return Person(resident.first_name, "", resident.phone, resident.language, is_shown=True)


def _whole(referral: Referral, *, sees_contact: bool) -> Person:
    resident = referral.resident
    phone = resident.phone if sees_contact else ""
    return Person(resident.first_name, resident.last_name, phone, resident.language, is_shown=True)

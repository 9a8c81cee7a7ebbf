"""The people of organizations: who manages, who waits, who agreed, who is found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from cite.accounts.enums import Role
from cite.accounts.models import TerritoryRole, User
from cite.accounts.permissions import can_work_here
from cite.actors.enums import (
    InvitationState,
    JoinRequestState,
    LegalTitle,
    MembershipState,
    PartnerState,
    PilotSide,
)
from cite.actors.models import Invitation, JoinRequest, JointAgreement, Membership, Partner
from cite.actors.permissions.people import (
    pilot_side,
    visible_invitations,
    visible_join_requests,
    visible_memberships,
    waiting_invitations,
    waiting_requests,
)
from cite.actors.rules.habilitation import Agreements
from cite.actors.rules.invitations import expires_soon
from cite.tenancy.models import Territory
from cite.territories.models import District

_SHOWN_OF_A_MEMBER = (
    "uuid",
    "role",
    "user__full_name",
    "user__email",
    "partner__organization__name",
    "partner__organization__short_name",
)


def holders_of(territory: Territory, roles: Collection[Role]) -> list[User]:
    """List the people who hold one of these roles in a Cité, by themselves or for an organization that takes part."""
    alone = TerritoryRole.objects.filter(territory=territory, role__in=roles)
    members = Membership.objects.filter(
        territory=territory, role__in=roles, state=MembershipState.ACTIVE, partner__state=PartnerState.ACTIVE
    )
    either = Q(pk__in=alone.values("user")) | Q(pk__in=members.values("user"))
    return list(User.objects.filter(either, is_active=True).order_by("full_name", "pk"))


def administrators_of(partner: Partner) -> list[User]:
    """List who manages an organization today, to tell them."""
    rows = Membership.objects.filter(partner=partner, is_administrator=True, state=MembershipState.ACTIVE)
    return [row.user for row in rows.select_related("user").order_by("pk")]


def agreements_of(record: Partner | JointAgreement) -> Agreements:
    """Gather who agreed to the habilitation of an organization, or to anything else, side by side."""
    prefix = _prefix(record)
    return Agreements(
        **{
            side.value: getattr(record, f"{prefix}_by_{side.value}_id")
            for side in PilotSide
            if getattr(record, f"{prefix}_by_{side.value}_on")
        }
    )


def awaits_agreement_of(user: User, record: Partner | JointAgreement | None) -> bool:
    """Say whether a record waits for the agreement of the side she pilots for; what does not exist waits for none."""
    if record is None:
        return False
    side = pilot_side(user, record.territory)
    return side is not None and agreements_of(record).of(side) is None


@dataclass(frozen=True, slots=True)
class Agreement:
    """One side's agreement, as the page shows it."""

    side: str
    person: str
    on: date | None


def agreements_shown(record: Partner | JointAgreement) -> list[Agreement]:
    """List the two agreements of an organization's habilitation, or of anything else: who, when, or not yet."""
    prefix = _prefix(record)
    return [
        Agreement(
            str(side.label),
            str(getattr(record, f"{prefix}_by_{side.value}") or ""),
            getattr(record, f"{prefix}_by_{side.value}_on"),
        )
        for side in PilotSide
    ]


def members_of(user: User, partner: Partner) -> QuerySet[Membership]:
    """List the people of an organization that a person may see, by name; those who left come last."""
    rows = visible_memberships(user, partner.territory).filter(partner=partner)
    return (
        rows.select_related("user", "partner__organization", "handed_over_to__user")
        .prefetch_related("districts")
        .order_by("state", "search_key", "pk")
    )


def successors_of(membership: Membership) -> QuerySet[Membership]:
    """List who may take over from a member: the others of her organization, at work."""
    rows = Membership.objects.filter(partner_id=membership.partner_id, state=MembershipState.ACTIVE)
    return rows.exclude(pk=membership.pk).select_related("user").order_by("search_key", "pk")


def open_invitations(user: User, partner: Partner) -> QuerySet[Invitation]:
    """List the invitations of an organization that nobody accepted nor refused."""
    shown = (InvitationState.PENDING, InvitationState.EXPIRED)
    rows = visible_invitations(user, partner.territory).filter(partner=partner, state__in=shown)
    return rows.select_related("invited_by").order_by("-expires_at", "pk")


def open_requests(user: User, partner: Partner) -> QuerySet[JoinRequest]:
    """List the people who wait for an answer of an organization."""
    rows = waiting_requests(user, partner.territory).filter(partner=partner)
    return rows.select_related("user").order_by("pk")


def own_requests(user: User, territory: Territory | None) -> QuerySet[JoinRequest]:
    """List what a person has asked and not had yet."""
    rows = visible_join_requests(user, territory).filter(user=user, state=JoinRequestState.PENDING)
    return rows.select_related("partner__organization").order_by("pk")


def joinable_partners(territory: Territory) -> QuerySet[Partner]:
    """List the organizations a person may ask to join: active, and not sensitive."""
    rows = Partner.objects.filter(territory=territory, state=PartnerState.ACTIVE, is_sensitive=False)
    return rows.select_related("organization", "territory")


def partners_to_join(territory: Territory, words: Sequence[str], limit: int = 20) -> list[Partner]:
    """Find by name the organizations a person may ask to join."""
    rows = joinable_partners(territory)
    for word in words:
        rows = rows.filter(organization__search_key__contains=word)
    return list(rows.order_by("organization__search_key", "pk")[:limit])


def districts_of(partner: Partner) -> list[District]:
    """List the districts among which a member's are chosen: her organization's; none named there, none here."""
    return list(partner.districts.order_by("sort_label", "pk"))


def followed_districts(membership: Membership) -> list[District]:
    """List the districts a member follows; none: she is not narrowed."""
    return list(membership.districts.order_by("sort_label", "pk"))


def habilitations_to_decide(user: User, territory: Territory | None) -> list[Partner]:
    """List the organizations with a legal title that wait for the agreement of this co-pilot's side."""
    side = pilot_side(user, territory)
    if side is None:
        return []
    rows = Partner.objects.filter(territory=territory, state=PartnerState.ACTIVE)
    rows = rows.exclude(legal_title=LegalTitle.NONE).filter(**{f"habilitated_by_{side.value}_on": None})
    return list(rows.select_related("organization").order_by("organization__search_key", "pk"))


@dataclass(frozen=True, slots=True)
class WaitingPeople:
    """How many people and invitations wait for somebody, and where the first one is."""

    requests: list[JoinRequest]
    expiring: list[Invitation]


def waiting_people(user: User, territory: Territory | None, at: datetime) -> WaitingPeople:
    """List the requests to answer, and the invitations that are about to close."""
    requests = waiting_requests(user, territory).select_related("partner__organization").order_by("pk")
    invitations = waiting_invitations(user, territory).select_related("partner__organization")
    expiring = [row for row in invitations.order_by("expires_at") if expires_soon(row.expires_at, at)]
    return WaitingPeople(list(requests), expiring)


def people_named(
    user: User, territory: Territory | None, words: Sequence[str], limit: int
) -> list[Membership]:
    """Find members at work by name, among those a person may see: hers, or all for who looks after them all."""
    if not words or not can_work_here(user, territory):
        return []
    rows = visible_memberships(user, territory).filter(state=MembershipState.ACTIVE)
    for word in words:
        rows = rows.filter(search_key__contains=word)
    shown = rows.select_related("user", "partner__organization").only(*_SHOWN_OF_A_MEMBER)
    return list(shown.order_by("search_key", "pk")[:limit])


def _prefix(record: Partner | JointAgreement) -> str:
    return "habilitated" if isinstance(record, Partner) else "agreed"

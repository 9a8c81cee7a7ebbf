"""Who is told of referrals: those who answer for a structure, the coordination."""

from __future__ import annotations

from django.db.models import QuerySet

from cite.accounts.enums import Role
from cite.accounts.models import TerritoryRole, User
from cite.actors.enums import MembershipState, PartnerState
from cite.actors.models import Membership, Partner
from cite.directory.models import Service
from cite.referrals.models import Referral
from cite.referrals.workflow import RECEIVERS
from cite.tenancy.models import Territory


def receivers_of(partner: Partner | None) -> list[User]:
    """List those who answer for a structure of the Cité."""
    if partner is None or partner.state != PartnerState.ACTIVE:
        return []
    rows = Membership.objects.filter(
        partner=partner, state=MembershipState.ACTIVE, role__in=RECEIVERS, user__is_active=True
    )
    return _people(rows)


def coordination_of(territory: Territory) -> list[User]:
    """List the coordination: it is told that a structure does not answer, never about whom."""
    rows = Membership.objects.filter(
        territory=territory,
        state=MembershipState.ACTIVE,
        partner__state=PartnerState.ACTIVE,
        role=Role.COORDINATOR,
        user__is_active=True,
    )
    alone = TerritoryRole.objects.filter(territory=territory, role=Role.COORDINATOR, user__is_active=True)
    return list({person.pk: person for person in [*_people(rows), *_people(alone)]}.values())


def is_reachable(referral: Referral) -> bool:
    """Say whether the structure still takes part: a suspended one is written to no more."""
    return referral.receiver is None or referral.receiver.state == PartnerState.ACTIVE


def address_of(service: Service) -> str:
    """Tell where a structure without account is written to: the address of the sheet, else of the structure."""
    return service.email or service.structure.email


def _people(rows: QuerySet) -> list[User]:
    return list({row.user_id: row.user for row in rows.select_related("user").order_by("pk")}.values())

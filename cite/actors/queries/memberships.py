"""Who acts for whom."""

from __future__ import annotations

from django_scopes import scope

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.enums import MembershipState, PartnerState
from cite.actors.models import Membership
from cite.tenancy.models import Territory


def memberships_of(user: User, territory: Territory | None) -> list[Membership]:
    """List what a person is in the active organizations of a Cité, the oldest first.

    Asked once per user object and territory: pages ask several times.
    """
    if territory is None or not user.is_authenticated or not user.is_active:
        return []
    known = user.__dict__.setdefault("_memberships_by_territory", {})
    if territory.pk not in known:
        with scope(territory=territory):
            rows = Membership.objects.filter(
                user=user, state=MembershipState.ACTIVE, partner__state=PartnerState.ACTIVE
            )
            known[territory.pk] = list(rows.select_related("partner__organization").order_by("pk"))
    return known[territory.pk]


def roles_from_memberships(user: User, territory: Territory) -> list[Role]:
    """List the roles that memberships bring; `cite.accounts` asks it through its port."""
    return [Role(membership.role) for membership in memberships_of(user, territory)]

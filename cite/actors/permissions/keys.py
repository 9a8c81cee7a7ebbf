"""Who has a key for her programs: whoever deposits files or writes sheets of services, for herself."""

from __future__ import annotations

from django.db.models import QuerySet

from cite.accounts.models import User
from cite.accounts.permissions import can_work_here
from cite.actors.enums.keys import KeyObjection
from cite.actors.models import AccessKey, Membership, Partner
from cite.actors.permissions.people import membership_in, memberships_of
from cite.actors.rules.keys import ROLES, WITH_PROGRAMS
from cite.core.decisions import Decision, unless
from cite.tenancy.models import Territory


def deposits_files(membership: Membership | None) -> bool:
    """Say whether a membership lets a person write files."""
    return membership is not None and (membership.is_administrator or membership.role in ROLES)


def has_programs(membership: Membership | None) -> bool:
    """Say whether a membership lets a person write something that her programs may write for her."""
    return membership is not None and (membership.is_administrator or membership.role in WITH_PROGRAMS)


def can_have_keys(user: User, partner: Partner) -> Decision:
    """Let a member who deposits files or writes sheets have keys for her programs in this organization."""
    membership = membership_in(user, partner)
    return (
        can_work_here(user, partner.territory)
        and unless(membership is not None, KeyObjection.NOT_YOUR_MEMBERSHIP)
        and unless(has_programs(membership), KeyObjection.ROLE_NEEDS_NONE)
    )


def visible_keys(user: User, territory: Territory | None) -> QuerySet[AccessKey]:
    """List a person's own keys; nobody sees another's."""
    if territory is None or not can_work_here(user, territory):
        return AccessKey.objects.none()
    mine = [membership.pk for membership in memberships_of(user, territory)]
    return AccessKey.objects.filter(membership_id__in=mine, membership__user=user)

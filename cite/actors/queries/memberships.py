"""Who acts for whom."""

from __future__ import annotations

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.permissions.people import memberships_of
from cite.tenancy.models import Territory

__all__ = ["memberships_of", "roles_from_memberships"]


def roles_from_memberships(user: User, territory: Territory) -> list[Role]:
    """List the roles that memberships bring; `cite.accounts` asks it through its port."""
    return [Role(membership.role) for membership in memberships_of(user, territory)]

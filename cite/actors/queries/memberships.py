"""Who acts for whom."""

from __future__ import annotations

from django.http import HttpRequest

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.models import Membership
from cite.actors.permissions.people import memberships_of
from cite.tenancy.models import Territory

__all__ = ["memberships_of", "roles_from_memberships"]

ACTING_SESSION_KEY = "acting_membership"


def roles_from_memberships(user: User, territory: Territory) -> list[Role]:
    """List the roles that memberships bring; `cite.accounts` asks it through its port."""
    return [Role(membership.role) for membership in memberships_of(user, territory)]


def acting_membership(request: HttpRequest) -> Membership | None:
    """Find the membership a person chose to act for, the oldest one by default; a closed one no longer counts."""
    memberships = memberships_of(request.user, getattr(request, "territory", None))
    chosen = request.session.get(ACTING_SESSION_KEY) if len(memberships) > 1 else None
    return next((m for m in memberships if str(m.uuid) == chosen), memberships[0] if memberships else None)

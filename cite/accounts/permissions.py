"""Who may enter, and what each role opens."""

from cite.accounts.enums import CO_PILOTS, AccessObjection, Role
from cite.accounts.models import TerritoryRole, User
from cite.accounts.ports import roles_from_sources
from cite.core.decisions import Decision, unless
from cite.tenancy.models import Territory


def roles_of(user: User, territory: Territory | None) -> frozenset[Role]:
    """List the roles a person holds in a Cité, by herself or for an organization; none for a visitor.

    Asked once per user object and territory: pages ask several times.
    """
    if territory is None or not user.is_authenticated or not user.is_active:
        return frozenset()
    known = user.__dict__.setdefault("_roles_by_territory", {})
    if territory.pk not in known:
        roles = TerritoryRole.objects.filter(user=user, territory=territory).values_list("role", flat=True)
        own = frozenset(Role(role) for role in roles)
        known[territory.pk] = own | roles_from_sources(user, territory)
    return known[territory.pk]


def can_work_here(user: User, territory: Territory | None) -> Decision:
    """Open the professional pages to anyone who holds a role in this Cité."""
    if territory is None:
        return Decision((AccessObjection.NO_TERRITORY,))
    if not user.is_authenticated:
        return Decision((AccessObjection.NOT_SIGNED_IN,))
    return unless(bool(roles_of(user, territory)), AccessObjection.NO_ROLE_HERE)


def can_co_pilot(user: User, territory: Territory | None) -> Decision:
    """Open what only the two co-pilots decide; either of them, with equal rights."""
    return can_work_here(user, territory) & unless(
        bool(roles_of(user, territory) & CO_PILOTS), AccessObjection.CO_PILOTS_ONLY
    )


def can_administer(user: User) -> Decision:
    """Open the platform's own machinery to its administrators."""
    if not user.is_authenticated:
        return Decision((AccessObjection.NOT_SIGNED_IN,))
    return unless(user.is_active and user.is_staff, AccessObjection.ADMINISTRATORS_ONLY)

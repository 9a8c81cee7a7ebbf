"""Who may enter, and what each role opens."""

from allauth.mfa.models import Authenticator

from cite.accounts.enums import (
    CO_PILOTS,
    SECOND_FACTOR_ROLES,
    AccessObjection,
    FactorObjection,
    GrantObjection,
    Role,
)
from cite.accounts.models import TerritoryRole, User
from cite.accounts.ports import roles_from_sources
from cite.accounts.rules import grant_decision, grantable_roles
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


def forget_roles(user: User) -> None:
    """Ask the roles of this user object again: they have just changed."""
    user.__dict__.pop("_roles_by_territory", None)


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


def roles_to_grant(user: User, territory: Territory | None) -> frozenset[Role]:
    """List the roles this person may give in this Cité."""
    if territory is None or not user.is_authenticated or not user.is_active:
        return frozenset()
    return grantable_roles(roles_of(user, territory), is_administrator=user.is_staff)


def can_grant_role(user: User, territory: Territory, role: Role, person: User) -> Decision:
    """Give a role to somebody else, within the table of `rules.GRANTS`; never to oneself."""
    held = roles_of(user, territory)
    return unless(person.is_active, GrantObjection.ACCOUNT_CLOSED) & grant_decision(
        role,
        granted_by=held,
        is_administrator=user.is_active and user.is_staff,
        is_oneself=user.pk == person.pk,
    )


def can_revoke_role(user: User, territory: Territory, role: Role, person: User) -> Decision:
    """Take a role back: one’s own, always; another’s, when one could have given it."""
    if user.pk == person.pk:
        return unless(user.is_active, GrantObjection.ACCOUNT_CLOSED)
    return grant_decision(
        role,
        granted_by=roles_of(user, territory),
        is_administrator=user.is_active and user.is_staff,
        is_oneself=False,
    )


def needs_second_factor(user: User, territory: Territory | None) -> bool:
    """Require a second factor of those who see residents or administer the platform."""
    return user.is_authenticated and (user.is_staff or bool(roles_of(user, territory) & SECOND_FACTOR_ROLES))


_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: User) -> bool:
    """Tell whether a person has an application or a passkey; recovery codes alone are none."""
    return Authenticator.objects.filter(user=user, type__in=_FACTORS).exists()


def has_other_factor(user: User, factor: Authenticator) -> bool:
    """Tell whether a person has another application or passkey than this one."""
    return Authenticator.objects.filter(user=user, type__in=_FACTORS).exclude(pk=factor.pk).exists()


def can_remove_factor(user: User, territory: Territory | None, factor: Authenticator) -> Decision:
    """Keep the last factor of a person whose role requires one."""
    if not needs_second_factor(user, territory):
        return Decision()
    return unless(has_other_factor(user, factor), FactorObjection.LAST_REQUIRED)

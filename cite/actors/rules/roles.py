"""Which role goes with which organization, and who may give it: two tables an official can proof-read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cite.accounts.enums import CO_PILOTS, Role
from cite.actors.enums import OrganizationKind as K
from cite.actors.enums import RoleObjection
from cite.core.decisions import ALLOWED, Decision, all_of, unless

STATE_SERVICES = frozenset({K.PREFECTURE, K.DDETS})
EVERY_KIND = frozenset(K)

PROFESSIONALS_WHO_GUIDE = frozenset(
    {
        K.COMMUNE,
        K.CCAS,
        K.DEPARTEMENT,
        K.FRANCE_TRAVAIL,
        K.MISSION_LOCALE,
        K.CAP_EMPLOI,
        K.PLIE,
        K.CAREER_INFORMATION,
        K.SECOND_CHANCE_SCHOOL,
        K.INSERTION_STRUCTURE,
        K.DISTRICT_COMPANY,
        K.SOCIAL_CENTER,
        K.PREVENTION,
        K.ACCESS_TO_RIGHTS,
        K.WOMEN_RIGHTS,
        K.SOCIAL_SECURITY,
        K.HOUSING_SUPPORT,
        K.SCHOOL,
        K.JUSTICE,
        K.HEALTH,
    }
)

CARRYING_KINDS = EVERY_KIND - STATE_SERVICES - {K.COMPANY, K.CHAMBER}
"""Who may carry a project: the call itself says what is eligible, and what a co-pilot confirms (a landlord)."""
FUNDING_KINDS = frozenset(
    {K.METROPOLE, K.COMMUNE, K.DEPARTEMENT, K.REGION, K.SOCIAL_SECURITY, K.FRANCE_TRAVAIL}
)

FITS: dict[Role, frozenset[K]] = {
    Role.CO_PILOT_STATE: STATE_SERVICES,
    Role.CO_PILOT_METROPOLE: frozenset({K.METROPOLE}),
    Role.COORDINATOR: STATE_SERVICES | {K.METROPOLE, K.COMMUNE, K.PLIE, K.DISTRICT_COMPANY},
    Role.DISTRICT_OFFICER: STATE_SERVICES | {K.METROPOLE, K.COMMUNE},
    Role.PRESCRIBER: PROFESSIONALS_WHO_GUIDE,
    Role.CARRIER: CARRYING_KINDS,
    Role.LEGAL_REPRESENTATIVE: CARRYING_KINDS,
    Role.INSTRUCTOR: STATE_SERVICES | FUNDING_KINDS,
    Role.FUNDER: STATE_SERVICES | FUNDING_KINDS,
    Role.RELAY: frozenset(
        {
            K.COMMUNE,
            K.DISTRICT_COMPANY,
            K.SOCIAL_CENTER,
            K.PREVENTION,
            K.ACCESS_TO_RIGHTS,
            K.WOMEN_RIGHTS,
            K.SOCIAL_LANDLORD,
            K.HOUSING_SUPPORT,
            K.CITIZENS_COUNCIL,
            K.OTHER,
        }
    ),
    Role.EMPLOYER: frozenset({K.COMPANY, K.COMPANY_CLUB, K.CHAMBER, K.INSERTION_STRUCTURE}),
    Role.READER: EVERY_KIND,
    Role.DATA_PROTECTION_OFFICER: STATE_SERVICES | {K.METROPOLE},
}
"""Role → kinds of organization where it may be held."""

PILOTING_ROLES = CO_PILOTS | {
    Role.COORDINATOR,
    Role.DATA_PROTECTION_OFFICER,
    Role.DISTRICT_OFFICER,
    Role.INSTRUCTOR,
    Role.FUNDER,
}
"""Roles that act on the whole Cité: no organization gives them by itself."""

MEMBER_ADMINISTRATOR_GIVES = frozenset(Role) - PILOTING_ROLES

GIVES: dict[Role, frozenset[Role]] = {
    Role.CO_PILOT_STATE: frozenset(Role) - {Role.CO_PILOT_METROPOLE},
    Role.CO_PILOT_METROPOLE: frozenset(Role) - {Role.CO_PILOT_STATE},
    Role.COORDINATOR: MEMBER_ADMINISTRATOR_GIVES | {Role.DISTRICT_OFFICER},
}
"""Role of the giver in the Cité → roles she may give, in any organization."""

PLATFORM_ADMINISTRATOR_GIVES = CO_PILOTS
"""To open a Cité she calls its two co-pilots, and nobody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Giver:
    """Who wants to give a role: her roles in the Cité, and what she is in this organization."""

    roles: frozenset[Role] = frozenset()
    administers_organization: bool = False
    is_platform_administrator: bool = False

    @property
    def gives(self) -> frozenset[Role]:
        """The roles she may give, whatever the organization."""
        found = frozenset().union(*(GIVES.get(role, frozenset()) for role in self.roles))
        if self.administers_organization:
            found |= MEMBER_ADMINISTRATOR_GIVES
        if self.is_platform_administrator:
            found |= PLATFORM_ADMINISTRATOR_GIVES
        return found


def roles_that_fit(kind: K | str) -> list[Role]:
    """List the roles an organization of this kind may hold, in the order of the enumeration."""
    return [role for role in Role if kind in FITS[role]]


def fit_decision(role: Role, kind: K | str) -> Decision:
    """Decide whether a role goes with a kind of organization."""
    return unless(kind in FITS[role], RoleObjection.DOES_NOT_FIT)


def gift_decision(giver: Giver, role: Role, kind: K | str) -> Decision:
    """Decide whether somebody may give a role in an organization of this kind, with every reason why not."""
    return fit_decision(role, kind) & _hers_to_give(giver, role)


def change_decision(giver: Giver, before: Role, after: Role, kind: K | str, *, is_herself: bool) -> Decision:
    """Decide a change of role: what one could not give, one cannot take away; nobody changes her own rights."""
    return (
        unless(not is_herself, RoleObjection.NOT_TO_YOURSELF)
        & (ALLOWED if before == after else gift_decision(giver, after, kind))
        & _hers_to_give(giver, before)
    )


def taking_decision(giver: Giver, roles: Iterable[Role]) -> Decision:
    """Decide whether somebody may close the access of those who hold these roles: only what she could give."""
    return all_of(_hers_to_give(giver, role) for role in roles)


def _hers_to_give(giver: Giver, role: Role) -> Decision:
    if role in giver.gives:
        return ALLOWED
    if role in CO_PILOTS and giver.roles & CO_PILOTS:
        return Decision((RoleObjection.EACH_PILOT_ITS_OWN,))
    return Decision((RoleObjection.NOT_YOURS_TO_GIVE,))

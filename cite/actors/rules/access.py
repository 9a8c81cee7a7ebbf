"""Who may see residents, and who may see their obstacles (freins): role × organization × district × legal title.

Sources: article L121-6-2 of the code de l’action sociale et des familles (shared secret limited to what is
strictly necessary), and the arrangement of the two co-pilots: aggregates for those who steer, fund or read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from cite.accounts.enums import CO_PILOTS, Role
from cite.actors.enums import AccessObjection, LegalTitle
from cite.core.decisions import ALLOWED, Decision, unless


class Reach(Enum):
    """How far a role sees."""

    PEOPLE = "people"
    """The people her organization accompanies; she may search them."""
    OWN_ACTION = "own_action"
    """The people of her own action, whom she enters or welcomes; no search."""
    AGGREGATES = "aggregates"
    """Numbers only, never who is followed."""


REACH: dict[Role, Reach] = {
    Role.PRESCRIBER: Reach.PEOPLE,
    Role.COORDINATOR: Reach.PEOPLE,
    Role.CARRIER: Reach.OWN_ACTION,
    Role.RELAY: Reach.OWN_ACTION,
    Role.EMPLOYER: Reach.OWN_ACTION,
    Role.CO_PILOT_STATE: Reach.AGGREGATES,
    Role.CO_PILOT_METROPOLE: Reach.AGGREGATES,
    Role.DISTRICT_OFFICER: Reach.AGGREGATES,
    Role.LEGAL_REPRESENTATIVE: Reach.OWN_ACTION,
    Role.INSTRUCTOR: Reach.AGGREGATES,
    Role.FUNDER: Reach.AGGREGATES,
    Role.READER: Reach.AGGREGATES,
    Role.DATA_PROTECTION_OFFICER: Reach.AGGREGATES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessFacts:
    """Everything the decision needs about a person and the organization she acts for, on a day.

    `role` is the one she holds there (none: she acts for nobody); `roles_here`, all she holds in the Cité.
    """

    role: Role | None
    on: date
    roles_here: frozenset[Role] = frozenset()
    is_platform_administrator: bool = False
    is_membership_active: bool = True
    is_partner_active: bool = True
    legal_title: LegalTitle | str = LegalTitle.NONE
    habilitated_by_state_on: date | None = None
    habilitated_by_metropole_on: date | None = None
    habilitation_ends_on: date | None = None


def residents_decision(facts: AccessFacts) -> Decision:
    """Decide whether she may see residents as people: those of her organization, or of her own action."""
    return _person_decision(facts) & _organization_decision(facts) & _habilitation_decision(facts)


def search_decision(facts: AccessFacts) -> Decision:
    """Decide whether she may search residents: never carriers, relays nor employers."""
    return residents_decision(facts) & _without_own_action(facts)


def obstacles_decision(facts: AccessFacts) -> Decision:
    """Decide whether she may see obstacles (freins): a professional, a legal title, both habilitations."""
    return residents_decision(facts) & _without_own_action(facts)


def district_decision(followed: frozenset[int], district: int | None) -> Decision:
    """Decide whether a district is among those followed (none: not narrowed); an unknown district is hers too."""
    return unless(not followed or district is None or district in followed, AccessObjection.OTHER_DISTRICT)


def sees_aggregates_only(roles: frozenset[Role]) -> bool:
    """Say whether somebody sees numbers and never people: a co-pilot always, whatever else she is."""
    return bool(roles & CO_PILOTS) or all(REACH[role] is Reach.AGGREGATES for role in roles)


def _person_decision(facts: AccessFacts) -> Decision:
    decision = unless(not facts.is_platform_administrator, AccessObjection.PLATFORM_ADMINISTRATOR)
    if facts.role is None:
        return decision & Decision((AccessObjection.NO_MEMBERSHIP,))
    if (facts.roles_here | {facts.role}) & CO_PILOTS:
        return decision & Decision((AccessObjection.PILOTS_SEE_AGGREGATES,))
    return decision & unless(REACH[facts.role] is not Reach.AGGREGATES, AccessObjection.ROLE_SEES_AGGREGATES)


def _without_own_action(facts: AccessFacts) -> Decision:
    limited = facts.role is not None and REACH[facts.role] is Reach.OWN_ACTION
    return unless(not limited, AccessObjection.ROLE_SEES_OWN_ACTION)


def _organization_decision(facts: AccessFacts) -> Decision:
    if facts.role is None:
        return ALLOWED
    return unless(facts.is_membership_active, AccessObjection.MEMBERSHIP_NOT_ACTIVE) & unless(
        facts.is_partner_active, AccessObjection.PARTNER_NOT_ACTIVE
    )


def _habilitation_decision(facts: AccessFacts) -> Decision:
    if facts.role is None:
        return ALLOWED
    state, metropole = facts.habilitated_by_state_on, facts.habilitated_by_metropole_on
    begins = max(state, metropole) if state and metropole else None
    ends = facts.habilitation_ends_on
    return (
        unless(facts.legal_title != LegalTitle.NONE, AccessObjection.NO_LEGAL_TITLE)
        & unless(state is not None, AccessObjection.STATE_HAS_NOT_AGREED)
        & unless(metropole is not None, AccessObjection.METROPOLE_HAS_NOT_AGREED)
        & unless(begins is None or begins <= facts.on, AccessObjection.HABILITATION_NOT_STARTED)
        & unless(ends is None or facts.on <= ends, AccessObjection.HABILITATION_ENDED)
    )

"""Who moves a file through its instruction: the table of its life says which role, this says which person."""

from __future__ import annotations

from cite.accounts.enums import CO_PILOTS
from cite.accounts.models import User
from cite.accounts.permissions import can_work_here, roles_of
from cite.actors.permissions.people import membership_in
from cite.core.decisions import Decision, unless
from cite.grants.enums import ReviewObjection
from cite.grants.models import Application
from cite.grants.permissions.applications import Standing, has_declared_conflict, is_desk, standings
from cite.grants.workflow import APPLICATION, CARRIERS


def is_linked(user: User, application: Application) -> bool:
    """Say whether a person is a member of the carrier, or declared a link with it: the file is not hers to judge."""
    return membership_in(user, application.partner) is not None or has_declared_conflict(user, application)


def can_instruct(user: User, application: Application) -> Decision:
    """Let the desk work on a file that is not its own organization's."""
    return can_work_here(user, application.territory) and (
        unless(is_desk(user, application.territory), ReviewObjection.DESK_ONLY)
        & unless(not is_linked(user, application), ReviewObjection.OWN_ORGANIZATION)
    )


def can_answer_remarks(user: User, application: Application) -> Decision:
    """Let the carrier answer what was asked of her."""
    return unless(Standing.CARRIER in standings(user, application), ReviewObjection.CARRIER_ONLY) & unless(
        APPLICATION.allows("correct", application.state), ReviewObjection.WRONG_STATE
    )


def can_take(user: User, application: Application, arrow: str) -> Decision:
    """Let a person take an arrow of the life of a file: her role, her distance from the carrier, where it stands."""
    roles = frozenset().union(*(t.roles for t in APPLICATION.transitions if t.name == arrow))
    state = unless(APPLICATION.allows(arrow, application.state), ReviewObjection.WRONG_STATE)
    if roles == {str(role) for role in CARRIERS}:
        mine = Standing.CARRIER in standings(user, application)
        return unless(mine, ReviewObjection.CARRIER_ONLY) & state
    is_pilot = bool(roles_of(user, application.territory) & CO_PILOTS)
    if roles == {str(role) for role in CO_PILOTS} and not is_pilot:
        return can_work_here(user, application.territory) and Decision((ReviewObjection.CO_PILOTS_ONLY,))
    return can_instruct(user, application) and state

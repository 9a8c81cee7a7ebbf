"""Who decides for which funder, and who sees a decision before it is told."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cite.accounts.enums import CO_PILOTS, Role
from cite.accounts.models import User
from cite.accounts.permissions import can_work_here, roles_of
from cite.actors.permissions.people import membership_in, memberships_of
from cite.core.decisions import Decision, unless
from cite.grants.enums import AwardState
from cite.grants.enums.decisions import AwardObjection
from cite.grants.models import Award, Envelope, Funder
from cite.grants.permissions.applications import (
    funders_of,
    has_declared_conflict,
    visible_applications,
)
from cite.tenancy.models import Territory

OVERSEERS = CO_PILOTS | {Role.COORDINATOR, Role.INSTRUCTOR}
"""Who follows every decision in preparation: they bring the files to the committee."""
TOLD = frozenset({AwardState.PUBLISHED, AwardState.WITHDRAWN})
"""Where a decision was told to its carrier."""


def oversees_awards(user: User, territory: Territory | None) -> bool:
    """Say whether a person follows the decisions of every funder."""
    return bool(roles_of(user, territory) & OVERSEERS)


def decides_somewhere(user: User, territory: Territory | None) -> bool:
    """Say whether a person follows or takes decisions at all."""
    return bool(roles_of(user, territory) & (OVERSEERS | {Role.FUNDER}))


def can_follow_awards(user: User, territory: Territory | None) -> Decision:
    """Open the pages of decisions to those who follow or take them."""
    return can_work_here(user, territory) and unless(
        decides_somewhere(user, territory), AwardObjection.NOTHING_TO_DECIDE
    )


def visible_awards(user: User, territory: Territory | None) -> QuerySet[Award]:
    """List the decisions a person may see; before they are told: her funder's, or all for those who oversee them.

    Whoever writes files for the carrier never sees one before it is told, whatever her other roles.
    """
    if territory is None or not can_work_here(user, territory):
        return Award.objects.none()
    awards = Award.objects.filter(application__in=visible_applications(user, territory))
    told = Q(state__in=TOLD)
    own = Q(application__partner_id__in=_partners_of(user, territory))
    if oversees_awards(user, territory):
        return awards.filter(told | ~own)
    return awards.filter(told | (Q(funder__in=funders_of(user, territory)) & ~own))


def can_decide(user: User, award: Award) -> Decision:
    """Let the people of a funder decide for it, on a file of an organization that is not theirs."""
    application = award.application
    is_linked = membership_in(user, application.partner) is not None
    return can_decide_for(user, award.funder) & unless(
        not is_linked and not has_declared_conflict(user, application), AwardObjection.YOUR_OWN_FILE
    )


def can_decide_for(user: User, funder: Funder) -> Decision:
    """Let the people of a funder decide for it."""
    mine = funders_of(user, funder.territory).filter(pk=funder.pk)
    return can_work_here(user, funder.territory) and unless(mine.exists(), AwardObjection.NOT_YOUR_FUNDER)


def visible_envelopes(user: User, territory: Territory | None) -> QuerySet[Envelope]:
    """List the envelopes a person may see: all for those who oversee decisions, else her funder's."""
    if territory is None or not can_work_here(user, territory):
        return Envelope.objects.none()
    envelopes = Envelope.objects.filter(territory=territory)
    if oversees_awards(user, territory):
        return envelopes
    return envelopes.filter(funder__in=funders_of(user, territory))


def _partners_of(user: User, territory: Territory) -> list[int]:
    return [membership.partner_id for membership in memberships_of(user, territory)]

"""Who sees which alerts: those of the pathways she follows; managers see figures."""

from __future__ import annotations

from django.db.models import QuerySet

from cite.accounts.models import User
from cite.accounts.permissions import can_co_pilot, can_work_here
from cite.actors.permissions.people import is_manager
from cite.core.decisions import Decision, unless
from cite.dropout.enums.objections import AlertObjection, ThresholdObjection
from cite.dropout.models import Alert
from cite.pathways.enums.pathways import ReferentState
from cite.pathways.models import GroupMember, Refereeship
from cite.pathways.permissions.pathways import visible_pathways
from cite.residents.permissions.people import acting_memberships, can_follow_residents, can_write_in
from cite.tenancy.models import Territory


def visible_alerts(user: User, territory: Territory | None) -> QuerySet[Alert]:
    """List the alerts about the pathways she may see."""
    return Alert.objects.filter(pathway__in=visible_pathways(user, territory))


def alerts_to_look_at(user: User, territory: Territory | None) -> QuerySet[Alert]:
    """List the open alerts that are hers, about pathways that she may see."""
    return alerts_of_hers(user, territory).filter(pathway__in=visible_pathways(user, territory))


def alerts_of_hers(user: User, territory: Territory | None) -> QuerySet[Alert]:
    """List the open alerts of whom she follows: she is the referent, is asked to be, or is in the group.

    Whoever shows them asks first what she still sees.
    """
    mine = [each.pk for each in acting_memberships(user, territory)]
    states = [ReferentState.ACTIVE, ReferentState.PROPOSED]
    followed = Refereeship.objects.filter(member__in=mine, state__in=states).order_by()
    grouped = GroupMember.objects.filter(until=None, member__in=mine).order_by()
    hers = followed.values("pathway").union(grouped.values("pathway"))
    return Alert.objects.filter(pathway__in=hers, closed_on=None)


def can_look_at_alerts(user: User, territory: Territory | None) -> Decision:
    """Open the list to whoever follows people."""
    return can_follow_residents(user, territory)


def can_close(user: User, alert: Alert) -> Decision:
    """Let whoever accompanies the person close an alert, and nobody else; never the machine."""
    return unless(
        bool(can_write_in(user, alert.pathway.resident)), AlertObjection.NOT_YOURS_TO_CLOSE
    ) & unless(alert.closed_on is None, AlertObjection.ALREADY_CLOSED)


def can_watch_structures(user: User, territory: Territory | None) -> Decision:
    """Let the coordination and the co-pilots know how many situations wait in each structure, never whose."""
    return can_work_here(user, territory) and unless(
        is_manager(user, territory), AlertObjection.COORDINATION_ONLY
    )


def can_prepare_thresholds(user: User, territory: Territory | None) -> Decision:
    """Let the coordination and the co-pilots prepare thresholds, and try them on the past: figures only."""
    return can_work_here(user, territory) and unless(
        is_manager(user, territory), ThresholdObjection.NOT_YOURS_TO_PREPARE
    )


def can_agree_to_thresholds(user: User, territory: Territory | None) -> Decision:
    """Let each co-pilot agree to thresholds."""
    return unless(bool(can_co_pilot(user, territory)), ThresholdObjection.CO_PILOTS_ONLY)

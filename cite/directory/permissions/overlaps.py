"""Who sees a pair of overlapping services, and for whom she speaks.

The co-pilots and the coordination see every pair. A carrier sees the pairs of its own services and actions: both sides
read everything that is said of them. Whoever belongs to a carrier speaks for it, never as a pilot about it.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cite.accounts.models import User
from cite.accounts.permissions import can_work_here
from cite.actors.permissions.people import is_manager
from cite.core.decisions import Decision, unless
from cite.directory.enums.overlaps import OverlapObjection, Side
from cite.directory.models import OverlapVerdict
from cite.directory.permissions.services import writable_partners
from cite.tenancy.models import Territory


def sides_in(user: User, territory: Territory | None, first: int, second: int) -> frozenset[Side]:
    """Tell for whom a person speaks about a pair, by the numbers of its two organizations."""
    own = {partner.pk for partner in writable_partners(user, territory)}
    carried = {side for side, partner in ((Side.FIRST, first), (Side.SECOND, second)) if partner in own}
    if carried:
        return frozenset(carried)
    return frozenset({Side.PILOTS}) if is_manager(user, territory) else frozenset()


def sees_every_overlap(user: User, territory: Territory | None) -> bool:
    """Whether she sees the pairs of all organizations."""
    return is_manager(user, territory)


def visible_verdicts(user: User, territory: Territory | None) -> QuerySet[OverlapVerdict]:
    """List what was said of the pairs a person sees."""
    if territory is None or not can_work_here(user, territory):
        return OverlapVerdict.objects.none()
    verdicts = OverlapVerdict.objects.filter(territory=territory)
    if sees_every_overlap(user, territory):
        return verdicts
    own = [partner.pk for partner in writable_partners(user, territory)]
    return verdicts.filter(Q(first_partner__in=own) | Q(second_partner__in=own))


def can_open_overlaps(user: User, territory: Territory | None) -> Decision:
    """Open the list to the pilots and to those who write for an organization."""
    may = sees_every_overlap(user, territory) or bool(writable_partners(user, territory))
    return can_work_here(user, territory) and unless(may, OverlapObjection.NOT_CONCERNED)


def can_judge(user: User, territory: Territory, side: str, *, first: int, second: int) -> Decision:
    """Let somebody give the opinion of one side of a pair."""
    may = side in sides_in(user, territory, first, second)
    return can_work_here(user, territory) and unless(may, OverlapObjection.NOT_CONCERNED)

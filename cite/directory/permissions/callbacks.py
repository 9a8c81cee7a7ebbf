"""Who keeps the roster, and who reads what a resident asked: those on duty in her district, nobody else."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cite.accounts.models import User
from cite.accounts.permissions import can_work_here
from cite.actors.enums import MembershipState, PartnerState
from cite.actors.models import Membership, Partner
from cite.actors.permissions.people import is_manager, memberships_of
from cite.core.decisions import Decision, unless
from cite.directory.enums.callbacks import CallbackObjection, CallbackState
from cite.directory.models import Callback, DutyPartner, DutyShift
from cite.tenancy.models import Territory


def team_of(territory: Territory) -> QuerySet[Membership]:
    """List those who may be on duty: the people of the organizations that take part."""
    taking_part = DutyPartner.objects.filter(territory=territory).values("partner_id")
    return Membership.objects.filter(
        territory=territory,
        state=MembershipState.ACTIVE,
        user__is_active=True,
        partner__state=PartnerState.ACTIVE,
        partner__in=taking_part,
    )


def manageable_people(user: User, territory: Territory | None) -> QuerySet[Membership]:
    """List the people whose duty she keeps: everybody's for managers, her own organizations' for administrators."""
    if territory is None:
        return Membership.objects.none()
    team = team_of(territory)
    return team if is_manager(user, territory) else team.filter(partner__in=administered(user, territory))


def administered(user: User, territory: Territory | None) -> list[Partner]:
    """List the organizations whose people she manages."""
    return [each.partner for each in memberships_of(user, territory) if each.is_administrator]


def can_keep_roster(user: User, partner: Partner) -> Decision:
    """Let managers, and the administrators of an organization, say when its people are on duty."""
    territory = partner.territory
    may = is_manager(user, territory) or partner in administered(user, territory)
    return can_work_here(user, territory) and unless(may, CallbackObjection.NOT_YOUR_PEOPLE)


def can_keep_some_roster(user: User, territory: Territory | None) -> Decision:
    """Open the pages that write the roster."""
    may = is_manager(user, territory) or bool(administered(user, territory))
    return can_work_here(user, territory) and unless(may, CallbackObjection.NOT_YOUR_PEOPLE)


def can_join(user: User, partner: Partner) -> Decision:
    """Let the administrators of an organization, and nobody for them, say that it takes part."""
    may = partner in administered(user, partner.territory)
    return can_work_here(user, partner.territory) and unless(may, CallbackObjection.ADMINISTRATORS_ONLY)


def can_follow(user: User, territory: Territory | None) -> Decision:
    """Show managers which promises are about to break, and figures; never a number nor a name."""
    return can_work_here(user, territory) and unless(
        is_manager(user, territory), CallbackObjection.MANAGERS_ONLY
    )


def duty_districts(user: User, territory: Territory | None) -> set[int]:
    """List the districts in which she is on duty, herself or as a deputy. One query."""
    mine = [each.pk for each in memberships_of(user, territory)]
    if not mine:
        return set()
    shifts = DutyShift.objects.filter(Q(person__in=mine) | Q(deputy__in=mine), territory=territory)
    # An organization that has left calls nobody.
    shifts = shifts.filter(person__in=team_of(territory))
    return set(shifts.values_list("district_id", flat=True))


def can_call(user: User, territory: Territory | None) -> Decision:
    """Open the list of calls to those on duty somewhere, and to whom a call was handed over."""
    may = bool(duty_districts(user, territory)) or visible_callbacks(user, territory).exists()
    return can_work_here(user, territory) and unless(may, CallbackObjection.NOT_ON_DUTY)


def visible_callbacks(user: User, territory: Territory | None) -> QuerySet[Callback]:
    """List the open requests she may read: those of her districts, and those handed over to her."""
    if territory is None or not can_work_here(user, territory):
        return Callback.objects.none()
    mine = [each.pk for each in memberships_of(user, territory)]
    return (
        Callback.objects.filter(territory=territory)
        .filter(Q(district__in=duty_districts(user, territory)) | Q(assigned_to__in=mine))
        .exclude(state=CallbackState.CLOSED)
    )


def closed_callbacks(user: User, territory: Territory | None) -> QuerySet[Callback]:
    """List the requests that are over, for the people who may have been told of them: nothing of anybody is left."""
    if territory is None or not can_work_here(user, territory):
        return Callback.objects.none()
    if not team_of(territory).filter(user=user).exists():
        return Callback.objects.none()
    return Callback.objects.filter(territory=territory, state=CallbackState.CLOSED)


def movable_callbacks(user: User, territory: Territory | None) -> QuerySet[Callback]:
    """List the open requests she may hand over: those she reads; all of them, unread, for managers."""
    if can_follow(user, territory):
        return Callback.objects.filter(territory=territory).exclude(state=CallbackState.CLOSED)
    return visible_callbacks(user, territory)


def can_answer(user: User, callback: Callback) -> Decision:
    """Let those on duty in the district call, and note what came of it."""
    may = visible_callbacks(user, callback.territory).filter(pk=callback.pk).exists()
    return can_work_here(user, callback.territory) and unless(may, CallbackObjection.NOT_ON_DUTY)


def can_hand_over(user: User, callback: Callback) -> Decision:
    """Let those on duty, and managers, hand a request over."""
    may = movable_callbacks(user, callback.territory).filter(pk=callback.pk).exists()
    return can_work_here(user, callback.territory) and unless(may, CallbackObjection.NOT_ON_DUTY)

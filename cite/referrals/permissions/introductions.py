"""Who introduces somebody, and who calls her: a relay sees what she sent, professionals see whom to call."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cite.accounts.models import User
from cite.accounts.permissions import can_work_here
from cite.actors.models import Membership
from cite.actors.permissions.people import memberships_of, sees_aggregates_only
from cite.core.decisions import Decision, unless
from cite.opening.permissions import in_service_since
from cite.referrals.enums.acts import ReferralObjection
from cite.referrals.enums.introductions import IntroductionState
from cite.referrals.models import Introduction
from cite.referrals.permissions.referrals import prescribing_memberships
from cite.tenancy.models import Territory


def introducing_memberships(user: User, territory: Territory | None) -> list[Membership]:
    """List what she is in the organizations for which she introduces people: anybody but those who see numbers only."""
    if not can_work_here(user, territory) or sees_aggregates_only(user, territory):
        return []
    return memberships_of(user, territory)


def can_introduce(user: User, territory: Territory | None) -> Decision:
    """Let relays, and everybody who meets residents, introduce somebody."""
    return can_work_here(user, territory) and unless(
        bool(introducing_memberships(user, territory)), ReferralObjection.NOT_A_RELAY
    )


def own_introductions(user: User, territory: Territory | None) -> QuerySet[Introduction]:
    """List what she sent herself."""
    if territory is None or not user.is_authenticated:
        return Introduction.objects.none()
    return _of_this_mode(territory).filter(relay__user=user)


def visible_introductions(user: User, territory: Territory | None) -> QuerySet[Introduction]:
    """List whom she may call: those who wait in the districts she follows, those her organizations care for."""
    mine = prescribing_memberships(user, territory)
    if not mine:
        return Introduction.objects.none()
    shown = Q()
    for membership in mine:
        followed = [each.pk for each in membership.districts.all()]
        here = Q(district=None) | Q(district__in=followed) if followed else Q()
        shown |= Q(state=IntroductionState.WAITING) & here | Q(taken_by__partner=membership.partner_id)
    return _of_this_mode(territory).filter(shown)


def _of_this_mode(territory: Territory) -> QuerySet[Introduction]:
    """Leave out the invented people of the training mode once the Cité is in service."""
    rows = Introduction.objects.filter(territory=territory)
    since = in_service_since(territory)
    return rows if since is None else rows.filter(created_at__gte=since)


def can_call_them(user: User, territory: Territory | None) -> Decision:
    """Open the list of those to call to the professionals of a habilitated organization."""
    return can_work_here(user, territory) and unless(
        bool(prescribing_memberships(user, territory)), ReferralObjection.NOT_A_PRESCRIBER
    )


def can_care_for(user: User, introduction: Introduction) -> Decision:
    """Let the organization that took an introduction call, note, and end it."""
    mine = {each.partner_id for each in prescribing_memberships(user, introduction.territory)}
    taken = introduction.taken_by.partner_id if introduction.taken_by else None
    return can_call_them(user, introduction.territory) and unless(
        taken in mine, ReferralObjection.TAKEN_BY_ANOTHER
    )

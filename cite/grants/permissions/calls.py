"""Who prepares calls, publishes them, says who funds and how much."""

from __future__ import annotations

from django.db.models import QuerySet

from cite.accounts.models import User
from cite.accounts.permissions import can_co_pilot, can_work_here
from cite.actors.permissions.people import is_manager
from cite.core.decisions import Decision, unless
from cite.grants.enums import CallObjection, EditionState
from cite.grants.models import CallEdition, CallForProjects, Funder
from cite.tenancy.models import Territory


def can_prepare_calls(user: User, territory: Territory | None) -> Decision:
    """Let the coordination and the co-pilots prepare calls, funders and envelopes."""
    return can_work_here(user, territory) and unless(
        is_manager(user, territory), CallObjection.NOT_YOURS_TO_PREPARE
    )


def can_publish_calls(user: User, territory: Territory | None) -> Decision:
    """Let each co-pilot agree to an edition."""
    return unless(bool(can_co_pilot(user, territory)), CallObjection.CO_PILOTS_PUBLISH)


def visible_calls(user: User, territory: Territory | None) -> QuerySet[CallForProjects]:
    """List the calls that were published, for everyone; those in preparation for who prepares them."""
    if territory is None:
        return CallForProjects.objects.none()
    calls = CallForProjects.objects.filter(territory=territory)
    if can_prepare_calls(user, territory):
        return calls
    published = CallEdition.objects.filter(state=EditionState.PUBLISHED)
    return calls.filter(pk__in=published.values("call_id"))


def visible_editions(user: User, territory: Territory | None) -> QuerySet[CallEdition]:
    """List the editions in force or replaced, for everyone; drafts and abandoned ones for who prepares them."""
    if territory is None:
        return CallEdition.objects.none()
    editions = CallEdition.objects.filter(territory=territory)
    if can_prepare_calls(user, territory):
        return editions
    return editions.filter(state__in=(EditionState.PUBLISHED, EditionState.REPLACED))


def visible_funders(user: User, territory: Territory | None) -> QuerySet[Funder]:
    """List who funds here, for those who work here."""
    if territory is None or not can_work_here(user, territory):
        return Funder.objects.none()
    return Funder.objects.filter(territory=territory)

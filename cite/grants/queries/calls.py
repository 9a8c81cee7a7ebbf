"""Calls for projects: their edition in force, where they stand on a day, what they ask."""

from __future__ import annotations

from datetime import date

from django.db.models import F, QuerySet

from cite.accounts.models import User
from cite.actors.enums import PilotSide
from cite.actors.permissions.people import pilot_side
from cite.grants.enums import CallPhase, EditionState
from cite.grants.models import CALENDAR, CallEdition, CallForProjects
from cite.grants.permissions.calls import can_publish_calls
from cite.grants.rules import calendar
from cite.grants.rules.call_content import (
    Parameters,
    choices_from,
    grid_from,
    parameters_from,
    pieces_from,
)
from cite.grants.rules.calls import EditionFacts
from cite.tenancy.models import Territory


def edition_in_force(call: CallForProjects) -> CallEdition | None:
    """Find the edition of a call that is in force; none before its first publication."""
    return CallEdition.objects.filter(call=call, state=EditionState.PUBLISHED).select_related("call").first()


def draft_of(call: CallForProjects) -> CallEdition | None:
    """Find the edition that waits for both co-pilots."""
    return CallEdition.objects.filter(call=call, state=EditionState.DRAFT).select_related("call").first()


def latest_edition(call: CallForProjects) -> CallEdition:
    """Find the last edition that was written of a call, whatever became of it."""
    return CallEdition.objects.filter(call=call).select_related("call").latest("number")


def edition_facts(edition: CallEdition) -> EditionFacts:
    """Read what an edition says."""
    earlier = CallEdition.objects.filter(call=edition.call_id).exclude(published_on=None)
    return EditionFacts(
        presentation=edition.presentation,
        days=days_of(edition),
        stakes=choices_from(edition.stakes),
        priorities=choices_from(edition.priorities),
        pieces=pieces_from(edition.pieces),
        grid=grid_from(edition.grid),
        parameters=parameters_from(edition.parameters),
        is_first=not earlier.exists(),
    )


def days_of(edition: CallEdition) -> dict[str, date]:
    """Map each day of the calendar to its date, in their order."""
    return {name: getattr(edition, name) for name in CALENDAR}


def phase_of(edition: CallEdition, on: date) -> CallPhase:
    """Tell where a call stands on a day; for a replaced edition, by the days of the one in force."""
    current = _current(edition)
    return calendar.phase(days_of(current), on, is_published=current.state == EditionState.PUBLISHED)


def is_open(edition: CallEdition, on: date) -> bool:
    """Say whether files may be deposited on a day of Paris; deadlines are those of the edition in force."""
    return phase_of(edition, on) == CallPhase.OPEN


def published_editions(territory: Territory | None) -> QuerySet[CallEdition]:
    """List the editions in force, the newest call first."""
    if territory is None:
        return CallEdition.objects.none()
    rows = CallEdition.objects.filter(territory=territory, state=EditionState.PUBLISHED)
    return rows.select_related("call").order_by("-call__year", "call__title", "pk")


def open_editions(territory: Territory | None, on: date) -> QuerySet[CallEdition]:
    """List the editions in force under which files may be deposited on a day."""
    return published_editions(territory).filter(opens_on__lte=on, closes_on__gte=on)


def visible_editions(territory: Territory | None, on: date) -> QuerySet[CallEdition]:
    """List the editions in force that are not over on a day, those still open first."""
    return published_editions(territory).filter(report_due_on__gte=on).order_by(F("closes_on").desc(), "pk")


def editions_to_agree(user: User, territory: Territory | None) -> QuerySet[CallEdition]:
    """List the editions that the other co-pilot agreed to, and that wait for this one's side."""
    side = pilot_side(user, territory) if can_publish_calls(user, territory) else None
    if territory is None or side is None:
        return CallEdition.objects.none()
    other = next(each for each in PilotSide if each != side)
    rows = CallEdition.objects.filter(territory=territory, state=EditionState.DRAFT)
    waiting = rows.filter(
        **{f"agreed_by_{side.value}": None, f"agreed_by_{other.value}__isnull": False}
    ).exclude(**{f"agreed_by_{other.value}": user})
    return waiting.select_related("call").order_by("opens_on", "pk")


def parameters_of(edition: CallEdition) -> Parameters:
    """Read the thresholds and delays of an edition."""
    return parameters_from(edition.parameters)


def _current(edition: CallEdition) -> CallEdition:
    if edition.state != EditionState.REPLACED:
        return edition
    return edition_in_force(edition.call) or edition

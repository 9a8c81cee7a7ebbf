"""Who prepares a committee, who sees its files, who agrees to its opinions, who simulates."""

from __future__ import annotations

from django.db.models import QuerySet

from cite.accounts.enums import CO_PILOTS, Role
from cite.accounts.models import User
from cite.accounts.permissions import can_work_here, roles_of
from cite.actors.permissions.people import membership_in, memberships_of
from cite.core.decisions import Decision, unless
from cite.grants.enums.committee import COMMITTEE, CommitteeObjection, SimulationObjection
from cite.grants.models import Application, CommitteeItem, Simulation
from cite.grants.permissions.applications import has_declared_conflict, visible_applications
from cite.grants.permissions.awards import decides_somewhere
from cite.meetings.enums import MeetingState
from cite.meetings.models import Meeting
from cite.meetings.permissions import can_edit_meeting, visible_meetings
from cite.tenancy.models import Territory

SIMULATORS = CO_PILOTS | {Role.COORDINATOR}
"""Who may change every simulation."""
OPEN = frozenset({MeetingState.DRAFT, MeetingState.CONVENED, MeetingState.HELD})
"""Where the agenda of a committee and its opinions may still change."""


def visible_committees(user: User, territory: Territory | None) -> QuerySet[Meeting]:
    """List the committees of funders a person may see: those who decide or oversee, and the people invited."""
    return visible_meetings(user, territory).filter(kind=COMMITTEE)


def visible_items(user: User, meeting: Meeting) -> QuerySet[CommitteeItem]:
    """List the files of a committee that a person may see; opinions are for those who decide or oversee.

    Whoever belongs to the carrier, or declared a link with it, does not see its file there.
    """
    return CommitteeItem.objects.filter(
        meeting=meeting, application__in=readable_files(user, meeting.territory)
    )


def readable_files(user: User, territory: Territory) -> QuerySet[Application]:
    """List the files that a person may read in a committee, whatever its agenda."""
    if not decides_somewhere(user, territory):
        return Application.objects.none()
    own = [membership.partner_id for membership in memberships_of(user, territory)]
    return visible_applications(user, territory).exclude(partner_id__in=own)


def can_prepare_committee(user: User, meeting: Meeting) -> Decision:
    """Let the organizers put files on the agenda of a committee, and write its opinions."""
    return can_edit_meeting(user, meeting) & unless(
        meeting.kind == COMMITTEE, CommitteeObjection.NOT_A_COMMITTEE
    )


def has_no_link(user: User, application: Application) -> Decision:
    """Keep whoever has a link with the carrier away from its file."""
    is_linked = membership_in(user, application.partner) is not None
    return unless(
        not is_linked and not has_declared_conflict(user, application), CommitteeObjection.YOUR_OWN_FILE
    )


def can_adjourn(user: User, application: Application) -> Decision:
    """Let either co-pilot send a file back to review."""
    may = bool(roles_of(user, application.territory) & CO_PILOTS)
    return unless(may, CommitteeObjection.NOT_A_CO_PILOT) & has_no_link(user, application)


def visible_simulations(user: User, territory: Territory | None) -> QuerySet[Simulation]:
    """List the simulations: for those who decide or oversee; each sees there only the decisions she may see."""
    if territory is None or not can_work_here(user, territory) or not decides_somewhere(user, territory):
        return Simulation.objects.none()
    return Simulation.objects.filter(territory=territory)


def can_change_simulation(user: User, simulation: Simulation) -> Decision:
    """Let who made a simulation, the co-pilots and the coordination change it."""
    roles = roles_of(user, simulation.territory)
    may = simulation.created_by_id == user.pk or bool(roles & SIMULATORS)
    return can_simulate(user, simulation.territory) and unless(may, SimulationObjection.NOT_YOURS)


def can_simulate(user: User, territory: Territory | None) -> Decision:
    """Let those who decide for a funder, the co-pilots and the coordination simulate."""
    may = bool(roles_of(user, territory) & SIMULATORS) or decides_somewhere(user, territory)
    return can_work_here(user, territory) and unless(may, SimulationObjection.NOT_YOURS)

"""Who convenes, who attends, who follows. Others do not know that a meeting exists."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from cite.accounts.models import TerritoryRole, User
from cite.accounts.permissions import can_co_pilot, can_work_here, roles_of
from cite.actors.enums import PartnerState
from cite.actors.models import Membership
from cite.actors.permissions.people import at_work, memberships_of
from cite.core.decisions import Decision, unless
from cite.meetings.enums import TO_FOLLOW, MeetingObjection, MeetingState
from cite.meetings.models import Attendee, Meeting, MeetingDecision
from cite.meetings.ports import ORGANIZERS, MeetingKind, all_kinds
from cite.tenancy.models import Territory


def kinds_to_convene(user: User, territory: Territory | None) -> list[MeetingKind]:
    """List the kinds of meetings a person may convene."""
    roles = roles_of(user, territory)
    return [kind for kind in all_kinds() if kind.organizers & roles]


def can_organize(user: User, territory: Territory | None) -> Decision:
    """Let the two co-pilots, with equal rights, and the coordination organize meetings."""
    may = bool(roles_of(user, territory) & ORGANIZERS)
    return can_work_here(user, territory) and unless(may, MeetingObjection.ORGANIZERS_ONLY)


def can_organize_kind(user: User, territory: Territory | None, kind: str) -> Decision:
    """Let a person organize a kind of meeting when her role is among its organizers."""
    may = any(offered.key == kind for offered in kinds_to_convene(user, territory))
    return can_work_here(user, territory) and unless(may, MeetingObjection.NOT_THIS_KIND)


def can_edit_meeting(user: User, meeting: Meeting) -> Decision:
    """Let the organizers of this kind of meeting prepare it, hold it and write about it."""
    return can_organize_kind(user, meeting.territory, meeting.kind)


def can_approve_minutes(user: User, meeting: Meeting) -> Decision:
    """Let either co-pilot approve minutes."""
    return can_edit_meeting(user, meeting) & unless(
        bool(can_co_pilot(user, meeting.territory)), MeetingObjection.CO_PILOTS_APPROVE
    )


def can_read_minutes(user: User, meeting: Meeting) -> bool:
    """Let organizers read minutes at any time, the others once they are approved."""
    return meeting.state == MeetingState.CLOSED or bool(can_edit_meeting(user, meeting))


def visible_meetings(user: User, territory: Territory | None) -> QuerySet[Meeting]:
    """List the meetings a person organizes, and those she is invited to once they are convened."""
    if territory is None or not can_work_here(user, territory):
        return Meeting.objects.none()
    meetings = Meeting.objects.filter(territory=territory)
    organized = Q(kind__in=[kind.key for kind in kinds_to_convene(user, territory)])
    invited = Attendee.objects.filter(user=user).values("meeting_id")
    return meetings.filter(organized | (Q(pk__in=invited) & ~Q(state=MeetingState.DRAFT)))


def visible_decisions(user: User, territory: Territory | None) -> QuerySet[MeetingDecision]:
    """List the decisions of the meetings a person sees, and those she or her organizations carry."""
    if territory is None or not can_work_here(user, territory):
        return MeetingDecision.objects.none()
    meetings = visible_meetings(user, territory).values("pk")
    return MeetingDecision.objects.filter(Q(meeting_id__in=meetings) | carried_by(user, territory))


def carried_by(user: User, territory: Territory) -> Q:
    """Select the decisions that a person, or an organization she acts for, carries, and those left to her."""
    partners = [membership.partner_id for membership in memberships_of(user, territory)]
    return Q(owner_user=user) | Q(owner_partner_id__in=partners) | _left_to(user, territory)


def left_behind(territory: Territory) -> Q:
    """Select the decisions that nobody carries any more: their owner acts no more in this Cité, or has closed."""
    here = at_work(territory).filter(user=OuterRef("owner_user"))
    roles = TerritoryRole.objects.filter(
        territory=territory, user=OuterRef("owner_user"), user__is_active=True
    )
    has_left = Q(owner_user__isnull=False) & ~Exists(here) & ~Exists(roles)
    return has_left | Q(owner_partner__isnull=False) & ~Q(owner_partner__state=PartnerState.ACTIVE)


def is_left_behind(decision: MeetingDecision) -> bool:
    """Tell whether a decision to be followed is one that nobody carries any more."""
    rows = MeetingDecision.objects.filter(left_behind(decision.territory), pk=decision.pk)
    return decision.is_open and rows.exists()


def _left_to(user: User, territory: Territory) -> Q:
    """Select what is left behind: to her successor, else to those who organize such meetings."""
    gone = Membership.objects.filter(territory=territory, user=OuterRef("owner_user"))
    taken_over = gone.filter(handed_over_to__in=at_work(territory))
    hers = Exists(taken_over.filter(handed_over_to__user=user))
    kinds = [kind.key for kind in kinds_to_convene(user, territory)]
    return left_behind(territory) & (hers | ~Exists(taken_over) & Q(meeting__kind__in=kinds))


def invitations_to_answer(user: User, territory: Territory | None) -> QuerySet[Attendee]:
    """List the invitations that wait for an answer from this person."""
    if territory is None or not can_work_here(user, territory):
        return Attendee.objects.none()
    return Attendee.objects.filter(user=user, meeting__state=MeetingState.CONVENED)


def can_answer(user: User, attendee: Attendee) -> Decision:
    """Let a person answer her own invitation to a convened meeting."""
    return unless(attendee.user_id == user.pk, MeetingObjection.NOT_INVITED) & unless(
        attendee.meeting.state == MeetingState.CONVENED, MeetingObjection.WRONG_STATE
    )


def can_follow_decision(user: User, decision: MeetingDecision) -> Decision:
    """Let those who carry a decision, and the organizers, say how far it is."""
    territory = decision.territory
    is_own = MeetingDecision.objects.filter(carried_by(user, territory), pk=decision.pk).exists()
    may = is_own or bool(can_edit_meeting(user, decision.meeting))
    return can_work_here(user, territory) and unless(may, MeetingObjection.NOT_YOUR_DECISION)


def open_decisions(decisions: QuerySet[MeetingDecision]) -> QuerySet[MeetingDecision]:
    """Keep those that are still to be done."""
    return decisions.filter(state__in=TO_FOLLOW)

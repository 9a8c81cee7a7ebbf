"""Decisions, across meetings."""

from __future__ import annotations

from django.db.models import QuerySet

from cite.accounts.models import User
from cite.meetings.models import Meeting, MeetingDecision
from cite.meetings.permissions import carried_by, open_decisions, visible_decisions
from cite.tenancy.models import Territory


def _with_owners(decisions: QuerySet[MeetingDecision]) -> QuerySet[MeetingDecision]:
    return decisions.select_related("meeting", "item", "owner_user", "owner_partner__organization")


def decisions_of(meeting: Meeting) -> QuerySet[MeetingDecision]:
    """List what a meeting decided, in the order it did."""
    return _with_owners(MeetingDecision.objects.filter(meeting=meeting)).order_by("pk")


def carried_decisions(meeting: Meeting) -> QuerySet[MeetingDecision]:
    """List what earlier meetings of the same committee decided, and is still to be done."""
    earlier = Meeting.objects.filter(
        territory=meeting.territory,
        kind=meeting.kind,
        group_name=meeting.group_name,
        starts_at__lt=meeting.starts_at,
    )
    return _with_owners(open_decisions(MeetingDecision.objects.filter(meeting__in=earlier)))


def decisions_to_follow(
    user: User,
    territory: Territory | None,
    *,
    only_mine: bool = False,
    with_ended: bool = False,
    kind: str = "",
) -> QuerySet[MeetingDecision]:
    """List the decisions a person sees, the most pressing first."""
    decisions = visible_decisions(user, territory)
    if territory is None:
        return decisions
    if only_mine:
        decisions = decisions.filter(carried_by(user, territory))
    if kind:
        decisions = decisions.filter(meeting__kind=kind)
    return _with_owners(decisions if with_ended else open_decisions(decisions))


def my_decisions_due(user: User, territory: Territory | None) -> QuerySet[MeetingDecision]:
    """List what this person, or her organizations, still has to do."""
    return decisions_to_follow(user, territory, only_mine=True)

"""Minutes: written, approved by a co-pilot, reopened to be corrected."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.meetings.enums import MeetingAct, MeetingObjection
from cite.meetings.models import AgendaItem, Meeting, MeetingDecision
from cite.meetings.notices import MINUTES
from cite.meetings.operations.locking import locked_meeting
from cite.meetings.permissions import can_approve_minutes
from cite.meetings.queries import agenda_of, attendees_of, path_of
from cite.meetings.workflow import MEETING, WRITING
from cite.notifications.operations import notify


@transaction.atomic
def write_minutes(
    *, meeting: Meeting, summary: str, texts: Mapping[UUID, str], by: User, version: int
) -> Meeting:
    """Write what was said: an introduction, and a text per point of the agenda.

    Raises:
        Refused: not allowed, closed, or changed meanwhile by somebody else.
    """
    meeting = locked_meeting(meeting, by, states=WRITING, version=version)
    items = [item for item in agenda_of(meeting) if item.minutes != texts.get(item.uuid, item.minutes)]
    for item in items:
        item.minutes = texts[item.uuid]
    AgendaItem.objects.bulk_update(items, ["minutes"])
    meeting.summary = summary
    meeting.save_next_version()
    record(MeetingAct.WRITE_MINUTES, by=by, target=meeting, changes={"items": (None, len(items))})
    return meeting


@transaction.atomic
def approve_minutes(*, meeting: Meeting, by: User, version: int) -> Meeting:
    """Approve minutes as they stand; people who were invited may then read them, and are told so.

    Raises:
        Refused: not a co-pilot, nothing written, or changed since they were read.
    """
    require(can_approve_minutes(by, meeting))
    meeting = locked_meeting(meeting, by, states=MEETING.sources_of("approve"), version=version)
    is_written = (
        bool(meeting.summary)
        or agenda_of(meeting).exclude(minutes="").exists()
        or MeetingDecision.objects.filter(meeting=meeting).exists()
    )
    require(unless(is_written, MeetingObjection.NO_MINUTES))
    meeting.state = MEETING.target("approve", meeting.state)
    meeting.approved_by, meeting.approved_at = by, now()
    meeting.save_next_version()
    record(MeetingAct.APPROVE_MINUTES, by=by, target=meeting)
    for attendee in attendees_of(meeting):
        if attendee.user and attendee.user_id != by.pk:
            notify(
                kind=MINUTES.key,
                territory=meeting.territory,
                to=attendee.user,
                fields={"meeting": meeting.title},
                path=path_of(meeting),
                about=f"minutes:{meeting.uuid}",
            )
    return meeting


@transaction.atomic
def reopen_minutes(*, meeting: Meeting, by: User) -> Meeting:
    """Reopen approved minutes, to correct them and approve them again.

    Raises:
        Refused: not a co-pilot, or not approved.
    """
    require(can_approve_minutes(by, meeting))
    meeting = locked_meeting(meeting, by, states=MEETING.sources_of("reopen"))
    meeting.state = MEETING.target("reopen", meeting.state)
    meeting.approved_by = meeting.approved_at = None
    meeting.save_next_version()
    record(MeetingAct.REOPEN_MINUTES, by=by, target=meeting)
    return meeting

"""Meetings prepared, convened, changed, held, canceled, and the next one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.decisions import Decision, require, unless
from cite.core.journal import differences, record, snapshot
from cite.core.text import search_key
from cite.meetings.enums import Answer, MeetingAct, MeetingObjection, MeetingState
from cite.meetings.models import AgendaItem, Attendee, Meeting
from cite.meetings.notices import CANCELED, CHANGED, INVITATION
from cite.meetings.operations.letters import write_to_all
from cite.meetings.operations.locking import locked_meeting
from cite.meetings.permissions import can_edit_meeting, can_organize_kind
from cite.meetings.ports import kind_named
from cite.meetings.queries import attendees_of
from cite.meetings.workflow import MEETING, PREPARING
from cite.tenancy.models import Territory

_TOLD = ("title", "starts_at", "ends_at", "place", "link")
_DATES = ("starts_at", "ends_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What is filled in about a meeting."""

    title: str
    starts_at: datetime
    ends_at: datetime
    group_name: str = ""
    place: str = ""
    link: str = ""

    def check(self) -> Decision:
        """Object to hours that make no sense."""
        same_day = timezone.localtime(self.starts_at).date() == timezone.localtime(self.ends_at).date()
        return unless(same_day and self.starts_at < self.ends_at, MeetingObjection.ENDS_BEFORE_IT_STARTS)


@transaction.atomic
def prepare_meeting(*, territory: Territory, kind: str, particulars: Particulars, by: User) -> Meeting:
    """Prepare a meeting: nobody is told before it is convened.

    Raises:
        Refused: not allowed, or hours that make no sense.
    """
    require(can_organize_kind(by, territory, kind) & particulars.check())
    meeting = Meeting(territory=territory, kind=kind, organizer=by)
    _fill(meeting, particulars)
    meeting.save()
    record(MeetingAct.PREPARE, by=by, target=meeting)
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, particulars: Particulars, by: User, version: int) -> Meeting:
    """Change a meeting. When it is convened, everybody is told, and a new date asks everybody again.

    Raises:
        Refused: not allowed, hours that make no sense, or changed meanwhile by somebody else.
    """
    require(can_edit_meeting(by, meeting) & particulars.check())
    meeting = locked_meeting(meeting, by, states=PREPARING, version=version)
    before = snapshot(meeting)
    _fill(meeting, particulars)
    changes = differences(before, snapshot(meeting))
    is_told = meeting.state == MeetingState.CONVENED and bool(changes.keys() & set(_TOLD))
    if is_told:
        is_moved = bool(changes.keys() & set(_DATES))
        require(_can_be_attended(meeting, is_moved=is_moved))
        meeting.sequence += 1
        if is_moved:
            attendees_of(meeting).update(answer=Answer.UNKNOWN, answered_at=None)
    meeting.save_next_version()
    record(MeetingAct.CHANGE, by=by, target=meeting, changes=changes)
    if is_told:
        write_to_all(meeting, notice=CHANGED)
    return meeting


@transaction.atomic
def convene_meeting(*, meeting: Meeting, by: User) -> Meeting:
    """Convene a meeting: everybody invited receives the agenda and an invitation for her calendar.

    Raises:
        Refused: not allowed, or something is missing; all of it is said.
    """
    meeting = locked_meeting(meeting, by, states=MEETING.sources_of("convene"))
    has_items = AgendaItem.objects.filter(meeting=meeting).exists()
    require(
        _can_be_attended(meeting)
        & unless(attendees_of(meeting).exists(), MeetingObjection.NOBODY_INVITED)
        & unless(has_items, MeetingObjection.EMPTY_AGENDA)
    )
    _go(meeting, "convene")
    record(MeetingAct.CONVENE, by=by, target=meeting)
    write_to_all(meeting, notice=INVITATION)
    return meeting


@transaction.atomic
def hold_meeting(*, meeting: Meeting, by: User) -> Meeting:
    """Say that a meeting took place: attendance and minutes remain to be written.

    Raises:
        Refused: not allowed, canceled, or not begun yet.
    """
    meeting = locked_meeting(meeting, by, states=MEETING.sources_of("hold"))
    require(unless(meeting.starts_at <= now(), MeetingObjection.NOT_YET))
    _go(meeting, "hold")
    record(MeetingAct.HOLD, by=by, target=meeting)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: User, reason: str) -> Meeting:
    """Cancel a meeting; when it was convened, everybody is told why and calendars erase it.

    Raises:
        Refused: not allowed, no reason, or already held.
    """
    reason = " ".join(reason.split())
    meeting = locked_meeting(meeting, by, states=MEETING.sources_of("cancel"))
    require(unless(bool(reason), MeetingObjection.NO_REASON_TO_CANCEL))
    was_convened = meeting.state == MeetingState.CONVENED
    meeting.cancel_reason = reason[:300]
    meeting.sequence += 1
    _go(meeting, "cancel")
    record(MeetingAct.CANCEL, by=by, target=meeting)
    if was_convened:
        write_to_all(meeting, notice=CANCELED, reason=reason)
    return meeting


@transaction.atomic
def prepare_next_meeting(*, meeting: Meeting, particulars: Particulars, by: User) -> Meeting:
    """Prepare the meeting that follows: same people, and the open decisions first on its agenda.

    Raises:
        Refused: not allowed, or hours that make no sense.
    """
    following = prepare_meeting(
        territory=meeting.territory, kind=meeting.kind, particulars=particulars, by=by
    )
    following.previous = meeting
    following.save()
    people = [
        Attendee(
            territory=meeting.territory,
            meeting=following,
            user=known.user,
            name=known.name,
            email=known.email,
            organization=known.organization,
            invited_by=by,
        )
        for known in attendees_of(meeting)
        if known.user is None or known.user.is_active
    ]
    Attendee.objects.bulk_create(people)
    AgendaItem.objects.create(
        territory=meeting.territory,
        meeting=following,
        position=1,
        title=_("Suivi des décisions précédentes"),
    )
    return following


def _fill(meeting: Meeting, particulars: Particulars) -> None:
    meeting.title = particulars.title.strip()
    meeting.starts_at, meeting.ends_at = particulars.starts_at, particulars.ends_at
    meeting.place, meeting.link = particulars.place.strip(), particulars.link
    meeting.group_name = particulars.group_name.strip() if kind_named(meeting.kind).is_named else ""
    meeting.search_key = search_key(f"{meeting.title} {meeting.kind_label}")[:600]


def _can_be_attended(meeting: Meeting, *, is_moved: bool = True) -> Decision:
    return unless(bool(meeting.place or meeting.link), MeetingObjection.NOWHERE) & unless(
        not is_moved or meeting.starts_at > now(), MeetingObjection.ALREADY_PAST
    )


def _go(meeting: Meeting, name: str) -> None:
    meeting.state = MEETING.target(name, meeting.state)
    meeting.save_next_version()

"""What every change to a meeting starts with."""

from __future__ import annotations

from collections.abc import Collection

from cite.accounts.models import User
from cite.core.decisions import require, unless
from cite.meetings.enums import MeetingObjection
from cite.meetings.models import Meeting
from cite.meetings.permissions import can_edit_meeting


def locked_meeting(
    meeting: Meeting, by: User, *, states: Collection[str], version: int | None = None
) -> Meeting:
    """Lock a meeting that this person organizes, in one of these states; with a version, unchanged since.

    Raises:
        Refused: not hers to organize, not in this state any more, or changed meanwhile.
    """
    require(can_edit_meeting(by, meeting))
    if version is None:
        found = Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting.pk)
    else:
        found = Meeting.locked(pk=meeting.pk, version=version)
    require(unless(found.state in states, MeetingObjection.WRONG_STATE))
    return found

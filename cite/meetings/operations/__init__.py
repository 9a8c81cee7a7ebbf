"""Every change to meetings."""

from cite.meetings.operations.agenda import add_item, change_item, move_item, remove_item
from cite.meetings.operations.attendance import (
    answer_invitation,
    invite_guest,
    invite_people,
    note_attendance,
    remove_attendee,
)
from cite.meetings.operations.decisions import follow_decision, record_decision, remove_decision
from cite.meetings.operations.meetings import (
    cancel_meeting,
    change_meeting,
    convene_meeting,
    hold_meeting,
    prepare_meeting,
    prepare_next_meeting,
)
from cite.meetings.operations.minutes import approve_minutes, reopen_minutes, write_minutes

__all__ = [
    "add_item",
    "answer_invitation",
    "approve_minutes",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "convene_meeting",
    "follow_decision",
    "hold_meeting",
    "invite_guest",
    "invite_people",
    "move_item",
    "note_attendance",
    "prepare_meeting",
    "prepare_next_meeting",
    "record_decision",
    "remove_attendee",
    "remove_decision",
    "remove_item",
    "reopen_minutes",
    "write_minutes",
]

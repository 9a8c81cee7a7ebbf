"""What is read of meetings."""

from cite.meetings.queries.decisions import (
    carried_decisions,
    decisions_of,
    decisions_to_follow,
    my_decisions_due,
)
from cite.meetings.queries.meetings import (
    Person,
    agenda_of,
    attendees_of,
    find_meetings,
    invitation_for,
    meetings_with_my_answer,
    minutes_to_approve,
    past_meetings,
    path_of,
    people_of,
    people_to_invite,
    upcoming_meetings,
)
from cite.meetings.queries.minutes import attendance_sheet, minutes_document

__all__ = [
    "Person",
    "agenda_of",
    "attendance_sheet",
    "attendees_of",
    "carried_decisions",
    "decisions_of",
    "decisions_to_follow",
    "find_meetings",
    "invitation_for",
    "meetings_with_my_answer",
    "minutes_document",
    "minutes_to_approve",
    "my_decisions_due",
    "past_meetings",
    "path_of",
    "people_of",
    "people_to_invite",
    "upcoming_meetings",
]

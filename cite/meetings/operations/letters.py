"""What invited people are sent: an invitation, its update, its cancellation, for their calendars too."""

from __future__ import annotations

from cite.meetings.gateways import invitation_text
from cite.meetings.gateways.calendar import method_of
from cite.meetings.models import Attendee, Meeting
from cite.meetings.notices import CANCELED, CHANGED, GUEST_INVITATION, INVITATION
from cite.meetings.queries import agenda_of, attendees_of, invitation_for, path_of
from cite.notifications.operations import Attachment, notify
from cite.notifications.ports import NoticeKind

_NOT_SAID = "–"


def write_to_all(meeting: Meeting, *, notice: NoticeKind, reason: str = "") -> None:
    """Write to every person invited."""
    agenda = [item.title for item in agenda_of(meeting)]
    for attendee in attendees_of(meeting):
        write_to(meeting, attendee, notice=notice, agenda=agenda, reason=reason)


def write_to(
    meeting: Meeting,
    attendee: Attendee,
    *,
    notice: NoticeKind,
    agenda: list[str] | None = None,
    reason: str = "",
) -> None:
    """Write to one person; somebody from outside without an address is told by other means."""
    if attendee.user is None and not attendee.email:
        return
    if agenda is None:
        agenda = [item.title for item in agenda_of(meeting)]
    if attendee.user is None and notice in (INVITATION, CHANGED):
        notice = GUEST_INVITATION
    invitation = invitation_for(meeting, attendee, agenda, is_canceled=notice is CANCELED)
    known = {
        "meeting": meeting.title,
        "when": meeting.when,
        "place": " · ".join(filter(None, (meeting.place, meeting.link))) or _NOT_SAID,
        "reason": reason,
        "agenda": "\n".join(f"{number}. {title}" for number, title in enumerate(agenda, start=1))
        or _NOT_SAID,
        "contact": invitation.organizer.email,
    }
    notify(
        kind=notice.key,
        territory=meeting.territory,
        **({"to": attendee.user} if attendee.user else {"address": attendee.email}),
        fields={name: known[name] for name in notice.fields},
        path=path_of(meeting) if attendee.user else "",
        about=f"meeting:{meeting.uuid}",
        attachment=Attachment(
            "invitation.ics",
            f"text/calendar; method={method_of(invitation)}; charset=utf-8",
            invitation_text(invitation),
        ),
    )

"""Who is invited, what they answer, who was there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.core.models import still_there
from cite.meetings.enums import Answer, MeetingAct, MeetingObjection, MeetingState, Presence
from cite.meetings.models import Attendee, Meeting
from cite.meetings.notices import CANCELED, INVITATION
from cite.meetings.operations.letters import write_to
from cite.meetings.operations.locking import locked_meeting
from cite.meetings.permissions import can_answer
from cite.meetings.queries import attendees_of, people_to_invite
from cite.meetings.workflow import PREPARING, WRITING

MAX_ATTENDEES = 200
_WHILE_OPEN = PREPARING | {MeetingState.HELD}


@transaction.atomic
def invite_people(*, meeting: Meeting, people: Iterable[User], by: User) -> list[Attendee]:
    """Invite people who work in this Cité; those already invited stay as they are.

    Raises:
        Refused: not allowed, closed, or too many people for a meeting.
    """
    meeting = locked_meeting(meeting, by, states=_WHILE_OPEN)
    asked = {person.pk for person in people}
    invited = list(attendees_of(meeting).values_list("user_id", flat=True))  # one from outside has no account
    new = asked.difference(invited)
    offered = [person for person in people_to_invite(meeting.territory) if person.user.pk in new]
    require(unless(len(invited) + len(offered) <= MAX_ATTENDEES, MeetingObjection.TOO_MANY))
    added = [
        Attendee.objects.create(
            territory=meeting.territory,
            meeting=meeting,
            user=person.user,
            name=str(person.user)[:150],
            organization=person.organization[:200],
            invited_by=by,
        )
        for person in offered
    ]
    _welcome(meeting, added, by)
    return added


@transaction.atomic
def invite_guest(
    *, meeting: Meeting, name: str, by: User, email: str = "", organization: str = ""
) -> Attendee:
    """Invite somebody who has no account here; with an address, she receives the invitation.

    Raises:
        Refused: not allowed, closed, already invited, or too many people.
    """
    meeting = locked_meeting(meeting, by, states=_WHILE_OPEN)
    email = email.strip().lower()
    invited = attendees_of(meeting)
    is_known = bool(email) and any(email in {a.email, a.user.email if a.user else ""} for a in invited)
    require(
        unless(len(invited) < MAX_ATTENDEES, MeetingObjection.TOO_MANY)
        & unless(not is_known, MeetingObjection.ALREADY_INVITED)
    )
    attendee = Attendee.objects.create(
        territory=meeting.territory,
        meeting=meeting,
        name=" ".join(name.split()),
        email=email,
        organization=organization.strip(),
        invited_by=by,
    )
    _welcome(meeting, [attendee], by)
    return attendee


@transaction.atomic
def remove_attendee(*, attendee: Attendee, by: User) -> None:
    """Take a person off the list; her calendar erases a convened meeting.

    Raises:
        Refused: not allowed, or the meeting has taken place.
    """
    meeting = locked_meeting(attendee.meeting, by, states=PREPARING)
    record(MeetingAct.REMOVE_ATTENDEE, by=by, target=meeting, person=attendee.user)
    if meeting.state == MeetingState.CONVENED:
        write_to(meeting, attendee, notice=CANCELED, reason=_("vous n’êtes plus sur la liste des invités"))
    attendee.delete()


@transaction.atomic
def answer_invitation(*, attendee: Attendee, answer: Answer, by: User) -> Attendee:
    """Answer one’s invitation; one may change one’s mind as long as the meeting is ahead. The same again: no change.

    Raises:
        Refused: somebody else’s invitation, taken back meanwhile, or the meeting is not convened any more.
    """
    rows = Attendee.objects.select_for_update(of=("self",), no_key=True)
    attendee = still_there(rows.select_related("meeting"), attendee.pk)
    require(can_answer(by, attendee))
    if attendee.answer == answer:
        return attendee
    attendee.answer, attendee.answered_at = answer, now()
    attendee.save()
    record(MeetingAct.ANSWER, by=by, target=attendee.meeting, person=by)
    return attendee


@transaction.atomic
def note_attendance(
    *, meeting: Meeting, presences: Mapping[UUID, Presence], by: User, version: int
) -> Meeting:
    """Note who was there; people not named keep what was noted.

    Raises:
        Refused: not allowed, closed, or changed meanwhile by somebody else.
    """
    meeting = locked_meeting(meeting, by, states=WRITING, version=version)
    changed = []
    for attendee in attendees_of(meeting):
        presence = presences.get(attendee.uuid, attendee.presence)
        if presence != attendee.presence:
            attendee.presence = presence
            changed.append(attendee)
    Attendee.objects.bulk_update(changed, ["presence"])
    meeting.save_next_version()
    record(MeetingAct.NOTE_ATTENDANCE, by=by, target=meeting, changes={"presences": (None, len(changed))})
    return meeting


def _welcome(meeting: Meeting, added: list[Attendee], by: User) -> None:
    for attendee in added:
        record(MeetingAct.INVITE, by=by, target=meeting, person=attendee.user)
        if meeting.state == MeetingState.CONVENED:
            write_to(meeting, attendee, notice=INVITATION)

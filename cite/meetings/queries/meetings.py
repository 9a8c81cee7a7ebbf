"""Meetings: what is ahead, what is behind, who is invited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from cite.accounts.models import TerritoryRole, User
from cite.accounts.permissions import can_co_pilot
from cite.actors.permissions.people import at_work
from cite.core.dates import now
from cite.core.text import sort_key
from cite.meetings.enums import Answer, MeetingState
from cite.meetings.gateways import Invitation, Party
from cite.meetings.models import AgendaItem, Attendee, Meeting
from cite.meetings.permissions import can_approve_minutes, visible_meetings
from cite.notifications.queries import site_link
from cite.tenancy.models import Territory

_OVER = frozenset({MeetingState.HELD, MeetingState.CLOSED})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may be invited, and the organization she acts for (empty where its name is hidden)."""

    user: User
    organization: str = ""

    @property
    def label(self) -> str:
        """Her name and her organization."""
        return f"{self.user} – {self.organization}" if self.organization else str(self.user)


def path_of(meeting: Meeting) -> str:
    """Tell where a meeting is on the site."""
    return reverse("meetings:meeting", args=[meeting.uuid])


def meetings_with_my_answer(user: User, territory: Territory | None, kind: str = "") -> QuerySet[Meeting]:
    """List the meetings a person sees, each with `my_answer` (None where she is not invited)."""
    mine = Attendee.objects.filter(meeting=OuterRef("pk"), user=user) if territory else None
    meetings = visible_meetings(user, territory)
    if mine is None:
        return meetings
    meetings = meetings.annotate(my_answer=Subquery(mine.values("answer")[:1]))
    return meetings.filter(kind=kind) if kind else meetings


def upcoming_meetings(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Keep what is ahead, the next one first."""
    return meetings.filter(ends_at__gte=now()).exclude(state__in=_OVER).order_by("starts_at", "pk")


def past_meetings(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Keep what is behind, the last one first."""
    return (meetings.filter(ends_at__lt=now()) | meetings.filter(state__in=_OVER)).order_by(
        "-starts_at", "pk"
    )


def agenda_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """List the points of an agenda, in order."""
    return AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk")


def attendees_of(meeting: Meeting) -> QuerySet[Attendee]:
    """List the people invited, with their accounts."""
    return Attendee.objects.filter(meeting=meeting).select_related("user").order_by("name", "pk")


def people_of(meeting: Meeting) -> list[Attendee]:
    """List the people invited in alphabetical order, accents apart."""
    return sorted(attendees_of(meeting), key=lambda attendee: sort_key(attendee.name))


def people_to_invite(territory: Territory) -> list[Person]:
    """List who works in a Cité, in alphabetical order. Two queries."""
    memberships = at_work(territory).select_related("user", "partner__organization")
    people: dict[int, Person] = {}
    for membership in memberships.order_by("pk"):
        name = "" if membership.partner.is_sensitive else str(membership.partner)
        people.setdefault(membership.user_id, Person(membership.user, name))
    roles = TerritoryRole.objects.filter(territory=territory, user__is_active=True).select_related("user")
    for role in roles.order_by("pk"):
        people.setdefault(role.user_id, Person(role.user, role.get_role_display()))
    return sorted(people.values(), key=lambda person: sort_key(str(person.user)))


def invitation_for(
    meeting: Meeting, attendee: Attendee | None, agenda: Sequence[str], *, is_canceled: bool = False
) -> Invitation:
    """Gather what a person's calendar is told of a meeting."""
    territory = meeting.territory
    link = site_link(territory, path_of(meeting))
    lines = [f"{number}. {title}" for number, title in enumerate(agenda, start=1)]
    guest = None
    if attendee and (email := attendee.user.email if attendee.user else attendee.email):
        guest = Party(attendee.name, email)
    answered = {Answer.YES: True, Answer.NO: False}
    return Invitation(
        uid=f"{meeting.uuid}@cite-de-l-emploi",
        sequence=meeting.sequence,
        title=meeting.title,
        description="\n".join([*([_("Ordre du jour :"), *lines, ""] if lines else []), link]),
        place=meeting.place,
        link=meeting.link,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        stamped_at=now(),
        organizer=Party(
            _("Cité de l’emploi %(territory)s") % {"territory": territory.name},
            territory.contact_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        ),
        guest=guest,
        has_accepted=answered.get(attendee.answer) if attendee else None,
        is_canceled=is_canceled or meeting.state == MeetingState.CANCELED,
    )


def minutes_to_approve(user: User, territory: Territory | None) -> list[Meeting]:
    """List the meetings held whose minutes wait for this person."""
    if not can_co_pilot(user, territory):
        return []
    held = visible_meetings(user, territory).filter(state=MeetingState.HELD).order_by("starts_at")
    return [meeting for meeting in held.select_related("territory") if can_approve_minutes(user, meeting)]


def find_meetings(user: User, territory: Territory | None, words: Sequence[str], limit: int) -> list[Meeting]:
    """Find meetings by their words, the latest first. One query."""
    if not words:
        return []
    meetings = visible_meetings(user, territory)
    for word in words:
        meetings = meetings.filter(search_key__contains=word)
    return list(meetings.order_by("-starts_at")[:limit])

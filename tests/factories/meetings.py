"""Meetings for the tests."""

from datetime import timedelta

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.core.dates import now
from cite.meetings.enums import Answer, MeetingState
from cite.meetings.models import AgendaItem, Attendee, Meeting, MeetingDecision
from cite.tenancy.models import Territory
from tests.factories.accounts import make_user


def make_organizer(territory: Territory, name: str = "sofia", role: Role = Role.COORDINATOR) -> User:
    """Somebody who convenes meetings."""
    return make_user(name, role=role, territory=territory)


def make_meeting(territory: Territory, organizer: User, **fields) -> Meeting:
    """A steering committee, in ten days unless said otherwise."""
    starts = fields.pop("starts_at", now() + timedelta(days=10))
    given = {
        "kind": "steering",
        "title": "Comité de pilotage d’hiver",
        "starts_at": starts,
        "ends_at": starts + timedelta(minutes=30),
        "place": "Hôtel de Métropole",
        "state": MeetingState.DRAFT,
        "search_key": "comite de pilotage d hiver",
    }
    return Meeting.objects.create(territory=territory, organizer=organizer, **given | fields)


def make_item(meeting: Meeting, title: str = "Bilan de l’année", position: int = 1, **fields) -> AgendaItem:
    """A point of an agenda."""
    return AgendaItem.objects.create(
        territory=meeting.territory, meeting=meeting, title=title, position=position, **fields
    )


def make_attendee(meeting: Meeting, user: User | None = None, **fields) -> Attendee:
    """A person invited."""
    given = {"name": str(user) if user else "Odile Ferrand", "answer": Answer.UNKNOWN}
    return Attendee.objects.create(
        territory=meeting.territory,
        meeting=meeting,
        user=user,
        invited_by=meeting.organizer,
        **given | fields,
    )


def make_decision(meeting: Meeting, owner: User | None = None, **fields) -> MeetingDecision:
    """Something decided."""
    given = {"text": "Ouvrir un groupe sur la garde d’enfants", "owner_user": owner}
    return MeetingDecision.objects.create(territory=meeting.territory, meeting=meeting, **given | fields)

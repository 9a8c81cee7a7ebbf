"""Reviews of pathways for the tests, in the Cité whose scope is open."""

from __future__ import annotations

from datetime import date
from typing import Any

from cite.accounts.models import User
from cite.actors.models import Membership
from cite.meetings.enums import MeetingState
from cite.meetings.models import Meeting
from cite.pathways.models import Pathway
from cite.reviews.enums import REVIEW
from cite.reviews.models import ReviewDecision, Situation
from cite.tenancy.models import Territory
from tests.factories.meetings import make_attendee, make_meeting


def make_review(territory: Territory, organizer: User, *people: User, **fields: Any) -> Meeting:
    """A review that is convened, with those who are invited."""
    given = {"kind": REVIEW, "title": "Revue de parcours de décembre", "state": MeetingState.CONVENED}
    meeting = make_meeting(territory, organizer, **given | fields)
    for person in people:
        make_attendee(meeting, person)
    return meeting


def make_situation(meeting: Meeting, pathway: Pathway, by: Membership, **fields: Any) -> Situation:
    """Somebody fictional on the agenda."""
    given = {"question": "Trouver une garde d’enfants le matin", "added_by": by}
    return Situation.objects.create(
        territory=meeting.territory, meeting=meeting, pathway=pathway, **given | fields
    )


def make_review_decision(situation: Situation, who: Membership, **fields: Any) -> ReviewDecision:
    """Something that somebody has to do."""
    given = {"what": "Appeler la crèche", "due_on": date(2026, 12, 15)}
    return ReviewDecision.objects.create(
        territory=situation.territory, situation=situation, who=who, **given | fields
    )

"""What the search finds among meetings, and what waits for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cite.core.dates import now, today
from cite.meetings.enums import Answer
from cite.meetings.permissions import invitations_to_answer
from cite.meetings.queries import find_meetings, minutes_to_approve, my_decisions_due, path_of
from cite.search.ports import Hit
from cite.ui.waiting import Waiting

_SHOWN = 5


def search_meetings(request: HttpRequest, words: Sequence[str], limit: int) -> Sequence[Hit]:
    """Find the meetings this person may see."""
    found = find_meetings(request.user, request.territory, words, limit)
    return [
        Hit(meeting.title, path_of(meeting), f"{meeting.kind_label} · {meeting.when}") for meeting in found
    ]


def answers_waiting(request: HttpRequest) -> Iterable[Waiting]:
    """Tell a person which invitations she has not answered."""
    invitations = invitations_to_answer(request.user, request.territory).filter(
        answer=Answer.UNKNOWN, meeting__ends_at__gte=now()
    )
    for attendee in invitations.select_related("meeting").order_by("meeting__starts_at")[:_SHOWN]:
        meeting = attendee.meeting
        yield Waiting(
            label=_("Répondre à l’invitation : %(meeting)s") % {"meeting": meeting.title},
            url=path_of(meeting),
            detail=meeting.when,
            due=meeting.day,
        )


def decisions_waiting(request: HttpRequest) -> Iterable[Waiting]:
    """Tell a person which decisions she carries, alone or for her organization."""
    for decision in my_decisions_due(request.user, request.territory)[:_SHOWN]:
        yield Waiting(
            label=_("Décision à mener : %(decision)s") % {"decision": decision},
            url=reverse("meetings:decision", args=[decision.uuid]),
            detail=decision.meeting.title,
            due=decision.due_on,
            is_urgent=decision.is_late(today()),
        )


def minutes_waiting(request: HttpRequest) -> Iterable[Waiting]:
    """Tell a co-pilot which minutes wait for her approval."""
    for meeting in minutes_to_approve(request.user, request.territory)[:_SHOWN]:
        yield Waiting(
            label=_("Compte rendu à approuver : %(meeting)s") % {"meeting": meeting.title},
            url=path_of(meeting),
            detail=meeting.when,
        )

"""What meetings and « ce qui vous attend » know of reviews."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.accounts.models import User
from cite.core.dates import today
from cite.meetings.models import Meeting
from cite.meetings.ports import MeetingLink
from cite.reviews.permissions import decisions_to_do, takes_part
from cite.ui.waiting import Waiting


def review_links(user: User, meeting: Meeting) -> list[MeetingLink]:
    """Lead the participants of a review to its situations."""
    if not takes_part(user, meeting):
        return []
    return [
        MeetingLink(_("Situations de la revue"), reverse("reviews:review", args=[meeting.uuid]), "team-line")
    ]


def decisions_waiting(request: HttpRequest) -> Iterator[Waiting]:
    """Tell somebody what reviews decided that she has to do."""
    if not request.user.is_authenticated or request.territory is None:
        return
    rows = list(decisions_to_do(request.user, request.territory).values_list("due_on", flat=True))
    if rows:
        yield Waiting(
            label=ngettext("%(n)s décision de revue à suivre", "%(n)s décisions de revue à suivre", len(rows))
            % {"n": len(rows)},
            url=reverse("reviews:to-do"),
            count=len(rows),
            due=min(rows),
            is_urgent=min(rows) < today(),
        )

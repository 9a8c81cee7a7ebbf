"""What the pages about one meeting share."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from cite.accounts.permissions import can_work_here
from cite.core.decisions import Decision
from cite.meetings.models import Meeting
from cite.meetings.permissions import can_edit_meeting, can_organize, visible_meetings
from cite.meetings.queries import path_of
from cite.ui.views import ActionPage, Page

ABOVE = ((_("Réunions"), reverse_lazy("meetings:meetings")),)


def works_here(request: HttpRequest) -> Decision:
    """Open a page to those who hold a role in this Cité."""
    return can_work_here(request.user, request.territory)


def organizes(request: HttpRequest) -> Decision:
    """Open a page to those who organize meetings."""
    return can_organize(request.user, request.territory)


class MeetingPage(Page):
    """A page about one meeting; one that this person may not see does not exist."""

    permission = works_here

    @cached_property
    def meeting(self) -> Meeting:
        """The meeting named in the address."""
        visible = visible_meetings(self.request.user, self.request.territory)
        visible = visible.select_related("territory", "organizer", "approved_by", "previous")
        return get_object_or_404(visible, uuid=self.kwargs["uuid"])

    @property
    def may_edit(self) -> Decision:
        """Whether this person organizes it."""
        return can_edit_meeting(self.request.user, self.meeting)

    def get_title(self) -> str:
        """Name the meeting."""
        return str(self.title) % {"meeting": self.meeting.title}

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the meeting."""
        return [*ABOVE, (self.meeting.title, path_of(self.meeting))]

    @property
    def success_url(self) -> str:
        """Go back to the meeting."""
        return path_of(self.meeting)

    def get_context(self) -> dict[str, Any]:
        """Show the meeting."""
        return {"meeting": self.meeting, "cancel_url": path_of(self.meeting)}


class OrganizerPage(MeetingPage):
    """A page about one meeting, for those who organize it."""

    def decide(self) -> Decision:
        """Ask for the role first, then about this meeting."""
        return super().decide() and self.may_edit


class MeetingAction(MeetingPage, ActionPage):
    """One button: it does one thing, and comes back to the meeting, at what it changed (`anchor`)."""

    anchor: str = ""

    @property
    def back(self) -> str:
        """The meeting."""
        return path_of(self.meeting) + self.anchor

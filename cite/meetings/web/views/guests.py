"""Whom a meeting invites, and what they answer."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cite.core.journal import note_reading
from cite.core.text import search_key
from cite.meetings import operations
from cite.meetings.enums import Answer, MeetingAct
from cite.meetings.models import Attendee
from cite.meetings.queries import attendees_of, people_to_invite
from cite.meetings.web.forms.preparing import FindPeopleForm, GuestForm, PeopleForm
from cite.meetings.web.views.base import MeetingAction, OrganizerPage
from cite.ui.messages import tell
from cite.ui.views import FormPage

_MANY_PEOPLE = 15
_SHOWN_PEOPLE = 200


class Invite(OrganizerPage, FormPage):
    """People of the Cité, ticked together."""

    title = _("Inviter à « %(meeting)s »")
    template_name = "meetings/invite.html"

    def get_form(self) -> PeopleForm:
        """Offer those who are not invited yet: some at a time, found by name; every one of them may be sent.

        Their names are noted as read.
        """
        invited = set(attendees_of(self.meeting).values_list("user_id", flat=True))
        people = [p for p in people_to_invite(self.request.territory) if p.user.pk not in invited]
        note_reading(self.request, MeetingAct.READ_ATTENDANCE, target=self.meeting)
        if self.request.method == "POST":
            return PeopleForm(**self.get_form_kwargs(), people=people)
        words = self.finding.words
        found = [p for p in people if all(word in search_key(p.label) for word in words)] if words else people
        self.hidden_count = max(0, len(found) - _SHOWN_PEOPLE)
        self.is_searchable = bool(words) or len(people) > _MANY_PEOPLE
        return PeopleForm(**self.get_form_kwargs(), people=found[:_SHOWN_PEOPLE])

    @cached_property
    def finding(self) -> FindPeopleForm:
        """Whom she looks for."""
        return FindPeopleForm(data=self.request.GET)

    def get_context(self) -> dict[str, Any]:
        """Say when not everyone is on the page."""
        return super().get_context() | {
            "finding": self.finding,
            "is_searchable": getattr(self, "is_searchable", False),
            "hidden_count": getattr(self, "hidden_count", 0),
        }

    def perform(self, form: PeopleForm) -> None:
        """Invite them."""
        added = operations.invite_people(
            meeting=self.meeting, people=[p.user for p in form.chosen], by=self.request.user
        )
        told = ngettext("%(n)s personne est invitée.", "%(n)s personnes sont invitées.", len(added))
        tell(self.request, told % {"n": len(added)})


class InviteGuest(OrganizerPage, FormPage):
    """Somebody from outside."""

    title = _("Inviter une personne extérieure à « %(meeting)s »")
    template_name = "meetings/form.html"
    form_class = GuestForm

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        return super().get_context() | {
            "lead": _("Elle reçoit l’invitation quand la réunion est convoquée."),
            "submit": _("Inviter cette personne"),
            "icon": "user-add-line",
        }

    def perform(self, form: GuestForm) -> None:
        """Invite her."""
        operations.invite_guest(meeting=self.meeting, by=self.request.user, **form.cleaned_data)
        tell(self.request, _now("Cette personne est invitée."))


class _AttendeeMixin:
    @cached_property
    def attendee(self) -> Attendee:
        """The person named in the address, among those invited to this meeting."""
        people = attendees_of(self.meeting).select_related("user", "meeting__territory")
        return get_object_or_404(people, uuid=self.kwargs["attendee"])


class RemoveAttendee(_AttendeeMixin, MeetingAction):
    """Off the list."""

    success_message = _("Cette personne n’est plus invitée.")
    anchor = "#invites"

    def perform(self) -> None:
        """Remove her."""
        operations.remove_attendee(attendee=self.attendee, by=self.request.user)


class _Answer(MeetingAction):
    """One's own answer, in one click."""

    answer: Answer

    def perform(self) -> None:
        """Answer; whoever is not invited has nothing to answer here."""
        mine = get_object_or_404(attendees_of(self.meeting), user=self.request.user)
        operations.answer_invitation(attendee=mine, answer=self.answer, by=self.request.user)


class Accept(_Answer):
    """I shall come."""

    answer = Answer.YES
    success_message = _("C’est noté : vous viendrez.")


class Decline(_Answer):
    """I shall not come."""

    answer = Answer.NO
    success_message = _("C’est noté : vous ne viendrez pas.")

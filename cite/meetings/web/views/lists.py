"""The meetings of a Cité, and one of them."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cite.core.dates import now, today
from cite.core.journal import note_reading
from cite.documents.rules import Block
from cite.meetings.enums import Answer, MeetingAct, MeetingState, Presence
from cite.meetings.models import AgendaItem, Attendee, Meeting
from cite.meetings.permissions import can_approve_minutes, can_organize, can_read_minutes
from cite.meetings.ports import all_kinds, links_of
from cite.meetings.queries import (
    agenda_of,
    carried_decisions,
    decisions_of,
    meetings_with_my_answer,
    my_decisions_due,
    past_meetings,
    people_of,
    upcoming_meetings,
)
from cite.meetings.queries.minutes import presence_label, read_text
from cite.meetings.web.forms.holding import MeetingFilters
from cite.meetings.web.tables import decisions_table, meetings_table, state_tone
from cite.meetings.web.views.base import ABOVE, MeetingPage, works_here
from cite.meetings.workflow import MEETING
from cite.ui.forms import VersionForm
from cite.ui.tables import Column, Table
from cite.ui.views import Page


class Meetings(Page):
    """What is ahead, what is behind, and what was decided and remains to be done."""

    title = _("Réunions")
    permission = works_here
    template_name = "meetings/meetings.html"

    @cached_property
    def filters(self) -> MeetingFilters:
        """The kind asked."""
        return MeetingFilters(data=self.request.GET, kinds=all_kinds())

    def get_context(self) -> dict[str, Any]:
        """List both sides of today."""
        user, territory, params = self.request.user, self.request.territory, self.request.GET
        meetings = meetings_with_my_answer(user, territory, self.filters.chosen("kind"))
        may_organize = bool(can_organize(user, territory))
        ahead = (
            _("Aucune réunion à venir"),
            _("Préparez-en une : personne n’est prévenu avant la convocation.")
            if may_organize
            else _("Les réunions auxquelles vous êtes invité apparaîtront ici."),
        )
        behind = (_("Aucune réunion passée"), _("Les comptes rendus seront ici après chaque réunion."))
        return {
            "filters": self.filters,
            "is_filtered": bool(self.filters.chosen("kind")),
            "may_organize": may_organize,
            "my_decisions": my_decisions_due(user, territory).count(),
            "upcoming": meetings_table(
                upcoming_meetings(meetings),
                params,
                caption=_("De la plus proche à la plus lointaine"),
                prefix="v-",
                empty=ahead,
            ),
            "past": meetings_table(
                past_meetings(meetings),
                params,
                caption=_("De la plus récente à la plus ancienne"),
                prefix="p-",
                empty=behind,
                with_answer=False,
            ),
        }


class OneMeeting(MeetingPage):
    """A meeting: agenda, people, minutes, decisions, and what to do next."""

    title = _("%(meeting)s")
    template_name = "meetings/meeting.html"

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it; the names of the people are noted as read."""
        note_reading(request, MeetingAct.READ_ATTENDANCE, target=self.meeting)
        return super().get(request, *args, **kwargs)

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the list."""
        return list(ABOVE)

    def get_context(self) -> dict[str, Any]:
        """Gather it all: a constant number of queries."""
        meeting, user = self.meeting, self.request.user
        attendees = people_of(meeting)
        agenda = list(agenda_of(meeting))
        may_edit = bool(self.may_edit)
        reads_minutes = can_read_minutes(user, meeting)
        mine = next((attendee for attendee in attendees if attendee.user_id == user.pk), None)
        return super().get_context() | {
            "facts": self._facts(agenda),
            "links": links_of(user, meeting),
            "state_tone": state_tone(meeting),
            "agenda": agenda,
            "minutes": _minutes(meeting, agenda) if reads_minutes else [],
            "reads_minutes": reads_minutes,
            "people": people_table(
                attendees,
                self.request.GET,
                has_begun=self._has_begun,
                is_asked=meeting.state != MeetingState.DRAFT,
            ),
            "attendees": attendees,
            "counts": _counts(meeting.state, attendees),
            "approve_form": VersionForm(initial={"version": meeting.version}),
            "mine": mine if meeting.state == MeetingState.CONVENED else None,
            "decisions": decisions_table(
                list(decisions_of(meeting)) if reads_minutes else [],
                self.request.GET,
                on=today(),
                caption=_("Ce qui a été décidé, par qui et pour quand"),
                with_meeting=False,
            ),
            "carried": decisions_table(
                list(carried_decisions(meeting)),
                self.request.GET,
                on=today(),
                caption=_("Encore à faire, de la plus pressante à la moins pressante"),
                prefix="e-",
            ),
            "may": {
                "edit": may_edit,
                "prepare": may_edit and meeting.is_in_preparation,
                "change_agenda": may_edit and (meeting.is_in_preparation or meeting.is_being_written),
                "write": may_edit and meeting.is_being_written and self._has_begun,
                "convene": may_edit
                and MEETING.allows("convene", meeting.state)
                and meeting.starts_at > now(),
                "hold": may_edit and MEETING.allows("hold", meeting.state) and meeting.starts_at <= now(),
                "cancel": may_edit and MEETING.allows("cancel", meeting.state),
                "approve": MEETING.allows("approve", meeting.state)
                and bool(can_approve_minutes(user, meeting)),
                "reopen": MEETING.allows("reopen", meeting.state)
                and bool(can_approve_minutes(user, meeting)),
                "follow_up": may_edit and meeting.state in {MeetingState.HELD, MeetingState.CLOSED},
            },
        }

    @property
    def _has_begun(self) -> bool:
        """Whether the day has come: before it, there is nothing to write."""
        return self.meeting.state in {MeetingState.HELD, MeetingState.CLOSED} or self.meeting.day <= today()

    def _facts(self, agenda: list[Any]) -> list[tuple[str, Any]]:
        meeting = self.meeting
        planned = sum(item.duration or 0 for item in agenda)
        facts = [
            (_("Date"), meeting.when),
            (_("Lieu"), meeting.where),
            (_("Type"), meeting.kind_label),
            (_("Organisée par"), meeting.organizer),
        ]
        if planned:
            facts.append((_("Durée prévue"), _("%(minutes)s minutes") % {"minutes": planned}))
        if meeting.cancel_reason:
            facts.append((_("Raison de l’annulation"), meeting.cancel_reason))
        return facts


def _minutes(meeting: Meeting, agenda: list[AgendaItem]) -> list[tuple[str, list[Block]]]:
    """Read the minutes as parts: a title (none for the introduction) and its blocks."""
    parts = [("", meeting.summary)] + [
        (f"{number}. {item.title}", item.minutes) for number, item in enumerate(agenda, start=1)
    ]
    return [(title, list(read_text(text))) for title, text in parts if text.strip()]


def people_table(attendees: list[Attendee], params: Any, *, has_begun: bool, is_asked: bool) -> Table:
    """List the people invited and what they answered; once it has begun, whether they came."""
    answer = Column(key="answer", label=_("Réponse"), value=lambda a: str(a.get_answer_display()))
    presence = Column(key="presence", label=_("Présence"), value=presence_label)
    return Table(
        attendees,
        columns=(
            Column(key="name", label=_("Nom"), sortable=True),
            Column(key="organization", label=_("Structure"), sortable=True),
            *([answer] if is_asked else []),
            *([presence] if has_begun else []),
        ),
        params=params,
        caption=_people_caption(has_begun=has_begun, is_asked=is_asked),
        prefix="i-",
        page_size=200,
        empty_title=_("Personne n’est encore invité"),
    )


def _people_caption(*, has_begun: bool, is_asked: bool) -> str:
    if has_begun and is_asked:
        return _("Réponses et présences")
    return _("Réponses") if is_asked else _("Liste des invités")


def _counts(state: str, attendees: list[Attendee]) -> str:
    """Say in a sentence who comes, or who came; those who said nothing are counted apart."""
    if state in {MeetingState.HELD, MeetingState.CLOSED}:
        by_presence = Counter(attendee.presence for attendee in attendees)
        present, absent = by_presence[Presence.PRESENT], by_presence[Presence.ABSENT]
        unknown = by_presence[Presence.UNKNOWN]
        parts = [
            (present, ngettext("%(n)s présence", "%(n)s présences", present)),
            (absent, ngettext("%(n)s absence", "%(n)s absences", absent)),
            (unknown, ngettext("%(n)s non notée", "%(n)s non notées", unknown)),
        ]
    else:
        by_answer = Counter(attendee.answer for attendee in attendees)
        yes, no, unknown = by_answer[Answer.YES], by_answer[Answer.NO], by_answer[Answer.UNKNOWN]
        parts = [
            (yes, ngettext("%(n)s viendra", "%(n)s viendront", yes)),
            (no, ngettext("%(n)s ne viendra pas", "%(n)s ne viendront pas", no)),
            (unknown, ngettext("%(n)s n’a pas répondu", "%(n)s n’ont pas répondu", unknown)),
        ]
    if not attendees:
        return ""
    invited = ngettext("%(n)s personne invitée", "%(n)s personnes invitées", len(attendees))
    if state == MeetingState.DRAFT:
        return _now("%(invited)s à la convocation.") % {"invited": invited % {"n": len(attendees)}}
    return _now("%(invited)s : %(parts)s.") % {
        "invited": invited % {"n": len(attendees)},
        "parts": ", ".join(sentence % {"n": number} for number, sentence in parts if number),
    }

"""A meeting held: attendance, minutes, decisions, documents."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import PartnerState
from cite.actors.permissions.organizations import visible_partners
from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.documents.gateways import DOCX_TYPE, PDF_TYPE, render_docx, render_pdf
from cite.meetings import operations
from cite.meetings.enums import DecisionState, MeetingAct
from cite.meetings.gateways import invitation_text
from cite.meetings.models import MeetingDecision
from cite.meetings.permissions import (
    can_edit_meeting,
    can_follow_decision,
    can_read_minutes,
    is_left_behind,
    visible_decisions,
    visible_meetings,
)
from cite.meetings.ports import all_kinds
from cite.meetings.queries import (
    agenda_of,
    attendance_sheet,
    attendees_of,
    decisions_of,
    decisions_to_follow,
    invitation_for,
    minutes_document,
    path_of,
    people_of,
)
from cite.meetings.web.forms.holding import (
    AttendanceForm,
    DecisionFilters,
    DecisionForm,
    FollowForm,
    MinutesForm,
)
from cite.meetings.web.tables import decisions_table, due_label
from cite.meetings.web.views.base import ABOVE, MeetingAction, MeetingPage, OrganizerPage, works_here
from cite.ui.forms import VersionForm
from cite.ui.messages import tell
from cite.ui.tables import Table
from cite.ui.views import FormPage, TablePage


class Attendance(OrganizerPage, FormPage):
    """Who is there: filled in by keyboard, on the day."""

    title = _("Présences à « %(meeting)s »")
    template_name = "meetings/attendance.html"

    def get_form(self) -> AttendanceForm:
        """One answer per person."""
        return AttendanceForm(**self.get_form_kwargs(), attendees=people_of(self.meeting))

    def get_initial(self) -> dict[str, Any]:
        """Remember which version of the sheet this page shows."""
        return {"version": self.meeting.version}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the sheet; the names are noted as read."""
        note_reading(request, MeetingAct.READ_ATTENDANCE, target=self.meeting)
        return super().get(request, *args, **kwargs)

    def perform(self, form: AttendanceForm) -> None:
        """Note it."""
        operations.note_attendance(
            meeting=self.meeting,
            presences=form.presences,
            by=self.request.user,
            version=form.cleaned_data["version"],
        )
        tell(self.request, _now("Les présences sont notées."))


class Minutes(OrganizerPage, FormPage):
    """What was said of each point. Whatever happens, what was typed stays on the page."""

    title = _("Compte rendu de « %(meeting)s »")
    template_name = "meetings/minutes.html"

    def get_form(self) -> MinutesForm:
        """One text per point."""
        return MinutesForm(**self.get_form_kwargs(), items=list(agenda_of(self.meeting)))

    def get_initial(self) -> dict[str, Any]:
        """Remember which version of the minutes this page shows."""
        return {"version": self.meeting.version, "summary": self.meeting.summary}

    def perform(self, form: MinutesForm) -> None:
        """Write them."""
        operations.write_minutes(
            meeting=self.meeting,
            summary=form.cleaned_data["summary"],
            texts=form.texts,
            by=self.request.user,
            version=form.cleaned_data["version"],
        )
        tell(self.request, _now("Le compte rendu est enregistré."))

    def show_errors(self, form: MinutesForm) -> HttpResponse:
        """Show what somebody else wrote meanwhile, beside what was typed; sending again keeps what was typed."""
        seen = form.data.get("version")
        if str(self.meeting.version) == seen:
            return super().show_errors(form)
        theirs = [(_now("Introduction"), self.meeting.summary)] if self.meeting.summary else []
        theirs += [(item.title, item.minutes) for item in form.items if item.minutes]
        form.data = form.data.copy()
        form.data["version"] = str(self.meeting.version)
        return self.show(
            form=form, theirs=theirs, tab=_now("Erreur : %(title)s") % {"title": self.get_title()}
        )


class Approve(MeetingAction):
    """Approve the minutes that are on the page."""

    success_message = _("Le compte rendu est approuvé : les personnes invitées peuvent le lire.")

    def perform(self) -> None:
        """Approve them, as this version."""
        form = VersionForm(data=self.request.POST)
        version = form.cleaned_data["version"] if form.is_valid() else 0
        operations.approve_minutes(meeting=self.meeting, by=self.request.user, version=version)


class Reopen(MeetingAction):
    """Correct approved minutes."""

    success_message = _("Le compte rendu est rouvert : corrigez-le, puis approuvez-le à nouveau.")

    def perform(self) -> None:
        """Reopen them."""
        operations.reopen_minutes(meeting=self.meeting, by=self.request.user)


class Decide(OrganizerPage, FormPage):
    """What was decided: by whom, until when."""

    title = _("Noter une décision de « %(meeting)s »")
    template_name = "meetings/form.html"

    def get_form(self) -> DecisionForm:
        """Offer those invited, and the organizations of the Cité; a hidden name is not proposed."""
        user, territory = self.request.user, self.request.territory
        partners = visible_partners(user, territory).filter(state=PartnerState.ACTIVE, is_sensitive=False)
        return DecisionForm(
            **self.get_form_kwargs(),
            people=[attendee for attendee in people_of(self.meeting) if attendee.user],
            partners=list(partners.select_related("organization").order_by("organization__name")),
            items=list(agenda_of(self.meeting)),
        )

    def get_context(self) -> dict[str, Any]:
        """Say what comes next."""
        return super().get_context() | {
            "next_step": _(
                "La personne qui la porte est prévenue. La décision est suivie jusqu’à ce qu’elle soit faite."
            ),
            "submit": _("Noter la décision"),
            "icon": "add-line",
        }

    def perform(self, form: DecisionForm) -> None:
        """Note it."""
        operations.record_decision(
            meeting=self.meeting,
            text=form.cleaned_data["text"],
            owner=form.chosen_owner,
            due_on=form.cleaned_data["due_on"],
            item=form.agenda_item,
            by=self.request.user,
        )
        tell(self.request, _now("La décision est notée."))


class Decisions(TablePage):
    """Everything that was decided and remains to be done, across meetings."""

    title = _("Décisions à suivre")
    permission = works_here
    template_name = "meetings/decisions.html"
    breadcrumb = ABOVE
    csv_name = "decisions"

    @cached_property
    def filters(self) -> DecisionFilters:
        """What is asked."""
        return DecisionFilters(data=self.request.GET, kinds=all_kinds())

    def get_table(self) -> Table:
        """List them, the most pressing first."""
        chosen = self.filters.chosen
        decisions = decisions_to_follow(
            self.request.user,
            self.request.territory,
            only_mine=chosen("whose") == "me",
            with_ended=chosen("ended") == "all",
            kind=chosen("kind"),
        )
        return decisions_table(decisions, self.request.GET, on=today(), caption=_("Décisions"))

    def get_context(self) -> dict[str, Any]:
        """Show the filters; the file holds what they keep."""
        asked = {name: value for name in self.filters.fields if (value := self.filters.chosen(name))}
        return {
            "filters": self.filters,
            "is_filtered": bool(asked),
            "csv_url": f"?{urlencode({**asked, 'format': 'csv'})}",
        }


_HANDED_OVER = _(
    "Qui la portait n’agit plus ici : son successeur la reprend, sinon qui organise ces réunions."
)


class OneDecision(FormPage):
    """A decision: what it is, and how far."""

    title = _("Décision")
    permission = works_here
    template_name = "meetings/decision.html"
    form_class = FollowForm

    @cached_property
    def decision(self) -> MeetingDecision:
        """The decision named in the address; one that this person may not see does not exist."""
        visible = visible_decisions(self.request.user, self.request.territory).select_related(
            "meeting__territory", "territory", "owner_user", "owner_partner__organization", "item"
        )
        return get_object_or_404(visible, uuid=self.kwargs["uuid"])

    @cached_property
    def may_follow(self) -> Decision:
        """Whether she may say how far it is."""
        return can_follow_decision(self.request.user, self.decision)

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the list."""
        return [*ABOVE, (_now("Décisions à suivre"), self.success_url)]

    @property
    def success_url(self) -> str:
        """Go back to the list."""
        return reverse("meetings:decisions")

    def get_initial(self) -> dict[str, Any]:
        """Start from where it is."""
        return {name: getattr(self.decision, name) for name in ("state", "due_on", "note", "version")}

    def get_context(self) -> dict[str, Any]:
        """Show it; its meeting too, to those who see it."""
        decision = self.decision
        visible = visible_meetings(self.request.user, self.request.territory)
        meeting_url = path_of(decision.meeting) if visible.filter(pk=decision.meeting_id).exists() else ""
        return {
            "decision": decision,
            "is_late": decision.is_late(today()),
            "may_follow": self.may_follow,
            "may_remove": bool(can_edit_meeting(self.request.user, decision.meeting))
            and decision.meeting.is_being_written,
            "meeting_url": meeting_url,
            "facts": [
                (_("Décidée par"), f"{decision.meeting.title}, {decision.meeting.when}"),
                (_("Point"), decision.item or _("Aucun en particulier")),
                (_("Portée par"), decision.owner),
                *([(_("Revient à"), _HANDED_OVER)] if is_left_behind(decision) else []),
                (_("Échéance"), due_label(decision, today())),
                (_("Avancement"), decision.get_state_display()),
                (_("Suivi"), decision.note),
            ],
            "cancel_url": self.success_url,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Follow it; those who only read are told why they may not."""
        if not self.may_follow:
            raise PermissionDenied(self.may_follow)
        return super().post(request, *args, **kwargs)

    def perform(self, form: FollowForm) -> None:
        """Say how far it is."""
        data = form.cleaned_data
        operations.follow_decision(
            decision=self.decision,
            state=DecisionState(data["state"]),
            note=data["note"],
            due_on=data["due_on"],
            by=self.request.user,
            version=data["version"],
        )
        tell(self.request, _now("L’avancement est enregistré."))


class RemoveDecision(MeetingAction):
    """Noted by mistake."""

    success_message = _("La décision est retirée.")
    anchor = "#decisions"

    def perform(self) -> None:
        """Remove it."""
        decision = get_object_or_404(decisions_of(self.meeting), uuid=self.kwargs["decision"])
        operations.remove_decision(decision=decision, by=self.request.user)


class _MinutesFile(MeetingPage):
    """The minutes as a file: for organizers at any time, for the others once approved."""

    title = _("Compte rendu")
    content_type: str
    extension: str

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Produce it now: it always says what the page says."""
        meeting = self.meeting
        if not can_read_minutes(request.user, meeting):
            raise Http404
        note_reading(request, MeetingAct.DOWNLOAD_MINUTES, target=meeting)
        response = HttpResponse(self.render(), content_type=self.content_type)
        name = slugify(f"compte-rendu-{meeting.day:%Y-%m-%d}-{meeting.title}")[:80]
        response["Content-Disposition"] = f'attachment; filename="{name}.{self.extension}"'
        response["Cache-Control"] = "private, no-store"
        return response

    def render(self) -> bytes:
        """Produce the bytes."""
        raise NotImplementedError


class MinutesPdf(_MinutesFile):
    """To read and to print."""

    content_type = PDF_TYPE
    extension = "pdf"

    def render(self) -> bytes:
        """Draw the PDF."""
        return render_pdf(minutes_document(self.meeting))


class MinutesDocx(_MinutesFile):
    """To write further."""

    content_type = DOCX_TYPE
    extension = "docx"

    def render(self) -> bytes:
        """Write the DOCX."""
        return render_docx(minutes_document(self.meeting))


class AttendanceSheet(OrganizerPage):
    """The sheet to sign, on paper."""

    title = _("Feuille de présence")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Produce it now."""
        note_reading(request, MeetingAct.READ_ATTENDANCE, target=self.meeting)
        response = HttpResponse(render_pdf(attendance_sheet(self.meeting)), content_type=PDF_TYPE)
        response["Content-Disposition"] = 'attachment; filename="feuille-de-presence.pdf"'
        response["Cache-Control"] = "private, no-store"
        return response


class InvitationFile(MeetingPage):
    """The meeting, for one's own calendar."""

    title = _("Invitation")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Write what this person's calendar is told."""
        meeting = self.meeting
        mine = attendees_of(meeting).filter(user=request.user).first()
        agenda = [item.title for item in agenda_of(meeting)]
        text = invitation_text(invitation_for(meeting, mine, agenda))
        response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="invitation.ics"'
        response["Cache-Control"] = "private, no-store"
        return response

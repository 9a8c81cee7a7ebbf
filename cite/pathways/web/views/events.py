"""What happens in a pathway: noting an exchange, fixing an appointment, saying who came, pausing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from icalendar import Calendar, Event

from cite.core.dates import now, today
from cite.core.decisions import Decision
from cite.core.free_text import warnings_in
from cite.core.journal import note_reading
from cite.pathways.enums.acts import PathwayAct
from cite.pathways.models import Appointment, Pathway, Pause
from cite.pathways.operations import events as operations
from cite.pathways.queries.people import possible_members
from cite.pathways.web.forms.events import AppointmentForm, ContactForm, PauseForm, PresenceForm
from cite.pathways.web.views.base import (
    PathwayPage,
    WriteAction,
    WriteForm,
    WritePathwayPage,
    page_of,
)
from cite.residents.enums.delays import Delay
from cite.residents.queries.delays import delays_of
from cite.residents.queries.reaching import address_to_write
from cite.ui.messages import warn

HOUR = timedelta(hours=1)


class NoteContact(WriteForm):
    """Notes an exchange, or an attempt."""

    title = _("Noter un échange")
    form_class = ContactForm
    success_message = _("L’échange est noté.")
    lead = _("Seul ce qui vient de la personne compte comme des nouvelles d’elle.")

    def get_initial(self) -> dict[str, Any]:
        """Begin with today."""
        return {"on": today()}

    def perform(self, form: ContactForm) -> None:
        """Note it."""
        operations.note_contact(pathway=self.pathway, by=self.by, **form.written)
        warn(self.request, *warnings_in(form.written["summary"]))


class _AppointmentForm(WriteForm):
    """When, how, with whom."""

    def get_form(self) -> AppointmentForm:
        """Offer the professionals who may follow her, oneself first."""
        members = sorted(possible_members(self.pathway), key=lambda each: each.pk != self.by.pk)
        return AppointmentForm(members=members, **self.get_form_kwargs())


class PlanAppointment(_AppointmentForm):
    """Fixes an appointment."""

    title = _("Fixer un rendez-vous")
    success_message = _("Le rendez-vous est fixé.")
    lead = _("Proposez-le avec la personne : un rendez-vous choisi ensemble est plus souvent tenu.")

    def get_initial(self) -> dict[str, Any]:
        """Begin with oneself."""
        return {"member": str(self.by.uuid), "channel": "meeting"}

    def perform(self, form: AppointmentForm) -> None:
        """Fix it."""
        operations.plan_appointment(pathway=self.pathway, by=self.by, **form.written)
        warn(self.request, *warnings_in(form.written["subject"]))


class AppointmentPage(WritePathwayPage):
    """A page about one appointment of the pathway."""

    @cached_property
    def appointment(self) -> Appointment:
        """The appointment named in the address."""
        rows = Appointment.objects.filter(pathway=self.pathway)
        return get_object_or_404(rows.select_related("member", "pathway"), uuid=self.kwargs["appointment"])

    def may(self, pathway: Pathway) -> Decision:
        """Only those who write in the pathway, about one of its appointments."""
        return self.appointment and super().may(pathway)

    @property
    def who_tells_her(self) -> str:
        """Say whether a message leaves for her, or whoever writes this has to call."""
        if address_to_write(self.pathway.resident):
            return _now("La personne reçoit un message dans sa langue, sans lieu ni nom.")
        return _now("Prévenez-la vous-même : elle n’a pas choisi comment recevoir nos messages.")


class MoveAppointment(AppointmentPage, _AppointmentForm):
    """Changes an appointment."""

    title = _("Modifier le rendez-vous")
    success_message = _("Le rendez-vous est modifié.")

    @property
    def lead(self) -> str:
        """Say what follows a change, and who tells her."""
        return " ".join(
            (_now("Si le jour ou l’heure changent, la présence déjà notée s’efface."), self.who_tells_her)
        )

    def get_initial(self) -> dict[str, Any]:
        """Begin with what it is."""
        each = self.appointment
        at = localtime(each.at)
        return {
            "day": at.date(),
            "hour": at.time(),
            "channel": each.channel,
            "member": str(each.member.uuid) if each.member else "",
            "place": each.place,
            "subject": each.subject,
            "version": each.version,
        }

    def perform(self, form: AppointmentForm) -> None:
        """Change it."""
        version = form.cleaned_data["version"] or 0
        operations.move_appointment(appointment=self.appointment, version=version, by=self.by, **form.written)
        warn(self.request, *warnings_in(form.written["subject"]))


class NotePresence(AppointmentPage, WriteForm):
    """Says whether she came."""

    title = _("Noter la présence")
    form_class = PresenceForm
    success_message = _("C’est noté.")

    @property
    def lead(self) -> str:
        """Say what to do of an absence; of a cancellation, before its day, who tells her."""
        if self.appointment.at > now():
            return _now("Vous annulez ? %(who_tells_her)s") % {"who_tells_her": self.who_tells_her}
        return _now("Une absence n’est pas une faute : appelez sans tarder pour comprendre.")

    def get_form(self) -> PresenceForm:
        """Ask who came; before the day, whether it takes place."""
        at = self.appointment.at
        return PresenceForm(**self.get_form_kwargs(), appointment=self.appointment, is_past=at <= now())

    def get_title(self) -> str:
        """Name the day."""
        at = localtime(self.appointment.at)
        return _now("Rendez-vous du %(day)s à %(hour)s") % {
            "day": f"{at:%d/%m/%Y}",
            "hour": f"{at:%H h %M}",
        }

    def get_initial(self) -> dict[str, Any]:
        """Begin with what is noted."""
        presence = self.appointment.presence
        return {"version": self.appointment.version, "presence": "" if presence == "unknown" else presence}

    def perform(self, form: PresenceForm) -> None:
        """Note it."""
        operations.note_presence(
            appointment=self.appointment,
            version=form.cleaned_data["version"],
            by=self.by,
            presence=form.cleaned_data["presence"],
        )


class AppointmentFile(PathwayPage):
    """One appointment for a calendar: nothing in it names the person."""

    title = _("Rendez-vous")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Write it as iCalendar: a calendar is often read by others."""
        rows = Appointment.objects.filter(pathway=self.pathway)
        each = get_object_or_404(rows, uuid=self.kwargs["appointment"])
        note_reading(request, PathwayAct.READ, target=self.pathway, person=self.pathway.resident)
        response = HttpResponse(
            _calendar_of(each, request.build_absolute_uri(page_of(self.pathway))),
            content_type="text/calendar; charset=utf-8",
        )
        response["Content-Disposition"] = 'attachment; filename="rendez-vous.ics"'
        response["Cache-Control"] = "private, no-store"
        return response


class PausePathway(WriteForm):
    """Says that silence means nothing for some days."""

    title = _("Mettre en pause")
    form_class = PauseForm
    success_message = _("La pause est notée.")

    @property
    def lead(self) -> str:
        """Say what a pause changes, and how long it may last."""
        told = _now("Pendant une pause, le silence ne compte pas. Elle dure %(days)s jours au plus.")
        return told % {"days": delays_of(self.request.territory)[Delay.LONGEST_PAUSE]}

    def get_initial(self) -> dict[str, Any]:
        """Begin with today."""
        return {"first_on": today()}

    def perform(self, form: PauseForm) -> None:
        """Note it."""
        operations.pause_pathway(pathway=self.pathway, by=self.by, **form.written)


class EndPause(WriteAction):
    """Ends a pause today."""

    title = _("Mettre fin à la pause")
    success_message = _("La pause est finie.")

    def perform(self) -> None:
        """End it."""
        pause = get_object_or_404(Pause.objects.filter(pathway=self.pathway), uuid=self.kwargs["pause"])
        operations.end_pause(pause=pause, version=pause.version, by=self.by)


def _calendar_of(appointment: Appointment, page: str) -> bytes:
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Cite de l emploi//parcours//FR")
    calendar.add("version", "2.0")
    event.add("uid", f"{appointment.uuid}@cite-de-l-emploi")
    event.add("sequence", appointment.version)
    event.add("dtstamp", appointment.updated_at.astimezone(UTC))
    starts_at: datetime = appointment.at.astimezone(UTC)
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + HOUR)
    event.add("summary", _now("Rendez-vous"))
    event.add("url", page)
    if appointment.place:
        event.add("location", appointment.place)
    event.add("class", "PRIVATE")
    calendar.add_component(event)
    return calendar.to_ical()

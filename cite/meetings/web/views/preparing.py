"""A meeting prepared: what it is, its agenda, its guests, its life."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.meetings import operations
from cite.meetings.models import AgendaItem, Meeting
from cite.meetings.permissions import kinds_to_convene
from cite.meetings.ports import kind_named
from cite.meetings.queries import agenda_of, path_of
from cite.meetings.web.forms.preparing import (
    CancelForm,
    ItemForm,
    MeetingForm,
)
from cite.meetings.web.views.base import ABOVE, MeetingAction, OrganizerPage, organizes
from cite.ui.messages import tell
from cite.ui.views import FormPage

_FOUR_WEEKS = timedelta(weeks=4)


class PrepareMeeting(FormPage):
    """A new meeting: nobody is told before it is convened."""

    title = _("Préparer une réunion")
    permission = organizes
    template_name = "meetings/form.html"
    breadcrumb = ABOVE

    def get_form(self) -> MeetingForm:
        """Offer the kinds this person may convene."""
        kinds = kinds_to_convene(self.request.user, self.request.territory)
        return MeetingForm(**self.get_form_kwargs(), kinds=kinds)

    def get_context(self) -> dict[str, Any]:
        """Say what comes next."""
        return {
            "lead": _("Personne n’est prévenu pour l’instant."),
            "next_step": _("Vous ajoutez l’ordre du jour et les invités, puis vous convoquez."),
            "submit": _("Préparer la réunion"),
            "icon": "add-line",
            "cancel_url": ABOVE[0][1],
        }

    def perform(self, form: MeetingForm) -> str:
        """Prepare it, and go to it."""
        meeting = operations.prepare_meeting(
            territory=self.request.territory,
            kind=form.cleaned_data["kind"],
            particulars=form.particulars,
            by=self.request.user,
        )
        tell(self.request, _now("La réunion est en préparation. Ajoutez l’ordre du jour et les invités."))
        return path_of(meeting)


def as_typed(meeting: Meeting, *, later: timedelta = timedelta()) -> dict[str, Any]:
    """Fill the form of a meeting with what it is."""
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return {
        "group_name": meeting.group_name,
        "title": meeting.title,
        "day": starts.date() + later,
        "start": starts.time(),
        "end": ends.time(),
        "place": meeting.place,
        "link": meeting.link,
        "version": meeting.version,
    }


class _MeetingForm(OrganizerPage, FormPage):
    """The form of a meeting that exists: its kind does not change."""

    template_name = "meetings/form.html"
    submit: str
    lead: str
    icon = "save-line"
    next_step = ""

    def get_form(self) -> MeetingForm:
        """Ask for the name of the group only where there are several."""
        form = MeetingForm(**self.get_form_kwargs())
        if not kind_named(self.meeting.kind).is_named:
            form.fields["group_name"].widget = forms.HiddenInput()
        return form

    def get_initial(self) -> dict[str, Any]:
        """Start from what it is."""
        return as_typed(self.meeting)

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        return super().get_context() | {
            "lead": self.lead,
            "submit": self.submit,
            "icon": self.icon,
            "next_step": self.next_step,
        }


class ChangeMeeting(_MeetingForm):
    """Its title, its date, its place."""

    title = _("Modifier « %(meeting)s »")
    submit = _("Enregistrer")
    lead = _("Si la réunion est déjà convoquée, les invités sont prévenus et leur agenda est mis à jour.")

    def perform(self, form: MeetingForm) -> None:
        """Change it."""
        operations.change_meeting(
            meeting=self.meeting,
            particulars=form.particulars,
            by=self.request.user,
            version=form.cleaned_data["version"] or 0,
        )
        tell(self.request, _now("La réunion est à jour."))


class PrepareNext(_MeetingForm):
    """The meeting that follows: same people, open decisions first."""

    title = _("Préparer la suite de « %(meeting)s »")
    submit = _("Préparer la suivante")
    icon = "add-line"
    lead = _("Les invités sont repris. Les décisions encore à faire seront le premier point.")
    next_step = _("Vous complétez l’ordre du jour, puis vous convoquez. Personne n’est prévenu avant.")

    def get_initial(self) -> dict[str, Any]:
        """Propose four weeks later on the same day of the week, or later still: a day to come."""
        months = max(1, (today() - self.meeting.day).days // _FOUR_WEEKS.days + 1)
        return as_typed(self.meeting, later=_FOUR_WEEKS * months)

    def perform(self, form: MeetingForm) -> str:
        """Prepare it, and go to it."""
        following = operations.prepare_next_meeting(
            meeting=self.meeting, particulars=form.particulars, by=self.request.user
        )
        tell(self.request, _now("La réunion suivante est en préparation, avec les mêmes invités."))
        return path_of(following)


class CancelMeeting(OrganizerPage, FormPage):
    """It will not take place: everybody is told why."""

    title = _("Annuler « %(meeting)s »")
    template_name = "meetings/form.html"
    form_class = CancelForm

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        return super().get_context() | {
            "lead": _("Les personnes déjà convoquées sont prévenues et leur agenda l’efface."),
            "submit": _("Annuler la réunion"),
            "icon": "close-line",
            "cancel_label": _("Ne pas annuler"),
        }

    def perform(self, form: CancelForm) -> None:
        """Cancel it."""
        operations.cancel_meeting(
            meeting=self.meeting, by=self.request.user, reason=form.cleaned_data["reason"]
        )
        tell(self.request, _now("La réunion est annulée."))


class Convene(MeetingAction):
    """Send the invitations."""

    success_message = _(
        "La réunion est convoquée : chaque personne invitée reçoit l’ordre du jour et une invitation."
    )

    def perform(self) -> None:
        """Convene it."""
        operations.convene_meeting(meeting=self.meeting, by=self.request.user)


class Hold(MeetingAction):
    """Say that it took place."""

    success_message = _("La réunion s’est tenue. Notez les présences, puis écrivez le compte rendu.")

    def perform(self) -> None:
        """Hold it."""
        operations.hold_meeting(meeting=self.meeting, by=self.request.user)


class AddItem(OrganizerPage, FormPage):
    """One more point on the agenda."""

    title = _("Ajouter un point à « %(meeting)s »")
    template_name = "meetings/form.html"
    form_class = ItemForm

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        return super().get_context() | {"submit": _("Ajouter ce point"), "icon": "add-line"}

    def perform(self, form: ItemForm) -> None:
        """Add it."""
        fields = {name: form.cleaned_data[name] for name in ("title", "details", "presenter", "duration")}
        operations.add_item(meeting=self.meeting, by=self.request.user, **fields)
        tell(self.request, _now("Le point est à l’ordre du jour."))


class _ItemMixin:
    @cached_property
    def item(self) -> AgendaItem:
        """The point named in the address, of this meeting."""
        return get_object_or_404(
            agenda_of(self.meeting).select_related("meeting__territory"), uuid=self.kwargs["item"]
        )


class ChangeItem(_ItemMixin, OrganizerPage, FormPage):
    """A point of the agenda."""

    title = _("Modifier un point de « %(meeting)s »")
    template_name = "meetings/form.html"
    form_class = ItemForm

    def get_initial(self) -> dict[str, Any]:
        """Start from what it is."""
        names = ("title", "details", "presenter", "duration", "version")
        return {name: getattr(self.item, name) for name in names}

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        return super().get_context() | {"submit": _("Enregistrer"), "icon": "save-line"}

    def perform(self, form: ItemForm) -> None:
        """Change it."""
        fields = {name: form.cleaned_data[name] for name in ("title", "details", "presenter", "duration")}
        version = form.cleaned_data["version"] or 0
        operations.change_item(item=self.item, by=self.request.user, version=version, **fields)
        tell(self.request, _now("Le point est à jour."))


class MoveItemUp(_ItemMixin, MeetingAction):
    """Earlier in the agenda."""

    anchor = "#ordre-du-jour"

    def perform(self) -> None:
        """Move it."""
        operations.move_item(item=self.item, by=self.request.user, direction="up")


class MoveItemDown(_ItemMixin, MeetingAction):
    """Later in the agenda."""

    anchor = "#ordre-du-jour"

    def perform(self) -> None:
        """Move it."""
        operations.move_item(item=self.item, by=self.request.user, direction="down")


class RemoveItem(_ItemMixin, MeetingAction):
    """Off the agenda."""

    success_message = _("Le point n’est plus à l’ordre du jour.")
    anchor = "#ordre-du-jour"

    def perform(self) -> None:
        """Remove it."""
        operations.remove_item(item=self.item, by=self.request.user)

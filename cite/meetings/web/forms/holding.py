"""Attendance, minutes, decisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Partner
from cite.meetings.enums import DecisionState, Presence
from cite.meetings.models import AgendaItem, Attendee
from cite.meetings.ports import MeetingKind
from cite.ui.forms import DateField, Form, VersionForm


class AttendanceForm(VersionForm):
    """One answer per person: a letter on the keyboard (P, A) and Tab for the next one."""

    others_present = forms.BooleanField(
        label=_("Toutes les personnes non notées sont présentes"), required=False
    )

    def __init__(self, *args: Any, attendees: Sequence[Attendee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attendees = attendees
        for attendee in attendees:
            said = f" ({attendee.get_answer_display().lower()})"
            self.fields[str(attendee.uuid)] = forms.ChoiceField(
                label=attendee.name,
                help_text=(attendee.organization + said).strip(),
                choices=Presence.choices,
                initial=attendee.presence,
                error_messages={"required": _("Choisissez une réponse.")},
            )

    @property
    def presence_fields(self) -> list[forms.BoundField]:
        """The fields of the people."""
        return [self[str(attendee.uuid)] for attendee in self.attendees]

    @property
    def presences(self) -> dict[UUID, Presence]:
        """What was noted for each person."""
        default = Presence.PRESENT if self.cleaned_data["others_present"] else Presence.UNKNOWN
        noted = {a.uuid: Presence(self.cleaned_data[str(a.uuid)]) for a in self.attendees}
        return {
            uuid: default if presence == Presence.UNKNOWN else presence for uuid, presence in noted.items()
        }


class MinutesForm(VersionForm):
    """An introduction, and a text per point of the agenda."""

    summary = forms.CharField(
        label=_("Introduction"),
        help_text=_(
            "Une ligne vide sépare deux paragraphes ; des lignes qui commencent par « - » font une liste."
        ),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for number, item in enumerate(items, start=1):
            self.fields[str(item.uuid)] = forms.CharField(
                label=f"{number}. {item.title}",
                initial=item.minutes,
                max_length=10_000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 6}),
            )

    @property
    def texts(self) -> dict[UUID, str]:
        """What was written of each point."""
        return {item.uuid: self.cleaned_data[str(item.uuid)] for item in self.items}


class DecisionForm(Form):
    """A decision: what, by whom, until when."""

    text = forms.CharField(
        label=_("Décision"),
        help_text=_("Commencez par un verbe : « Ouvrir », « Écrire », « Réunir »…"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    owner = forms.ChoiceField(label=_("Portée par"))
    due_on = DateField(label=_("Échéance"), required=False)
    item = forms.ChoiceField(label=_("Point de l’ordre du jour"), required=False)

    def __init__(
        self,
        *args: Any,
        people: Sequence[Attendee],
        partners: Sequence[Partner],
        items: Sequence[AgendaItem],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {f"person.{a.user.uuid}": a for a in people}
        self.partners = {f"partner.{p.uuid}": p for p in partners}
        self.items = {str(item.uuid): item for item in items}
        self.fields["owner"].choices = [
            ("", _("Choisissez")),
            (_("Personnes invitées"), [(key, attendee.name) for key, attendee in self.people.items()]),
            (_("Structures"), [(key, str(partner)) for key, partner in self.partners.items()]),
        ]
        self.fields["item"].choices = [("", _("Aucun en particulier"))] + [
            (key, item.title) for key, item in self.items.items()
        ]

    @property
    def chosen_owner(self) -> Any:
        """The person or the organization chosen."""
        chosen = self.cleaned_data["owner"]
        return self.people[chosen].user if chosen in self.people else self.partners.get(chosen)

    @property
    def agenda_item(self) -> AgendaItem | None:
        """The point it comes from."""
        return self.items.get(self.cleaned_data["item"])


class FollowForm(VersionForm):
    """How far a decision is."""

    state = forms.ChoiceField(label=_("Avancement"), choices=DecisionState.choices, widget=forms.RadioSelect)
    due_on = DateField(label=_("Échéance"), required=False)
    note = forms.CharField(
        label=_("Ce qui a été fait, ou pourquoi elle est abandonnée"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask why a decision is dropped, beside the field that says it."""
        cleaned = super().clean()
        if cleaned.get("state") == DecisionState.DROPPED and not (cleaned.get("note") or "").strip():
            self.add_error("note", _("Dites pourquoi en une phrase : elle restera avec la décision."))
        return cleaned


class MeetingFilters(Form):
    """Which meetings to show."""

    kind = forms.ChoiceField(label=_("Type de réunion"), required=False)

    def __init__(self, *args: Any, kinds: Sequence[MeetingKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("Toutes"))] + [(kind.key, kind.label) for kind in kinds]

    def chosen(self, name: str) -> str:
        """What was chosen; an address that makes no sense chooses nothing."""
        return (self.cleaned_data.get(name) or "") if self.is_valid() else ""


class DecisionFilters(MeetingFilters):
    """Which decisions to show."""

    whose = forms.ChoiceField(
        label=_("Portées par"),
        choices=[("", _("Tout le monde")), ("me", _("Moi ou ma structure"))],
        required=False,
    )
    ended = forms.ChoiceField(
        label=_("Avancement"), choices=[("", _("À suivre")), ("all", _("Toutes"))], required=False
    )

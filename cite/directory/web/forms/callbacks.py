"""What professionals write: hours of duty, absences, the outcome of a call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Membership, Partner
from cite.directory.enums.callbacks import CallbackObjection, Outcome, Weekday
from cite.territories.models import District
from cite.ui.forms import DateField, Form, FreeText, VersionForm, shown_when


def _people(rows: Iterable[Membership]) -> dict[str, Membership]:
    return {str(row.uuid): row for row in rows}


def _named(people: dict[str, Membership]) -> list[tuple[str, str]]:
    return [(key, f"{row.user.full_name}, {row.partner}") for key, row in people.items()]


class HourField(forms.TimeField):
    """An hour, picked in the browser or typed."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    default_error_messages = {"invalid": _("Cette heure n’existe pas. Écrivez-la ainsi : 09:30.")}


class ShiftForm(Form):
    """Hours of duty of somebody, the same on some days."""

    district = forms.ChoiceField(label=_("Quartier"))
    person = forms.ChoiceField(label=_("Personne de permanence"))
    deputy = forms.ChoiceField(
        label=_("Relais"),
        help_text=_("Qui appelle à sa place quand elle est absente ou que le délai approche."),
        required=False,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Jours"),
        choices=Weekday.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choisissez au moins un jour."),
            "invalid_choice": _("Choisissez des jours de la liste, du lundi au samedi."),
        },
    )
    starts_at = HourField(label=_("De"), initial=time(9))
    ends_at = HourField(label=_("À"), initial=time(12))

    def __init__(
        self,
        *args: Any,
        districts: Iterable[District],
        people: Iterable[Membership],
        deputies: Iterable[Membership],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.districts = {str(district.uuid): district for district in districts}
        self.people, self.deputies = _people(people), _people(deputies)
        self.fields["district"].choices = [(key, each.full_label) for key, each in self.districts.items()]
        self.fields["person"].choices = _named(self.people)
        self.fields["deputy"].choices = [("", _("Personne")), *_named(self.deputies)]

    def clean(self) -> dict[str, Any]:
        """Give the things that were chosen, and keep hours in their order."""
        cleaned = super().clean() or {}
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", CallbackObjection.HOURS_REVERSED.label)
        return cleaned

    @property
    def chosen(self) -> dict[str, Any]:
        """What the operation is told."""
        data = self.cleaned_data
        return data | {
            "district": self.districts[data["district"]],
            "person": self.people[data["person"]],
            "deputy": self.deputies.get(data["deputy"]),
        }


class AbsenceForm(Form):
    """Days without somebody, or without anybody of an organization. Why is not asked."""

    who = forms.ChoiceField(label=_("Qui est absent ?"))
    first_on = DateField(label=_("Premier jour"))
    last_on = DateField(label=_("Dernier jour"))

    def __init__(
        self, *args: Any, people: Iterable[Membership], partners: Iterable[Partner], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = _people(people)
        self.partners = {str(partner.uuid): partner for partner in partners}
        whole = [(key, _("Toute la structure : %(name)s") % {"name": p}) for key, p in self.partners.items()]
        self.fields["who"].choices = [*_named(self.people), *whole]

    def clean(self) -> dict[str, Any]:
        """Keep days in their order."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", CallbackObjection.DATES_REVERSED.label)
        return cleaned

    @property
    def chosen(self) -> dict[str, Any]:
        """What the operation is told."""
        data = self.cleaned_data
        person = self.people.get(data["who"])
        partner = person.partner if person is not None else self.partners[data["who"]]
        return {
            "partner": partner,
            "person": person,
            "first_on": data["first_on"],
            "last_on": data["last_on"],
        }


class OutcomeForm(VersionForm):
    """What came of a call: one choice, one button."""

    outcome = forms.ChoiceField(
        label=_("Qu’a donné l’appel ?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    note = FreeText(
        label=_("Pour le prochain appel"),
        help_text=_(
            "Par exemple : rappeler après 17 h. La personne peut lire ce texte. N’écrivez rien sur sa santé, "
            "sa famille ou ses papiers."
        ),
        max_length=280,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown_when(self, "note", "outcome", (Outcome.NO_ANSWER.value,))


class HandOverForm(Form):
    """To whom a request is handed over."""

    to = forms.ChoiceField(label=_("À qui ?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = _people(people)
        self.fields["to"].choices = _named(self.people)

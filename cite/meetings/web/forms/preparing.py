"""A meeting, its agenda, its guests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cite.core.text import search_key
from cite.meetings.operations.meetings import Particulars
from cite.meetings.ports import MeetingKind
from cite.meetings.queries import Person
from cite.ui.forms import DateField, Form, VersionField

_A_DAY = 24 * 60


class _TimeField(forms.TimeField):
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    default_error_messages = {"invalid": _("Cette heure n’existe pas. Écrivez-la ainsi : 14:30.")}


class MeetingForm(Form):
    """What a meeting is, when and where. The kind is chosen once, when it is prepared."""

    kind = forms.ChoiceField(label=_("Type de réunion"))
    group_name = forms.CharField(
        label=_("Nom du groupe"),
        help_text=_("Pour un groupe thématique : « Mobilité », « Garde d’enfants »…"),
        max_length=80,
        required=False,
    )
    title = forms.CharField(label=_("Titre"), max_length=150)
    day = DateField(label=_("Date"))
    start = _TimeField(label=_("Début"))
    end = _TimeField(label=_("Fin"))
    place = forms.CharField(
        label=_("Lieu"),
        help_text=_("Nom du lieu, salle, adresse."),
        max_length=200,
        required=False,
    )
    link = forms.URLField(
        label=_("Lien de visioconférence"),
        max_length=300,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Collez l’adresse complète, qui commence par https://.")},
    )
    version = VersionField(required=False)

    def __init__(self, *args: Any, kinds: Sequence[MeetingKind] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_named = {kind.key for kind in kinds if kind.is_named}
        if kinds:
            self.fields["kind"].choices = [(kind.key, kind.label) for kind in kinds]
        else:
            del self.fields["kind"]

    def clean_link(self) -> str:
        """Accept web addresses only."""
        link = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Collez l’adresse complète, qui commence par https://."))
        return link

    def clean(self) -> dict[str, Any]:
        """Ask for the name of a group where there are several."""
        cleaned = super().clean()
        if cleaned.get("kind") in self.is_named and not cleaned.get("group_name"):
            self.add_error("group_name", _("Donnez un nom à ce groupe : il y en a plusieurs."))
        day = cleaned.get("day")
        if day and not 2000 <= day.year <= 2100:
            self.add_error("day", _("Vérifiez l’année de cette date."))
        return cleaned

    @property
    def particulars(self) -> Particulars:
        """What the operations take."""
        data = self.cleaned_data

        def at(time: Any) -> datetime:
            return timezone.make_aware(datetime.combine(data["day"], time))

        return Particulars(
            title=data["title"],
            starts_at=at(data["start"]),
            ends_at=at(data["end"]),
            group_name=data["group_name"],
            place=data["place"],
            link=data["link"],
        )


class ItemForm(Form):
    """A point of the agenda."""

    title = forms.CharField(label=_("Point à l’ordre du jour"), max_length=200)
    presenter = forms.CharField(label=_("Présenté par"), max_length=120, required=False)
    duration = forms.IntegerField(label=_("Durée en minutes"), min_value=1, max_value=_A_DAY, required=False)
    details = forms.CharField(
        label=_("Précisions"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = VersionField(required=False)


class FindPeopleForm(Form):
    """Whom to look for."""

    q = forms.CharField(label=_("Chercher un nom ou une structure"), max_length=100, required=False)

    @property
    def words(self) -> list[str]:
        """The words to find; an address that makes no sense finds everyone."""
        return search_key(self.cleaned_data["q"]).split() if self.is_valid() else []


class PeopleForm(Form):
    """People who work in the Cité, ticked together."""

    people = forms.MultipleChoiceField(
        label=_("Personnes de la Cité"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cochez au moins une personne.")},
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(person.user.uuid): person for person in people}
        self.fields["people"].choices = [(uuid, person.label) for uuid, person in self.offered.items()]

    @property
    def chosen(self) -> list[Person]:
        """The people ticked."""
        return [self.offered[uuid] for uuid in self.cleaned_data["people"]]


class GuestForm(Form):
    """Somebody from outside."""

    name = forms.CharField(label=_("Nom et prénom"), max_length=150)
    organization = forms.CharField(label=_("Structure"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("Adresse électronique"),
        help_text=_("Pour lui envoyer l’invitation. Sans adresse, prévenez cette personne vous-même."),
        max_length=254,
        required=False,
        error_messages={"invalid": _("Écrivez une adresse complète : prenom.nom@exemple.fr.")},
    )


class CancelForm(Form):
    """Why a meeting will not take place."""

    reason = forms.CharField(
        label=_("Raison"),
        help_text=_("Les personnes invitées la liront."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

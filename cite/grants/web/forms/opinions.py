"""What is asked of others, what they answer, and messages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.actors.models import Partner
from cite.grants.enums import ReviewOpinion
from cite.ui.forms import DateField, Form, VersionForm

_NONE = "none"
_ANSWERS = [*ReviewOpinion.choices, (_NONE, _("Sans avis"))]


class AskOpinionForm(Form):
    """Of whom an opinion is asked, on what, until when."""

    partner = forms.ChoiceField(label=_("Structure de la Cité"), required=False)
    email = forms.EmailField(
        label=_("Ou une adresse électronique"),
        help_text=_("La personne reçoit un lien personnel, sans compte. Exemple : nom@exemple.fr"),
        max_length=254,
        required=False,
    )
    name = forms.CharField(label=_("Nom et fonction de cette personne"), max_length=200, required=False)
    question = forms.CharField(
        label=_("Votre question"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
    due_on = DateField(label=_("Réponse attendue pour le"))

    def __init__(self, *args: Any, partners: Sequence[Partner], due_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {str(partner.uuid): partner for partner in partners}
        choices = [(uuid, str(partner)) for uuid, partner in self.partners.items()]
        self.fields["partner"].choices = [("", _("Aucune")), *choices]
        self.fields["due_on"].initial = due_on

    @property
    def chosen(self) -> Partner | None:
        """The organization asked, if one is."""
        return self.partners.get(self.cleaned_data["partner"])


class _AnswerForm(Form):
    """An opinion: nothing is chosen in advance, to have none is an answer too."""

    says_optional = False

    answer = forms.ChoiceField(label=_("Votre avis"), choices=_ANSWERS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Pourquoi ?"),
        help_text=_("À expliquer, sauf « Sans avis ». 5\u202f000 caractères au plus."),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def clean_answer(self) -> str:
        """Give the opinion; an empty one is none."""
        answer = self.cleaned_data["answer"]
        return "" if answer == _NONE else answer


class OpinionForm(_AnswerForm, VersionForm):
    """What an organization answers."""


class GuestOpinionForm(_AnswerForm):
    """What somebody without an account answers."""

    name = forms.CharField(label=_("Votre nom et votre fonction"), max_length=150)

    field_order = ("name", "answer", "words")


class MessageForm(Form):
    """A message to the other side."""

    text = forms.CharField(
        label=_("Votre message"),
        help_text=_("Tous ceux qui suivent ce dossier le lisent. 5 000 caractères au plus."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

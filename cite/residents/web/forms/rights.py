"""What professionals write about rights and look-alikes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.residents.enums.rights import RequestState, Right
from cite.ui.forms import DateField, Form, VersionForm

_HINT = _("Des faits utiles, pas de jugement, pas de santé : la personne peut lire ce texte.")


class RequestForm(Form):
    """Which right a person uses, and since when."""

    right = forms.ChoiceField(
        label=_("Que demande la personne ?"), choices=Right.choices, widget=forms.RadioSelect
    )
    asked_on = DateField(
        label=_("Le jour où elle l’a demandé"), help_text=_("La réponse est due un mois après.")
    )
    details = forms.CharField(
        label=_("Dans ses mots"),
        help_text=_HINT,
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(VersionForm):
    """Done, or refused with the reason."""

    outcome = forms.ChoiceField(
        label=_("Votre réponse"),
        choices=[
            (RequestState.DONE.value, _("C’est fait")),
            (RequestState.REFUSED.value, RequestState.REFUSED.label),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Ce qui est répondu à la personne"),
        help_text=_("Obligatoire pour un refus : dites pourquoi, et que la personne peut saisir la CNIL."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class KeepForm(VersionForm):
    """Which of two files stays."""

    keep = forms.ChoiceField(label=_("Quelle fiche garder ?"), widget=forms.RadioSelect, initial="first")

    def __init__(self, *args: Any, names: tuple[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [("first", names[0]), ("second", names[1])]

    @property
    def keep_first(self) -> bool:
        """Whether the first file stays."""
        return self.cleaned_data["keep"] == "first"

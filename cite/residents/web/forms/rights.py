"""What professionals write about rights and look-alikes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cite.core.free_text import FREE_TEXT_HINT
from cite.core.languages import LANGUAGES
from cite.residents.enums.rights import RequestState, Right
from cite.residents.models import Resident
from cite.ui.forms import DateField, Form, FreeText, VersionForm


class NewsForm(Form):
    """The day when she gave news."""

    heard_on = DateField(
        label=_("Le jour où elle a donné de ses nouvelles"),
        help_text=_("Elle est venue, a appelé, a répondu. Vos appels sans réponse ne comptent pas."),
    )


class RequestForm(Form):
    """Which right a person uses, and since when."""

    right = forms.ChoiceField(
        label=_("Que demande la personne ?"), choices=Right.choices, widget=forms.RadioSelect
    )
    asked_on = DateField(
        label=_("Le jour où elle l’a demandé"), help_text=_("La réponse est due un mois après.")
    )
    details = FreeText(
        label=_("Dans ses mots"),
        help_text=FREE_TEXT_HINT,
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
    answer = FreeText(
        label=_("Ce qui est répondu à la personne"),
        help_text=_("Obligatoire pour un refus : dites pourquoi, et que la personne peut saisir la CNIL."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class LanguageForm(Form):
    """In which language a paper is written: hers, unless she would rather read another."""

    language = forms.ChoiceField(
        label=_("Langue du papier"), choices=[(each.code, each.name) for each in LANGUAGES]
    )


class GiveFileForm(LanguageForm):
    """As what she receives her file, and how much of it."""

    kind = forms.ChoiceField(
        label=_("Sous quelle forme ?"),
        choices=[
            ("pdf", _("À lire et à imprimer (PDF)")),
            ("json", _("À emporter dans un autre logiciel (JSON)")),
        ],
        widget=forms.RadioSelect,
        initial="pdf",
    )
    extent = forms.ChoiceField(
        label=_("Quoi ?"),
        choices=[
            ("common", _("Le dossier, sans les notes que des professionnels ont écrites pour eux-mêmes")),
            (
                "whole",
                _("Tout, avec les notes réservées de votre structure : la personne en a fait la demande"),
            ),
        ],
        help_text=_("Tout n’est remis qu’à la personne, en main propre, tant que sa demande est ouverte."),
        widget=forms.RadioSelect,
        initial="common",
    )

    def __init__(self, *args: Any, gives_whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not gives_whole:
            del self.fields["extent"]


class KeepForm(VersionForm):
    """Which of two files stays."""

    keep = forms.ChoiceField(label=_("Quelle fiche garder ?"), widget=forms.RadioSelect, initial="first")

    def __init__(self, *args: Any, pair: tuple[Resident, Resident], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = [
            ("first", _what_tells_it(pair[0])),
            ("second", _what_tells_it(pair[1])),
        ]

    @property
    def keep_first(self) -> bool:
        """Whether the first file stays."""
        return self.cleaned_data["keep"] == "first"


def _what_tells_it(file: Resident) -> str:
    """Tell a file from another of the same name: who opened it, and when."""
    return gettext("%(person)s – fiche ouverte par %(partner)s le %(day)s") % {
        "person": file,
        "partner": file.partner,
        "day": date_format(localtime(file.created_at), "j F Y"),
    }

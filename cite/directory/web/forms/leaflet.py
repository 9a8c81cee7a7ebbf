"""Choosing services for a leaflet, and saying for whom it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cite.core.languages import FRENCH, LANGUAGES
from cite.core.telephones import readable_telephone, telephone
from cite.directory.enums.needs import Need
from cite.directory.web.forms.finding import LONGEST_WORDS
from cite.ui.forms import Form

LONGEST_NAME = 40
CHOOSE_FORM = "choix"
_LANGUAGES = [(language.code, language.name) for language in LANGUAGES]


class ChooseForm(Form):
    """What to look for, and the services to take; what was taken stays taken from one search to the next."""

    says_optional = False
    mots = forms.CharField(
        label=_("Que cherche la personne ?"),
        help_text=_("Par exemple : garder un enfant, passer le permis. N’écrivez pas son nom."),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    besoin = forms.ChoiceField(label=_("Besoin"), required=False)
    quartier = forms.ChoiceField(label=_("Quartier"), required=False)
    s = forms.MultipleChoiceField(
        label=_("Services à mettre sur le dépliant"),
        help_text=_("De un à huit. Ceux que vous cochez restent cochés quand vous cherchez encore."),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"form": CHOOSE_FORM}),
        error_messages={
            "invalid_choice": _("Ce service n’est plus montré au public. Choisissez-en un autre.")
        },
    )

    def __init__(self, *args: Any, districts: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["besoin"].choices = [("", _("Tous les besoins")), *Need.choices]
        self.fields["quartier"].choices = [("", _("Tous les quartiers")), *districts.items()]

    def offer(self, services: Iterable[tuple[str, str]]) -> None:
        """List the services that may be taken: the identifier and the name of each."""
        self.fields["s"].choices = list(services)


class LeafletForm(Form):
    """For whom a leaflet is: nothing of it is kept."""

    langue = forms.ChoiceField(
        label=_("Langue de la personne"),
        help_text=_("Les noms et les adresses restent en français, pour le bus et l’accueil."),
        choices=_LANGUAGES,
        widget=forms.RadioSelect,
        initial=FRENCH.code,
    )
    prenom = forms.CharField(
        label=_("Son prénom"),
        help_text=_("Il est écrit en haut de la feuille, et n’est pas gardé. Vous pouvez le laisser vide."),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    contact = forms.ChoiceField(
        label=_("Qui appeler en cas de question ?"),
        help_text=_("Le téléphone public de votre structure."),
        required=False,
    )
    telephone = forms.CharField(
        label=_("Ou ce téléphone professionnel"),
        help_text=_("Il est écrit au bas de la feuille, et n’est pas gardé. Exemple : 04 77 12 34 56."),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, contacts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if contacts:
            self.fields["contact"].choices = [("", _("Personne")), *contacts]
        else:
            del self.fields["contact"]

    def clean_telephone(self) -> str:
        """Read a number as people type it.

        Raises:
            ValidationError: no such number exists.
        """
        typed = self.cleaned_data["telephone"]
        if not typed.strip():
            return ""
        number = telephone(typed)
        if number is None:
            raise ValidationError(
                _("Ce numéro n’existe pas. Écrivez-le comme « 04 77 12 34 56 »."), code="telephone"
            )
        return readable_telephone(number)


class PosterForm(Form):
    """Which district, in which language: nothing of it is about a person."""

    quartier = forms.ChoiceField(label=_("Quartier"))
    langue = forms.ChoiceField(
        label=_("Langue de l’affiche"), choices=_LANGUAGES, widget=forms.RadioSelect, initial=FRENCH.code
    )

    def __init__(self, *args: Any, districts: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quartier"].choices = list(districts.items())

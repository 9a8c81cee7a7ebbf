"""What a person says of an alert."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.dropout.enums.signs import Closing
from cite.residents.rules.free_text import check_free_text
from cite.ui.forms import VersionForm


class CloseForm(VersionForm):
    """What was done, in one choice; a word more where it helps."""

    closing = forms.ChoiceField(label=_("Qu’avez-vous fait ?"), choices=Closing, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("Précision"),
        help_text=_("Des faits utiles, pas de jugement, pas de santé : la personne peut lire ce texte."),
        max_length=280,
        required=False,
    )

    def clean_comment(self) -> str:
        """Refuse an identifier in a free text."""
        text = self.cleaned_data["comment"]
        if decision := check_free_text(text):
            return text
        raise forms.ValidationError(decision.sentences)

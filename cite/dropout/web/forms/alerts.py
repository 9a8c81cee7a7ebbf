"""What a person says of an alert."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.core.free_text import FREE_TEXT_HINT
from cite.dropout.enums.signs import Closing
from cite.ui.forms import VersionForm


class CloseForm(VersionForm):
    """What was done, in one choice; a word more where it helps."""

    closing = forms.ChoiceField(label=_("Qu’avez-vous fait ?"), choices=Closing, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("Précision"),
        help_text=FREE_TEXT_HINT,
        max_length=280,
        required=False,
    )

"""What a co-pilot fills in to rule a point of a file."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.grants.enums import RulingOutcome
from cite.ui.forms import Form


class RulingForm(Form):
    """Yes or no, and why."""

    outcome = forms.ChoiceField(label=_("Décision"), choices=RulingOutcome.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Motif"),
        help_text=_("Le porteur et l’autre copilote le liront."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

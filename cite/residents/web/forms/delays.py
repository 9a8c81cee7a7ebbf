"""What is filled in about delays: a number each, between its bounds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.residents.enums.delays import Delay
from cite.residents.rules.delays import BOUNDS
from cite.ui.forms import Form, VersionField


class DelaysForm(Form):
    """Every delay between its bounds, and why."""

    why = forms.CharField(
        label=_("Pourquoi ces délais"),
        help_text=_("Une ou deux phrases, pour l’autre copilote."),
        max_length=500,
    )
    draft = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = VersionField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for delay, (first, least, most) in BOUNDS.items():
            self.fields[str(delay)] = forms.IntegerField(
                label=delay.label,
                help_text=_("De %(least)s à %(most)s. Première valeur : %(first)s.")
                % {"least": least, "most": most, "first": first},
                min_value=least,
                max_value=most,
            )
        self.order_fields([*map(str, BOUNDS), "why", "draft", "version"])

    @property
    def values(self) -> dict[Delay, int]:
        """What was filled in."""
        return {delay: self.cleaned_data[str(delay)] for delay in Delay}

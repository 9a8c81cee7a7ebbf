"""Choosing one district of the coverage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.ui.forms import Form


class DistrictFilter(Form):
    """Which district is looked at; all of them where none is chosen."""

    par = forms.CharField(widget=forms.HiddenInput, required=False)
    quartier = forms.ChoiceField(label=_("Quartier"), required=False)

    def __init__(self, *args: Any, districts: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quartier"].choices = [("", _("Tous les quartiers")), *districts]

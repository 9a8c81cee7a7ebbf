"""Keeping a search: its name, how often it tells what is new, and what it asks, hidden."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.directory.enums.searches import AlertFrequency
from cite.directory.rules.searches import NAME_MAX, criteria_of
from cite.directory.web.forms.finding import FindForm
from cite.ui.forms import Form, VersionField


def _name() -> forms.CharField:
    return forms.CharField(
        label=_("Nom de la recherche"),
        help_text=_("Pour la retrouver. N’écrivez le nom d’aucun habitant."),
        max_length=NAME_MAX,
    )


def _frequency() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Me prévenir par courriel de ce qui est nouveau"),
        help_text=_("Un seul message pour toutes vos recherches, et aucun quand rien n’est nouveau."),
        choices=AlertFrequency.choices,
        initial=AlertFrequency.WEEKLY,
        widget=forms.RadioSelect,
    )


class KeepSearchForm(FindForm):
    """The search that was just made, hidden, with a name; its address never comes along."""

    says_optional = False
    nom = _name()
    frequence = _frequency()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("adresse", "nombre", "longitude", "latitude", "dans"):
            self.fields.pop(name)
        for name, field in self.fields.items():
            if name == "avec":
                field.widget = forms.MultipleHiddenInput()
            elif name not in ("nom", "frequence"):
                field.widget = forms.HiddenInput()

    @property
    def criteria(self) -> dict[str, Any]:
        """What is kept of the search."""
        return criteria_of(self.cleaned_data)


class SearchForm(Form):
    """The name of a kept search, and how often it tells what is new."""

    says_optional = False
    name = _name()
    frequency = _frequency()
    version = VersionField()

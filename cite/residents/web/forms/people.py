"""Finding somebody among the people one follows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.territories.models import District
from cite.ui.forms import Form


class NameForm(Form):
    """A name, or a part of it: posted, never in an address."""

    q = forms.CharField(
        label=_("Prénom ou nom"),
        max_length=140,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    says_optional = False


class FilterForm(Form):
    """Which people are listed."""

    quartier = forms.ChoiceField(label=_("Quartier"), required=False)
    nouvelles = forms.ChoiceField(
        label=_("Nouvelles venues d’elle"),
        required=False,
    )
    says_optional = False
    chosen: District | None = None

    def __init__(
        self, *args: Any, districts: Iterable[tuple[str, str]], silent_days: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        silent = _("Aucune depuis %(days)s jours") % {"days": silent_days}
        self.fields["nouvelles"].choices = [("", _("Toutes")), ("anciennes", silent)]
        self.fields["quartier"].choices = [("", _("Tous les quartiers")), *districts]

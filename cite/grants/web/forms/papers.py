"""The forms around a file's papers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.ui.forms import VersionForm


class DauphinForm(VersionForm):
    """The reference that Dauphin gave."""

    reference = forms.CharField(
        label=_("Référence du dossier dans Dauphin"),
        help_text=_(
            "Dauphin la donne à la transmission, par exemple DA00123456. Vide : pas encore transmis."
        ),
        max_length=30,
        required=False,
    )

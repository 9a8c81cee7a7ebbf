"""Forms about documents: issue, cancel, countersign, verify."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.ui.forms import Form, VersionField


class IssueForm(Form):
    """Which document to issue; only those that are true today are offered."""

    choice = forms.ChoiceField(label=_("Document à établir"))

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choice"].choices = choices


class CancelForm(Form):
    """Why a document is canceled."""

    version = VersionField()
    reason = forms.CharField(
        label=_("Raison de l’annulation"),
        max_length=300,
        help_text=_("Elle sera lue par toute personne qui vérifie ce document. N’y nommez personne."),
    )


class CountersignForm(Form):
    """Who signs for the carrier."""

    name = forms.CharField(label=_("Votre nom et prénom"), max_length=150)
    function = forms.CharField(
        label=_("Votre fonction"), max_length=110, help_text=_("Par exemple : présidente, maire, directeur.")
    )
    agreed = forms.BooleanField(
        label=_("J’ai lu ce document, je suis habilité à engager ma structure, et je le signe.")
    )


class VerifyForm(Form):
    """The code printed on a document."""

    says_optional = False
    code = forms.CharField(
        label=_("Code écrit sur le document"),
        max_length=40,
        help_text=_("Douze lettres et chiffres, par exemple : ABCD-EF23-JKMN. Les tirets sont facultatifs."),
    )

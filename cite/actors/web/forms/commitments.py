"""What is filled in about commitments: a text, a signature."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import CommitmentKind
from cite.ui.forms import Form, VersionForm


class TextForm(Form):
    """The words of a text to sign."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    body = forms.CharField(
        label=_("Texte"),
        help_text=_("Une ligne vide sépare deux paragraphes. Aucune mise en forme."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 20}),
    )


class NewTextForm(TextForm):
    """A new version of a text."""

    kind = forms.ChoiceField(label=_("Nature"), choices=CommitmentKind)
    field_order = ("kind", "title", "body")


class EditTextForm(TextForm, VersionForm):
    """A draft to change."""


class SignForm(Form):
    """A signature: as what, and in whose name."""

    function = forms.CharField(label=_("Votre fonction"), help_text=_("Exemple : présidente"), max_length=120)
    in_the_name_of = forms.BooleanField()
    sha256 = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, organization: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("J’ai lu ce texte et je le signe au nom de « %(name)s »")
        self.fields["in_the_name_of"].label = label % {"name": organization}

"""The forms of the parts of a file: its documents, its partners, the actions that look like it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.grants.enums import PledgeAnswer
from cite.grants.operations.attachments import POLICY
from cite.grants.rules.call_content import Piece
from cite.ui.forms import FileField, Form

_EXTENSIONS = ("pdf", "png", "jpg", "jpeg", "xlsx", "ods", "docx", "odt")


class PieceForm(Form):
    """Which document, of which year, and its file."""

    piece = forms.ChoiceField(label=_("Quelle pièce ?"))
    upload = FileField(label=_("Fichier"), max_bytes=POLICY.max_bytes, extensions=_EXTENSIONS)
    year = forms.IntegerField(
        label=_("Année du document"),
        help_text=_("Exemple : 2025 pour les comptes de 2025."),
        required=False,
        min_value=1990,
        max_value=2100,
    )

    def __init__(self, *args: Any, pieces: Sequence[Piece], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["piece"].choices = [(piece.code, piece.label) for piece in pieces]


class PartnerForm(Form):
    """A partner: its name, its part, where to write to it."""

    name = forms.CharField(label=_("Nom du partenaire"), max_length=200)
    part = forms.CharField(
        label=_("Son rôle dans l’action"),
        help_text=_("Exemple : oriente des jeunes vers l’action, prête une salle."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    email = forms.EmailField(
        label=_("Son adresse électronique"),
        help_text=_("Pour lui demander s’il participe : il répond en un clic, sans compte."),
        max_length=254,
        required=False,
    )


class PledgeForm(Form):
    """What a partner answers, in one press of a button."""

    answer = forms.ChoiceField(
        label=_("Participez-vous à cette action ?"),
        choices=[(c.value, c.label) for c in (PledgeAnswer.YES, PledgeAnswer.OTHERWISE, PledgeAnswer.NO)],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Précisions"),
        help_text=_("Si vous participez autrement : dites comment."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    name = forms.CharField(label=_("Votre nom et fonction"), max_length=150)

    def clean(self) -> dict[str, Any]:
        """Ask how, of whoever takes part otherwise: the answer says nothing without it."""
        cleaned = super().clean()
        if cleaned.get("answer") == PledgeAnswer.OTHERWISE and not cleaned.get("words", "").strip():
            self.add_error("words", _("Dites comment vous participez."))
        return cleaned


class SimilarForm(Form):
    """How two actions that look alike work together."""

    source = forms.CharField(max_length=16, widget=forms.HiddenInput)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    answer = forms.CharField(
        label=_("Comment vos deux actions se complètent-elles ?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

"""The form of a document’s text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.grants.enums import DocumentKind
from cite.grants.rules.documents import TEXT_MAX, TITLE_MAX, faults_of
from cite.ui.forms import Form

MARK_MAX = 60


class MarkForm(Form):
    """One button: which text this person has before her."""

    says_optional = False
    mark = forms.CharField(max_length=MARK_MAX, widget=forms.HiddenInput)


class TextForm(Form):
    """A title and a text; `mark` says which text this person has before her."""

    mark = forms.CharField(max_length=MARK_MAX, required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Titre"), max_length=TITLE_MAX)
    body = forms.CharField(
        label=_("Texte"),
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=_(
            "Une ligne vide sépare deux paragraphes. « # » au début d’une ligne fait un titre, « - » un élément "
            "de liste. Une ligne disparaît si son champ facultatif est vide."
        ),
    )

    def __init__(self, *args: Any, kind: DocumentKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean(self) -> dict[str, Any]:
        """Say beside each part what would not work, and name it."""
        cleaned = super().clean()
        for name in ("title", "body"):
            if name in self.errors:
                continue
            parts = {"title": "–", "body": "–", name: cleaned[name]}
            for objection, about in faults_of(self.kind, parts["title"], parts["body"]):
                sentence = str(objection.label)
                self.add_error(name, f"{sentence} ({about})" if about else sentence)
        return cleaned

"""What moderators say of everyday words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.directory.enums import THEMES, Facet, Obstacle
from cite.directory.rules.documents import code_of
from cite.directory.web.forms.fields import Codes
from cite.ui.forms import Form, VersionField


class ExpressionForm(Form):
    """An expression, the needs it means, other words to look for. What it means otherwise is kept as it is."""

    says_optional = False
    expression = forms.CharField(
        label=_("Ce que disent les gens"),
        help_text=_("« garder mon fils », « peur du téléphone »"),
        max_length=80,
    )
    themes = Codes(
        label=_("Besoins"), choices=[(code_of(Facet.THEME, code), label) for code, label in THEMES.items()]
    )
    obstacles = Codes(
        label=_("Freins"),
        choices=[(code_of(Facet.OBSTACLE, code), label) for code, label in Obstacle.choices],
    )
    others = forms.CharField(
        label=_("Autres mots à chercher"),
        help_text=_("Séparés par des virgules."),
        max_length=300,
        required=False,
    )
    version = VersionField(required=False)

    def __init__(self, *args: Any, meanings: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = {meaning[1:] for meaning in meanings if meaning.startswith("=")}
        shown = {code for name in ("themes", "obstacles") for code, _label in self.fields[name].choices}
        self.kept = [f"={code}" for code in sorted(codes - shown)]

    @property
    def meanings(self) -> list[str]:
        """What was said, as the table keeps it."""
        read = self.cleaned_data
        words = [word.strip() for word in read["others"].split(",") if word.strip().lstrip("= ")]
        codes = [f"={code}" for code in (*read["themes"], *read["obstacles"])]
        return [*codes, *self.kept, *(word.lstrip("= ") for word in words)]


def initial_of(words: str, meanings: tuple[str, ...], version: int | None) -> dict[str, Any]:
    """Fill the form with an expression."""
    codes = [meaning[1:] for meaning in meanings if meaning.startswith("=")]
    return {
        "expression": words,
        "themes": codes,
        "obstacles": codes,
        "others": ", ".join(meaning for meaning in meanings if not meaning.startswith("=")),
        "version": version,
    }

"""What an expression means, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from cite.directory.enums import AUDIENCES, CATEGORIES, FEES, KINDS, THEMES, Facet, Obstacle
from cite.directory.enums.finding import Wish
from cite.directory.enums.spoken import SPOKEN_LANGUAGES
from cite.directory.rules.documents import FEE, SOON, THIS_WEEK, code_of


def said_in_words(meanings: Iterable[str]) -> str:
    """Name the codes of an expression, and quote its other words."""
    return ", ".join(
        str(_LABELS.get(meaning[1:], meaning[1:])) if meaning.startswith("=") else meaning
        for meaning in meanings
    ) or _("Rien")


# Labels stay lazy: this module is read once, whatever the language of whoever asked first.
_LABELS: dict[str, Any] = {
    **{code_of(Facet.THEME, code): label for code, label in THEMES.items()},
    **{code_of(Facet.CATEGORY, code): label for code, label in CATEGORIES.items()},
    **{code_of(Facet.OBSTACLE, obstacle.value): obstacle.label for obstacle in Obstacle},
    **{code_of(Facet.AUDIENCE, code): label for code, label in AUDIENCES.items()},
    **{code_of(Facet.EASE, wish.value): wish.label for wish in Wish},
    **{code_of("kind", code): label for code, label in KINDS.items()},
    **{code_of(Facet.LANGUAGE, code): label for code, label in SPOKEN_LANGUAGES.items()},
    **{code_of(FEE, code): label for code, label in FEES.items()},
    code_of(SOON, THIS_WEEK): Wish.THIS_WEEK.label,
}

"""What an expression means, in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cite.directory.enums import AUDIENCES, CATEGORIES, FEES, KINDS, THEMES, Facet, Obstacle
from cite.directory.enums.finding import Wish
from cite.directory.enums.spoken import SPOKEN_LANGUAGES
from cite.directory.rules.documents import FEE, SOON, THIS_WEEK, code_of


def said_in_words(meanings: Iterable[str]) -> str:
    """Name the codes of an expression, and quote its other words."""
    return ", ".join(
        _LABELS.get(meaning[1:], meaning[1:]) if meaning.startswith("=") else meaning for meaning in meanings
    ) or _("Rien")


_LABELS = {
    **{code_of(Facet.THEME, code): label for code, label in THEMES.items()},
    **{code_of(Facet.CATEGORY, code): label for code, label in CATEGORIES.items()},
    **{code_of(Facet.OBSTACLE, code): str(label) for code, label in Obstacle.choices},
    **{code_of(Facet.AUDIENCE, code): label for code, label in AUDIENCES.items()},
    **{code_of(Facet.EASE, code): str(label) for code, label in Wish.choices},
    **{code_of("kind", code): label for code, label in KINDS.items()},
    **{code_of(Facet.LANGUAGE, code): str(label) for code, label in SPOKEN_LANGUAGES.items()},
    **{code_of(FEE, code): str(label) for code, label in FEES.items()},
    code_of(SOON, THIS_WEEK): str(Wish.THIS_WEEK.label),
}

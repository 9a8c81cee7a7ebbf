"""What an expression means, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from babel.dates import get_day_names
from django.utils.translation import gettext as _

from cite.core.speaking import spoken
from cite.directory.enums import AUDIENCES, CATEGORIES, FEES, KINDS, THEMES, Facet, Obstacle
from cite.directory.enums.finding import MomentWord, Wish
from cite.directory.enums.spoken import SPOKEN_LANGUAGES
from cite.directory.rules.documents import FEE, SOON, THIS_WEEK, code_of
from cite.directory.rules.moments import DAYS, OPEN, SATURDAY, SUNDAY, WEEKEND


def said_in_words(meanings: Iterable[str]) -> str:
    """Name the codes of an expression, and quote its other words."""
    return ", ".join(
        str(_LABELS.get(meaning[1:], meaning[1:])) if meaning.startswith("=") else meaning
        for meaning in meanings
    ) or _("Rien")


def moment_label(moment: str) -> str:
    """Name when something is open, in the language being spoken: « Samedi, le matin »."""
    name, _dash, part = moment.partition("-")
    if name == WEEKEND:
        day = str(MomentWord.WEEKEND.label)
    else:
        day = get_day_names("wide", context="stand-alone", locale=spoken().locale)[DAYS.index(name)]
    return ", ".join([day[:1].upper() + day[1:], *([str(MomentWord(part).label)] if part else [])])


# Labels stay lazy: this module is read once, whatever the language of whoever asked first.
_LABELS: dict[str, Any] = {
    **{code_of(Facet.THEME, code): label for code, label in THEMES.items()},
    **{code_of(Facet.CATEGORY, code): label for code, label in CATEGORIES.items()},
    **{code_of(Facet.OBSTACLE, obstacle.value): obstacle.label for obstacle in Obstacle},
    **{code_of(Facet.AUDIENCE, code): label for code, label in AUDIENCES.items()},
    **{code_of(Facet.EASE, wish.value): wish.label for wish in Wish},
    code_of(OPEN, SATURDAY): Wish.SATURDAY.label,
    code_of(OPEN, SUNDAY): Wish.SUNDAY.label,
    **{code_of("kind", code): label for code, label in KINDS.items()},
    **{code_of(Facet.LANGUAGE, code): label for code, label in SPOKEN_LANGUAGES.items()},
    **{code_of(FEE, code): label for code, label in FEES.items()},
    code_of(SOON, THIS_WEEK): Wish.THIS_WEEK.label,
}

"""The marks of a file, criterion by criterion, side by side."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cite.grants.queries.reviews import ReviewBoard
from cite.grants.rules.grid import GridLine
from cite.ui.tables import Column, Table

_TO_DISCUSS = 2
"""From how many marks apart a criterion is worth a word."""


def marks_table(board: ReviewBoard, params: Any) -> Table:
    """What each side gave, and where they stand apart."""
    columns = (
        Column(key="criterion", label=_("Critère"), value=lambda line: line.criterion.label),
        Column(key="weight", label=_("Poids"), value=lambda line: f"{line.criterion.weight}\u00a0%"),
        *(
            Column(
                key=review.side,
                label=capfirst(review.get_side_display()),
                kind="number",
                value=lambda line, n=number: line.marks[n],
            )
            for number, review in enumerate(board.given)
        ),
        Column(key="spread", label=_("Écart"), kind="number"),
        Column(key="talk", label=_("À discuter"), kind="badge", value=_talk, tone=lambda line: "warning"),
    )
    return Table(
        board.lines, columns=columns, params=params, caption=str(_("Note de chaque critère, de 0 à 5"))
    )


def _talk(line: GridLine) -> str:
    return str(_("à discuter")) if line.spread >= _TO_DISCUSS else ""

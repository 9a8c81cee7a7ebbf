"""The table of figures: for those who steer and for those who follow people, never who."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import QueryDict
from django.utils.translation import gettext as _now

from cite.core.masking import told
from cite.pathways.queries.figures import FigureLine
from cite.ui.tables import Column, Table


def figures_table(lines: Sequence[FigureLine], params: QueryDict, *, counted: str, caption: str) -> Table:
    """Lay figures out; `counted`: what is counted, the head of the last column."""
    return Table(
        lines,
        columns=(
            Column(key="subject", label=_now("Sujet")),
            Column(key="category", label=_now("Réponse")),
            Column(key="count", label=counted, value=lambda line: told(line.count)),
        ),
        params=params,
        caption=caption,
        page_size=200,
    )

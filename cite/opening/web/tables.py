"""The list of what the law asks."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.opening.enums.explanations import EXPLANATIONS
from cite.opening.queries import Piece
from cite.ui.tables import Column, Table


def pieces_table(pieces: Sequence[Piece], params: QueryDict) -> Table:
    """List the pieces in the order of the law, each leading to its page."""
    return Table(
        pieces,
        columns=(
            Column(
                key="kind",
                label=_("Pièce"),
                kind="link",
                value=lambda piece: piece.kind.label,
                href=lambda piece: reverse("opening:piece", args=[piece.kind.value.replace("_", "-")]),
            ),
            Column(key="state", label=_("Situation"), kind="badge", value=_state, tone=_tone),
            Column(
                key="dated_on",
                label=_("Datée du"),
                kind="date",
                value=lambda piece: piece.item and piece.item.dated_on,
            ),
            Column(
                key="valid_until",
                label=_("Valable jusqu’au"),
                kind="date",
                value=lambda piece: piece.item and piece.item.valid_until,
            ),
            Column(key="who", label=_("Qui signe"), value=lambda piece: EXPLANATIONS[piece.kind].who),
            Column(key="source", label=_("Source"), value=lambda piece: EXPLANATIONS[piece.kind].source),
        ),
        params=params,
        caption=_("Ce que la loi demande"),
    )


def _state(piece: Piece) -> str:
    if piece.decision:
        return _("En règle")
    return _("À compléter") if piece.item else _("À faire")


def _tone(piece: Piece) -> str:
    if piece.decision:
        return "success"
    return "warning" if piece.item else "neutral"

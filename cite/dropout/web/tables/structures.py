"""What waits in each structure, drawn: a picture, a crossing of structures and things that wait, the reasons of one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.core.masking import figure, told
from cite.dropout.enums.signs import Closing, Sign
from cite.dropout.enums.structures import Wait
from cite.dropout.queries.structures import Board, StructureLine
from cite.ui.components.amounts import BarLine
from cite.ui.components.data import Crossing

_HEATS = 4


def name_of(line: StructureLine) -> str:
    """Name a structure; those that answer by a link have no account to be named by."""
    return str(line.partner) if line.partner else _("Structures sans compte")


def crossings(
    board: Board, href: Callable[[StructureLine, Wait], str]
) -> list[tuple[str, Sequence[Crossing]]]:
    """Cross structures and what waits there; each cell leads to where something can be done."""
    labels = {wait: str(wait.label) for wait in Wait}
    largest = {wait: max((line.counts[wait] or 0 for line in board.lines), default=0) for wait in Wait}

    def row(line: StructureLine) -> tuple[str, Sequence[Crossing]]:
        name = name_of(line)
        cells = [
            _crossing(line.counts[wait], f"{labels[wait]}, {name}", largest[wait], href(line, wait))
            for wait in Wait
        ]
        return _("%(name)s (votre structure)") % {"name": name} if line.is_own else name, cells

    return [row(line) for line in board.lines]


def _crossing(shown: int | None, what: str, largest: int, where: str) -> Crossing:
    said = _("%(what)s : %(number)s") % {"what": what, "number": told(shown)}
    if shown == 0:
        return Crossing("0", said)
    heat = 1 if shown is None else -(-shown * _HEATS // max(largest, shown))
    return Crossing(figure(shown), said, where, mark="…" if shown is None and where else "", heat=heat)


def picture(board: Board) -> list[BarLine]:
    """Draw how many situations are to be looked at, by structure; a masked count has no length."""
    return [
        BarLine(
            label=name_of(line),
            value=line.counts[Wait.TO_LOOK_AT] or 0,
            text=figure(line.counts[Wait.TO_LOOK_AT]),
            detail=_("dont vite : %(number)s") % {"number": figure(line.counts[Wait.SOON])}
            if line.counts[Wait.SOON]
            else "",
        )
        for line in board.lines
        if line.counts[Wait.TO_LOOK_AT] != 0
    ]


def reasons(line: StructureLine) -> list[BarLine]:
    """Draw why situations are to be looked at in one structure, the most frequent reason first."""
    found = sorted(line.reasons.items(), key=lambda each: -each[1])
    return [BarLine(label=str(sign.label), value=count, text=str(count)) for sign, count in found if count]


def figure_lines(figures: Mapping[Sign, int | None] | Mapping[Closing, int | None]) -> list[BarLine]:
    """Draw figures of the whole Cité, the largest first; those that are not told have no length."""
    ranked = sorted(figures.items(), key=lambda each: (each[1] is None, -(each[1] or 0)))
    return [BarLine(label=str(each.label), value=count or 0, text=figure(count)) for each, count in ranked]


def figures(board: Board) -> list[tuple[str, str]]:
    """Give the key figures of the whole Cité; the picture tells which are urgent."""
    return [(str(wait.label), figure(board.totals[wait])) for wait in Wait if wait is not Wait.SOON]


def summary(counts: dict[Wait, int | None], silent_days: int) -> list[tuple[str, str]]:
    """List what waits in one structure."""
    labels = {wait: str(wait.label) for wait in Wait}
    labels[Wait.SILENT] = ngettext(
        "Sans nouvelles depuis plus de %(days)s jour",
        "Sans nouvelles depuis plus de %(days)s jours",
        silent_days,
    ) % {"days": silent_days}
    return [(labels[wait], figure(counts[wait])) for wait in Wait]

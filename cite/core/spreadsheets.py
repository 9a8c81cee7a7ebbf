"""Cells given to spreadsheets: what they would run is recognized, and given back as plain text.

Everything that starts like a formula is preceded by an apostrophe, except what can only be a number, an amount or a
telephone number: « -5 », « -12,50 € », « +33 6 12 34 56 78 », « - 3,5 % », « - » stay as people wrote them.
"""

import csv
import re
from collections.abc import Iterable
from numbers import Number
from typing import Any, Protocol

STARTERS = frozenset("=+-@＝＋－＠|%")
# What spreadsheets pass over before a formula, and the marks that nobody sees.
_UNSEEN = "\\s\\x00-\\x1f\\x7f-\\x9f\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
SUSPECTS = STARTERS | frozenset(c for c in map(chr, range(0x10000)) if re.match(f"[{_UNSEEN}]", c))
"""What a cell must begin with to be worth a closer look."""
_LIVE = re.compile(f"[{_UNSEEN}]*[=+\\-@＝＋－＠|%]")
_HARMLESS = re.compile(rf"[{_UNSEEN}]*[+-]?[\s\d.,()]*[%€]?\s*")
# A file with commas is cut at semicolons by a French spreadsheet (and the reverse): each piece becomes a cell.
_CUTS = re.compile(r"([,;\t\r\n])")
_BEFORE_PIECE = re.compile(f'[{_UNSEEN}"]*')
_CALL = re.compile(r"[A-Za-z0-9]\((?!s\))")  # « atelier(s) » calls nothing


class Sink(Protocol):
    """Where the lines of a CSV are written."""

    def write(self, text: str, /) -> Any:
        """Take a line."""


class TableWriter:
    """Writes the CSV of what people typed, for any spreadsheet: the only way out for such cells.

    Numbers that are numbers stay so. Cells are quoted where they must be.
    """

    def __init__(self, sink: Sink, *, separator: str = ";", line_end: str = "\r\n") -> None:
        self._csv = csv.writer(sink, delimiter=separator, lineterminator=line_end)

    def writerow(self, cells: Iterable[Any]) -> Any:
        """Write a line; give back what the sink gives."""
        return self._csv.writerow([_cell(cell) for cell in cells])

    def writerows(self, rows: Iterable[Iterable[Any]]) -> None:
        """Write lines."""
        for cells in rows:
            self.writerow(cells)


def is_live(text: str) -> bool:
    """Say whether a spreadsheet opening this cell would run it."""
    return bool(_LIVE.match(text)) and not _HARMLESS.fullmatch(text)


def defused(text: str) -> str:
    """Give a cell back as text that no spreadsheet runs."""
    return f"'{text}" if is_live(text) else text


def inert(text: str) -> str:
    """Give a cell back as text that nothing runs, even cut at another separator than ours."""
    first, *others = _CUTS.split(text)
    start = first if _LIVE.match(first) else _inert_piece(first)
    return defused(start + "".join(map(_inert_piece, others)))


def _cell(value: Any) -> Any:
    return value if value is None or isinstance(value, Number) else inert(str(value))


def _inert_piece(piece: str) -> str:
    """Defuse what would become a cell; « - lever les freins (santé) », a line of a list, is no formula."""
    start = _BEFORE_PIECE.match(piece).end()
    starter, rest = piece[start : start + 1], piece[start + 1 :]
    if starter in {"=", "＝"} or (starter in STARTERS and ("|" in rest or _CALL.search(rest))):
        return f"{piece[:start]}'{piece[start:]}"
    return piece

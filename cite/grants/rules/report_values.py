"""Between what a person types in a bilan and what is stored: one text per field, read back to the same value."""

from __future__ import annotations

from cite.grants.enums import ReportObjection
from cite.grants.rules.questions import AnswerKind
from cite.grants.rules.report_questions import FIGURE_MAX, AskedInReport

CELL_MAX = 300
NOTE_MAX = 500
EXPLANATION_MAX = 1000
SEPARATOR = ";"


class Unreadable(ValueError):
    """A text that is no answer, with the sentence that says the remedy."""

    def __init__(self, objection: ReportObjection, what: str, limit: int = 0) -> None:
        super().__init__(str(objection.label) % {"what": what, "limit": limit})


def tidy(text: str) -> str:
    """Write line ends one way, as browsers do not."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def read_answer(asked: AskedInReport, text: str) -> str | list[list[str]]:
    """Read an answer: a text, or one row per line, its cells parted by semicolons.

    Raises:
        Unreadable: too long.
    """
    if asked.kind == AnswerKind.ROWS:
        return _rows(asked, text)
    return read_text(text, str(asked.label), asked.max_length)


def _rows(asked: AskedInReport, text: str) -> list[list[str]]:
    lines = [line.strip() for line in tidy(text).split("\n") if line.strip()]
    if len(lines) > asked.max_length:
        raise Unreadable(ReportObjection.TOO_MANY, str(asked.label), asked.max_length)
    width = len(asked.columns)
    rows = [[cell.strip() for cell in line.split(SEPARATOR, width - 1)] for line in lines]
    if any(len(cell) > CELL_MAX for row in rows for cell in row):
        raise Unreadable(ReportObjection.TOO_LONG, str(asked.label), CELL_MAX)
    return [row + [""] * (width - len(row)) for row in rows]


def write_answer(asked: AskedInReport, value: object) -> str:
    """Write an answer as it is typed."""
    if asked.kind == AnswerKind.ROWS:
        rows = value if isinstance(value, list) else []
        return "\n".join(f" {SEPARATOR} ".join(filter(None, map(str, row))) for row in rows)
    return str(value or "")


def read_text(text: str, what: str, limit: int) -> str:
    """Read a text.

    Raises:
        Unreadable: too long.
    """
    found = tidy(text)
    if len(found) > limit:
        raise Unreadable(ReportObjection.TOO_LONG, what, limit)
    return found


def read_count(text: str, what: str) -> int | None:
    """Read a number of people or of things; nothing typed is not zero.

    Raises:
        Unreadable: not a whole number, or beyond a million.
    """
    given = "".join(text.split()).replace("\u202f", "")
    if not given:
        return None
    if not (given.isascii() and given.isdecimal()) or len(given) > 9 or int(given) > FIGURE_MAX:
        raise Unreadable(ReportObjection.UNREADABLE, what)
    return int(given)

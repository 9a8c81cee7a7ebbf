"""Text that people type: compared, sorted and cleaned alike on both databases."""

import re
from datetime import date

from anyascii import anyascii

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_TOO_MANY_DIGITS = 19
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def search_key(text: str) -> str:
    """Fold a text for comparison: no accent, no case, no punctuation (SQLite itself folds ASCII only)."""
    return _NOT_WORD.sub(" ", anyascii(text).lower()).strip()


def sort_key(text: str) -> str:
    """Fold a text for alphabetical order: « Écotay » stands beside « Ecotay », the accent breaks ties."""
    return f"{search_key(text)}\t{text}"


def without_control_characters(text: str) -> str:
    """Drop what no keyboard types (NUL, escape sequences…), keeping line breaks and tabs."""
    return _CONTROLS.sub("", text)


def without_turning_signs(text: str) -> str:
    """Drop the signs that force a direction of writing: telephones put them around copied numbers.

    One that turns the words back makes a name, or a number, read as another.
    """
    return _TURNING.sub("", text)


def readable_size(size: int) -> str:
    """Write a size in bytes as people read it: « 12 ko », « 1,5 Mo »."""
    for limit, unit in ((1_000_000_000, "Go"), (1_000_000, "Mo"), (1_000, "ko")):
        if size >= limit:
            return f"{size / limit:.1f}".removesuffix(".0").replace(".", ",") + f"\u00a0{unit}"
    return f"{size}\u00a0octets"


def short_day(day: date | None) -> str:
    """Write a day in figures, as a table does: « 05/11/2026 »; nothing where there is none."""
    return f"{day:%d/%m/%Y}" if day else ""


def whole_number(text: str) -> int | None:
    """Read a number that a page wrote and a browser gives back; none where it is anything else, or beyond any row."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _TOO_MANY_DIGITS else None

"""Cells that a spreadsheet would run: recognized, and given back as plain text.

Everything that starts like a formula is preceded by an apostrophe, except what can only be a number or a
telephone number: « -5 », « +33 6 12 34 56 78 », « - 3,5 % », « - » stay as people wrote them.
"""

import re

STARTERS = frozenset("=+-@＝＋－＠")
SUSPECTS = STARTERS | frozenset(" \t\r\n\v\f\xa0")
_HARMLESS = re.compile(r"[+-]?[\s\d.,()]*%?\s*")


def is_live(text: str) -> bool:
    """Say whether a spreadsheet opening this cell would run it."""
    start = text.lstrip()
    return start[:1] in STARTERS and bool(start) and not _HARMLESS.fullmatch(start)


def defused(text: str) -> str:
    """Give a cell back as text that no spreadsheet runs."""
    return f"'{text}" if is_live(text) else text

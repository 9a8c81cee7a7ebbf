"""How much a book may hold, so that the machine that makes it always can."""

from __future__ import annotations

from cite.core.decisions import Decision, unless
from cite.grants.enums.books import BookObjection

MOST_FILES = 300
"""Files in one book: about 900 MB of memory while it is laid out."""


def book_decision(files: int) -> Decision:
    """Decide whether so many files, that a person may read, make a book."""
    return unless(files > 0, BookObjection.NO_FILES) & unless(files <= MOST_FILES, BookObjection.TOO_MANY)

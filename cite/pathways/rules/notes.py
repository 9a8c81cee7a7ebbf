"""Who reads a note: a table that an official can proof-read (article L121-6-2 of the CASF: the strictly necessary)."""

from __future__ import annotations

from dataclasses import dataclass

from cite.core.decisions import Decision, unless
from cite.pathways.enums.content import NoteObjection
from cite.pathways.enums.pathways import Circle

TEXT_MAX = 2000
WIDTH = (Circle.MINE, Circle.STRUCTURE, Circle.GROUP)
"""The circles, from the narrowest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who asks to read a note today.

    `shares_notes`: the person lets her see the notes, through some structure; `through_author`: through the structure
    of the note, for which she acts; `is_author`: she wrote it, for that structure.
    """

    shares_notes: bool
    through_author: bool = False
    is_author: bool = False


def reads(circle: Circle | str, reader: Reader) -> bool:
    """Say whether somebody reads a note. Without a sharing that shows the notes, nobody does, not even its author."""
    if not reader.shares_notes:
        return False
    if circle == Circle.GROUP:
        return True
    if circle == Circle.STRUCTURE:
        return reader.through_author
    return reader.through_author and reader.is_author


def text_decision(text: str) -> Decision:
    """Check the words of a note."""
    return unless(bool(text.strip()), NoteObjection.NO_WORDS) & unless(
        len(text.strip()) <= TEXT_MAX, NoteObjection.TOO_LONG
    )


def widening_decision(before: Circle | str, after: Circle | str) -> Decision:
    """Let a note be read by more people, never by fewer: what was read by others is not taken back in silence."""
    return unless(WIDTH.index(Circle(after)) >= WIDTH.index(Circle(before)), NoteObjection.NARROWER)

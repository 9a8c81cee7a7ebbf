"""The documents of a file, piece by piece, and those that may be taken again."""

from __future__ import annotations

from dataclasses import dataclass

from cite.grants.models import Application, Attachment
from cite.grants.queries.applications import pieces_asked
from cite.grants.rules.call_content import Piece


@dataclass(frozen=True, slots=True)
class PieceLine:
    """A document that the call asks, what was joined for it, what another file of the carrier offers."""

    piece: Piece
    documents: tuple[Attachment, ...]
    reusable: tuple[Attachment, ...]


def documents_of(application: Application) -> list[Attachment]:
    """List the documents of a file."""
    return list(Attachment.objects.filter(application=application).select_related("file", "added_by"))


def reusable_documents(application: Application) -> list[Attachment]:
    """List the documents of the carrier's other files that still have their bytes, the newest first, each once."""
    asked = [piece.code for piece in pieces_asked(application)]
    rows = Attachment.objects.filter(
        application__partner=application.partner_id, piece__in=asked, file__erased_at=None
    ).exclude(application=application)
    held = set(Attachment.objects.filter(application=application).values_list("piece", "file__sha256"))
    found: dict[tuple[str, str], Attachment] = {}
    for document in rows.select_related("file", "application__call").order_by("-pk")[:200]:
        same = document.piece, document.file.sha256
        if same not in held:
            found.setdefault(same, document)
    return list(found.values())


def piece_lines(application: Application, *, with_reusable: bool) -> list[PieceLine]:
    """List what the call asks of this carrier, with what was joined. Three queries at most."""
    joined = documents_of(application)
    offered = reusable_documents(application) if with_reusable else []
    return [
        PieceLine(
            piece,
            tuple(d for d in joined if d.piece == piece.code),
            tuple(d for d in offered if d.piece == piece.code)[:3],
        )
        for piece in pieces_asked(application)
    ]

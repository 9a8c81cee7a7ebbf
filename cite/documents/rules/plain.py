"""A document as plain JSON, to keep it as it was issued, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, get_args

from cite.documents.rules.outline import Block, Document, Signatory, SignatureBlock

_KINDS = {kind.__name__: kind for kind in get_args(Block)}


def to_plain(document: Document) -> dict[str, Any]:
    """Write a document as JSON can hold it."""
    return asdict(document) | {
        "date": document.date.isoformat() if document.date else None,
        "letterhead": list(document.letterhead),
        "blocks": [{"kind": type(block).__name__, **asdict(block)} for block in document.blocks],
    }


def from_plain(plain: Mapping[str, Any]) -> Document:
    """Read again what `to_plain` wrote.

    Raises:
        KeyError: a kind of block that we do not know.
    """
    day = plain["date"]
    return Document(
        **{
            **plain,
            "date": date.fromisoformat(day) if day else None,
            "blocks": [_block(dict(block)) for block in plain["blocks"]],
        }
    )


def _block(plain: dict[str, Any]) -> Block:
    kind = _KINDS[plain.pop("kind")]
    if kind is SignatureBlock:
        return SignatureBlock([Signatory(**signatory) for signatory in plain["signatories"]])
    return kind(**plain)

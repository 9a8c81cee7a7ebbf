"""What applications above say of a departure: where each thing that somebody held goes once she has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_SENTENCES: dict[str, _StrPromise] = {}


def register_departure(key: str, sentence: _StrPromise) -> None:
    """Say where something goes when its holder leaves; registering a key again replaces it. No figure, nobody named."""
    _SENTENCES[key] = sentence


def departure_sentences() -> list[str]:
    """List what becomes of what a professional holds, in the order of the applications."""
    return [str(sentence) for sentence in _SENTENCES.values()]

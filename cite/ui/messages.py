"""What the next page tells a person after an action, with a way back where there is one."""

from __future__ import annotations

from typing import Literal

from django.contrib import messages
from django.http import HttpRequest

Tone = Literal["success", "info", "warning", "error"]

_LEVELS = {
    "success": messages.SUCCESS,
    "info": messages.INFO,
    "warning": messages.WARNING,
    "error": messages.ERROR,
}
_UNDO = "undo:"


def tell(request: HttpRequest, sentence: str, *, tone: Tone = "success", undo_url: str = "") -> None:
    """Say something on the next page; `undo_url` adds an « Annuler » button, which posts there."""
    messages.add_message(
        request, _LEVELS[tone], sentence, extra_tags=f"{_UNDO}{undo_url}" if undo_url else ""
    )


def warn(request: HttpRequest, *sentences: str) -> None:
    """Point on the next page at what deserves a second look, each once."""
    for sentence in dict.fromkeys(sentences):
        tell(request, sentence, tone="warning")


def undo_url(message: messages.storage.base.Message) -> str:
    """Tell where the « Annuler » button of a message posts, empty when it has none."""
    tags = message.extra_tags or ""
    return tags.removeprefix(_UNDO) if tags.startswith(_UNDO) else ""

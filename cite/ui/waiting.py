"""« Ce qui vous attend »: each application says what a person has to do; the home page shows it all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing to do: what, where, how many, and until when."""

    label: str
    url: str
    detail: str = ""
    count: int = 1
    due: date | None = None
    is_urgent: bool = False


Source = Callable[[HttpRequest], Iterable[Waiting]]
_sources: dict[str, Source] = {}


def register(key: str, source: Source) -> None:
    """Declare what an application may expect of people. Registering the same key again replaces it."""
    _sources[key] = source


def waiting_for(request: HttpRequest) -> list[Waiting]:
    """List what awaits this person: urgent things first, then by date."""
    found = [item for source in _sources.values() for item in source(request)]
    return sorted(found, key=lambda item: (not item.is_urgent, item.due or date.max, item.label))

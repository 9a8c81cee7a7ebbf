"""What stands at the top of every professional page, whatever the page: each application registers its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """A sentence people must not miss, and where to read more."""

    sentence: str
    url: str = ""
    link: str = ""
    tone: Literal["info", "warning", "error"] = "warning"


Source = Callable[[HttpRequest], Banner | None]
_sources: dict[str, Source] = {}


def register(key: str, source: Source) -> None:
    """Declare a banner; it is asked on every professional page, so it makes one cheap query at most."""
    _sources[key] = source


def banners(request: HttpRequest) -> list[Banner]:
    """List what this person is told on every professional page."""
    found = (source(request) for source in _sources.values())
    return [banner for banner in found if banner is not None]

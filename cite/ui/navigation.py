"""What the header and the footer offer: each application registers its own entries when Django is ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.urls import reverse

from cite.core.decisions import Decision

Audience = Literal["public", "professional", "account", "footer"]


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A page that the header or the footer leads to.

    `permission` hides the entry from whom the page would refuse; the page itself still decides. `badge` counts
    what is new there; it is asked on every page, so it makes one cheap query at most.
    """

    label: str
    url_name: str
    order: int = 100
    audience: Audience = "public"
    permission: Callable[[HttpRequest], Decision] | None = None
    badge: Callable[[HttpRequest], int] | None = None


@dataclass(frozen=True, slots=True)
class NavLink:
    """An entry as one request sees it; `current` is "page" here, "true" on the pages below it."""

    label: str
    url: str
    current: Literal["page", "true", ""]
    badge: int = 0


_entries: dict[tuple[Audience, str], NavEntry] = {}


def register(entry: NavEntry) -> None:
    """Offer a page in the header or the footer. Registering the same page again replaces it."""
    _entries[entry.audience, entry.url_name] = entry


def links(request: HttpRequest, audience: Audience) -> list[NavLink]:
    """List what this person may follow, in order, the current page marked."""
    entries = sorted(_entries.values(), key=lambda entry: (entry.order, entry.url_name))
    return [
        _link(entry, request)
        for entry in entries
        if entry.audience == audience and (entry.permission is None or entry.permission(request))
    ]


def _link(entry: NavEntry, request: HttpRequest) -> NavLink:
    url = reverse(entry.url_name)
    below = url != "/" and request.path.startswith(url)
    badge = entry.badge(request) if entry.badge else 0
    return NavLink(str(entry.label), url, "page" if request.path == url else "true" if below else "", badge)

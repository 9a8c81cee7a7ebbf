"""What the header and the footer offer: each application registers its own entries when Django is ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Decision
from cite.core.languages import FRENCH
from cite.core.speaking import spoken

Audience = Literal["public", "professional", "account", "footer"]
Group = Literal["", "districts", "people", "network", "grants", "management"]

GROUPS: dict[str, Any] = {
    "districts": _("Quartiers"),
    "people": _("Habitants"),
    "network": _("Réseau"),
    "grants": _("Appels à projets"),
    "management": _("Gestion"),
}
"""The menus of the header, for whoever has an account; a visitor has few pages and sees them side by side."""


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A page that the header or the footer leads to.

    The entry hides from whom the page would refuse; `permission` says so where the page's own is not enough.
    `badge` counts what is new there; it is asked on every page, so it makes one cheap query at most. `group` files
    the entry under a menu.
    """

    label: str
    url_name: str
    order: int = 100
    audience: Audience = "public"
    permission: Callable[[HttpRequest], Decision] | None = None
    badge: Callable[[HttpRequest], int] | None = None
    group: Group = ""


@dataclass(frozen=True, slots=True)
class NavLink:
    """An entry as one request sees it; `current` is "page" here, "true" on the pages below it.

    `hreflang`: the language of the page it leads to, where it is not that of the page it stands on.
    """

    label: str
    url: str
    current: Literal["page", "true", ""]
    badge: int = 0
    has_badge: bool = False
    hreflang: str = ""


@dataclass(frozen=True, slots=True)
class NavMenu:
    """A menu of the header: its name, and the entries it unfolds."""

    key: str
    label: str
    links: list[NavLink]

    @property
    def current(self) -> bool:
        """Whether the page shown is one of these."""
        return any(link.current for link in self.links)


_entries: dict[tuple[Audience, str], NavEntry] = {}


def register(entry: NavEntry) -> None:
    """Offer a page in the header or the footer. Registering the same page again replaces it."""
    _entries[entry.audience, entry.url_name] = entry


def links(request: HttpRequest, audience: Audience) -> list[NavLink]:
    """List what this person may follow, in order, the current page marked."""
    entries = _offered(request, audience)
    nearest = _nearest(entries, request)
    return [_link(entry, request, nearest) for entry in entries]


def menus(request: HttpRequest) -> list[NavLink | NavMenu]:
    """List the header of a person who has an account: plain entries, and menus where there are several."""
    found: dict[str, list[NavLink]] = {}
    entries = _offered(request, "public") + _offered(request, "professional")
    nearest = _nearest(entries, request)
    for entry in entries:
        found.setdefault(entry.group or entry.url_name, []).append(_link(entry, request, nearest))
    return [
        NavMenu(key, str(GROUPS[key]), inside) if key in GROUPS and len(inside) > 1 else inside[0]
        for key, inside in found.items()
    ]


def opens(request: HttpRequest, url_name: str) -> bool:
    """Whether a page without parameters is there, and would let this person in."""
    try:
        view = _view(url_name)
    except NoReverseMatch:
        return False
    permission = getattr(getattr(view, "view_class", None), "permission", None)
    if permission is None:
        return True
    if getattr(view, "login_required", True) and not request.user.is_authenticated:
        return False
    return bool(permission(request))


def all_entries() -> list[NavEntry]:
    """List the pages that the header and the footer lead to, whoever asks, in order."""
    return sorted(_entries.values(), key=lambda entry: (entry.order, entry.url_name))


def is_offered(request: HttpRequest, entry: NavEntry) -> bool:
    """Whether an entry shows to this person."""
    return opens(request, entry.url_name) and bool(entry.permission is None or entry.permission(request))


def _offered(request: HttpRequest, audience: Audience) -> list[NavEntry]:
    return [entry for entry in all_entries() if entry.audience == audience and is_offered(request, entry)]


def address_of(url_name: str) -> str:
    """Give the address of a page without parameters, in the language of the page being written."""
    return _address(url_name, get_language())


@cache
def _address(url_name: str, language: str | None) -> str:
    """Keep what is the same for everybody and asked dozens of times a page."""
    return reverse(url_name)


@cache
def _view(url_name: str) -> Callable[..., Any]:
    return resolve(address_of(url_name)).func


def _nearest(entries: list[NavEntry], request: HttpRequest) -> str:
    """Name the one address, among several under the same path, that the page shown is below."""
    urls = (address_of(entry.url_name) for entry in entries)
    home = spoken().root
    return max((url for url in urls if url != home and request.path.startswith(url)), key=len, default="")


def _link(entry: NavEntry, request: HttpRequest, nearest: str) -> NavLink:
    url = address_of(entry.url_name)
    badge = entry.badge(request) if entry.badge else 0
    current = "page" if request.path == url else "true" if url == nearest else ""
    hreflang = "" if url.startswith(spoken().root) else FRENCH.tag
    return NavLink(str(entry.label), url, current, badge, entry.badge is not None, hreflang)

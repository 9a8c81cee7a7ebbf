"""What every layout needs beside the page itself."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.template.loader import select_template
from django.utils.functional import SimpleLazyObject

from cite.core.languages import FRENCH, LANGUAGES, split_path
from cite.core.speaking import spoken
from cite.ui.banners import banners
from cite.ui.components.actions import LanguageLink
from cite.ui.navigation import NavLink, NavMenu, links, menus

ACTING_FOR = ("actors/_acting_for.html", "ui/_acting_for.html")
"""What the account menu says of the organization she acts for: the first of these templates that exists."""

LONGEST_WORD = 20


def layout(request: HttpRequest) -> dict[str, Any]:
    """Give the layouts their navigation, their brand and the way to sign in."""
    return {
        "nav_header": SimpleLazyObject(lambda: _header(request)),
        "nav_account": SimpleLazyObject(lambda: links(request, "account")),
        "acting_for_template": SimpleLazyObject(lambda: select_template(ACTING_FOR)),
        "banners": SimpleLazyObject(lambda: banners(request)),
        "reported_path": SimpleLazyObject(lambda: reported_path(request)),
        "nav_footer": SimpleLazyObject(lambda: links(request, "footer")),
        "sign_in_url": resolve_url(settings.LOGIN_URL),
        "language": spoken(),
        "languages": SimpleLazyObject(lambda: other_languages(request)),
        "brand": getattr(settings, "UI_BRAND", "République\nFrançaise"),
        "service_name": "Cité de l’emploi",
    }


def reported_path(request: HttpRequest) -> str:
    """Give the path of the page for a report about it: never a secret of its address, nor what someone typed.

    A page that does not exist gives nothing; of one whose address holds a long word (a token), only what stands
    before it.
    """
    match = getattr(request, "resolver_match", None)
    if match is None:
        return ""
    words = [value for value in [*match.args, *match.kwargs.values()] if isinstance(value, str)]
    path = request.path
    for word in words:
        if len(word) > LONGEST_WORD:
            path = path.partition(word)[0]
    return path


def other_languages(request: HttpRequest) -> list[LanguageLink]:
    """List the addresses of this page in every language, where it has them."""
    match = getattr(request, "resolver_match", None)
    if not getattr(getattr(match, "func", None), "in_languages", False):
        return []
    here, rest = split_path(request.path)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return [
        LanguageLink(language, f"{language.root}{rest[1:]}{query}", language is here)
        for language in LANGUAGES
    ]


def _header(request: HttpRequest) -> list[NavLink | NavMenu]:
    """List the public pages for a visitor; every page, under menus, for whoever has an account and reads French."""
    user = getattr(request, "user", None)
    works_here = user is not None and user.is_authenticated and spoken() is FRENCH
    return menus(request) if works_here else links(request, "public")

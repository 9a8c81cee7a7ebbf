"""What every layout needs beside the page itself."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.functional import SimpleLazyObject

from cite.ui.navigation import NavLink, links


def layout(request: HttpRequest) -> dict[str, Any]:
    """Give the layouts their navigation, their brand and the way to sign in."""
    return {
        "nav_header": SimpleLazyObject(lambda: _header(request)),
        "nav_account": SimpleLazyObject(lambda: links(request, "account")),
        "nav_footer": SimpleLazyObject(lambda: links(request, "footer")),
        "sign_in_url": resolve_url(settings.LOGIN_URL),
        "brand": getattr(settings, "UI_BRAND", "République\nFrançaise"),
        "service_name": "Cité de l’emploi",
    }


def _header(request: HttpRequest) -> list[NavLink]:
    """List the public pages, and after them the professional ones for whoever has an account."""
    user = getattr(request, "user", None)
    professional = links(request, "professional") if user is not None and user.is_authenticated else []
    return links(request, "public") + professional

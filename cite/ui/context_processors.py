"""What every layout needs beside the page itself."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.functional import SimpleLazyObject

from cite.ui.navigation import links


def layout(request: HttpRequest) -> dict[str, Any]:
    """Give the layouts their navigation, their brand and the way to sign in."""
    return {
        "nav_public": SimpleLazyObject(lambda: links(request, "public")),
        "nav_professional": SimpleLazyObject(lambda: links(request, "professional")),
        "nav_footer": SimpleLazyObject(lambda: links(request, "footer")),
        "sign_in_url": resolve_url(settings.LOGIN_URL),
        "brand": getattr(settings, "UI_BRAND", "République\nFrançaise"),
        "service_name": "Cité de l’emploi",
    }

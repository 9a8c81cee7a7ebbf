"""What search engines are asked to leave alone, and where the list of pages is."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.ui.views import PUBLIC, Page

_LEFT_ALONE = ("/compte/", "/api/", "/recherche/", "/ui/")
"""Nothing secret, which would be shown here: pages that lead nobody anywhere."""


class Robots(Page):
    """The file that search engines read first."""

    title = _("Consignes aux moteurs de recherche")
    permission = PUBLIC

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give it as plain text."""
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in _LEFT_ALONE)]
        if request.territory is not None:
            lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('directory:sitemap'))}"]
        return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")

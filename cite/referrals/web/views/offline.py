"""What lets a relay write where there is no network: the page that her phone keeps, and the script that opens it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.referrals.web.forms.introductions import IntroduceForm
from cite.territories.queries.territory_map import priority_districts_of
from cite.ui.views import PUBLIC, Page, ScriptPage


class Offline(Page):
    """The form of a relay as anybody may see it: her phone keeps it, so it names nobody and sends nothing itself."""

    title = _("Je vous signale quelqu’un qui est d’accord")
    permission = PUBLIC
    template_name = "referrals/introduce.html"

    def get_context(self) -> dict[str, Any]:
        """Show the same five fields."""
        return {
            "is_kept": True,
            "tabs": [],
            "form": IntroduceForm(districts=priority_districts_of(self.request.territory, on=today())),
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it out of search engines: nobody looks for it."""
        response = self.show()
        response["X-Robots-Tag"] = "noindex"
        return response


class Worker(ScriptPage):
    """The script that answers for the form without network: its address says that it answers for no other page.

    The browser asks again each time whether it has changed.
    """

    title = _("Signaler sans réseau")
    script = "referrals/worker.js"
    headers = {"Cache-Control": "no-cache"}

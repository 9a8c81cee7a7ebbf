"""The two questions machines ask."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from cite.portals.queries.health import readiness
from cite.ui.views import PUBLIC, Page


class Alive(Page):
    """Says that the process answers."""

    permission = PUBLIC

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer without looking at anything."""
        return JsonResponse({"status": "alive"})


class Ready(Page):
    """Says whether people may be sent here."""

    permission = PUBLIC

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look at the database."""
        state = readiness()
        body = {
            "status": "ready" if state.ready else "not ready",
            "database": state.database,
            "migrated": state.migrated,
            "worker": state.worker,
        }
        return JsonResponse(body, status=200 if state.ready else 503)

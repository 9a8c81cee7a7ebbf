"""The home page, the legal pages, and the two questions machines ask."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _

from cite.portals.queries import readiness
from cite.portals.web.forms import AddressStart
from cite.ui.views import PUBLIC, Page


class Home(Page):
    """The first page: what this is, and its first answer."""

    title = _("Une adresse, un quartier, des aides vers l’emploi")
    permission = PUBLIC
    template_name = "portals/home.html"

    def get_context(self) -> dict[str, Any]:
        """Offer the question itself."""
        return {"address_form": AddressStart()}


class LegalNotice(Page):
    """Who publishes and hosts the site."""

    title = _("Mentions légales")
    permission = PUBLIC
    template_name = "portals/legal_notice.html"


class PersonalData(Page):
    """What is known of people, why and for how long."""

    title = _("Données personnelles")
    permission = PUBLIC
    template_name = "portals/personal_data.html"


class Cookies(Page):
    """The one cookie, and why nothing is asked."""

    title = _("Cookies")
    permission = PUBLIC
    template_name = "portals/cookies.html"


class Accessibility(Page):
    """The accessibility statement the law demands."""

    title = _("Déclaration d’accessibilité")
    permission = PUBLIC
    template_name = "portals/accessibility.html"


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

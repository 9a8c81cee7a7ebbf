"""The portals as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cite.ui.navigation import NavEntry, register


class PortalsConfig(AppConfig):
    """Registers `cite.portals` and its pages in the header and the footer."""

    name = "cite.portals"
    label = "portals"

    def ready(self) -> None:
        """Offer the pages that every visitor may need."""
        register(NavEntry(_("Accueil"), "portals:home", order=0))
        register(NavEntry(_("Mentions légales"), "portals:legal-notice", order=20, audience="footer"))
        register(NavEntry(_("Données personnelles"), "portals:personal-data", order=30, audience="footer"))
        register(NavEntry(_("Cookies"), "portals:cookies", order=40, audience="footer"))

"""Api as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cite.ui.navigation import NavEntry, register


class ApiConfig(AppConfig):
    """Registers `cite.api` and its documentation in the footer."""

    name = "cite.api"
    label = "api"

    def ready(self) -> None:
        """Offer the documentation to whoever writes programs."""
        register(NavEntry(_("API"), "api:docs", order=50, audience="footer"))

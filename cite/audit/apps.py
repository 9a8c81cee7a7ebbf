"""Audit as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cite.ui.navigation import NavEntry, register


class AuditConfig(AppConfig):
    """Registers `cite.audit`, and listens to everything that is recorded."""

    name = "cite.audit"
    label = "audit"
    verbose_name = _("journal")

    def ready(self) -> None:
        """Listen, and offer the pages."""
        import cite.audit.receivers  # noqa: F401 - listens once imported

        register(
            NavEntry(_("Journal"), "audit:journal", order=850, audience="professional", group="management")
        )
        register(NavEntry(_("Mes données"), "audit:mine", order=60, audience="account"))

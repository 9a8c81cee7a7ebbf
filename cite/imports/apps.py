"""Imports as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportsConfig(AppConfig):
    """Registers `cite.imports`, and its receivers."""

    name = "cite.imports"
    label = "imports"
    verbose_name = _("imports de listes")

    def ready(self) -> None:
        """Connect the receivers."""
        from cite.imports import receivers  # noqa: F401

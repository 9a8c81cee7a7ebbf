"""Imports as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cite.ui.navigation import NavEntry
from cite.ui.navigation import register as offer


class ImportsConfig(AppConfig):
    """Registers `cite.imports`: its receivers, and the page of a person's lists."""

    name = "cite.imports"
    label = "imports"
    verbose_name = _("imports de listes")

    def ready(self) -> None:
        """Connect the receivers, and offer the page."""
        from cite.imports import receivers  # noqa: F401

        offer(
            NavEntry(
                _("Vos listes"),
                "imports:home",
                order=30,
                audience="professional",
                group="districts",
            )
        )

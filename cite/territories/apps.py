"""Territories as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cite.ui.navigation import NavEntry
from cite.ui.navigation import register as offer


class TerritoriesConfig(AppConfig):
    """Registers `cite.territories`: its pages, and the list of addresses as a kind of import."""

    name = "cite.territories"
    label = "territories"
    verbose_name = _("quartiers et communes")

    def ready(self) -> None:
        """Offer the pages, and declare the import."""
        from cite.imports.ports import register
        from cite.territories.adapters import AddressList

        register(AddressList())
        offer(NavEntry(_("Vérifier une adresse"), "territories:address", order=10, group="districts"))
        offer(NavEntry(_("Carte des quartiers"), "territories:map", order=20, group="districts"))
        offer(
            NavEntry(
                _("Veille active"),
                "territories:watch-districts",
                order=40,
                audience="professional",
                group="districts",
            )
        )

"""Territories as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerritoriesConfig(AppConfig):
    """Registers `cite.territories`."""

    name = "cite.territories"
    label = "territories"
    verbose_name = _("quartiers et communes")

"""Territories as a Django application."""

from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    """Registers `cite.territories`."""

    name = "cite.territories"
    label = "territories"

"""Portals as a Django application."""

from django.apps import AppConfig


class PortalsConfig(AppConfig):
    """Registers `cite.portals`."""

    name = "cite.portals"
    label = "portals"

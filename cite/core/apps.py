"""The foundation as a Django application."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Registers `cite.core`."""

    name = "cite.core"
    label = "core"

"""Api as a Django application."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Registers `cite.api`."""

    name = "cite.api"
    label = "api"

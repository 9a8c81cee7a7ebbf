"""The design system as a Django application."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Registers `cite.ui`."""

    name = "cite.ui"
    label = "ui"

"""Imports as a Django application."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Registers `cite.imports`."""

    name = "cite.imports"
    label = "imports"

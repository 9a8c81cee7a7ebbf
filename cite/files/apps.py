"""Stored files as a Django application."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Registers `cite.files`."""

    name = "cite.files"
    label = "files"

"""Stored files as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Registers `cite.files`."""

    name = "cite.files"
    label = "files"
    verbose_name = _("fichiers")

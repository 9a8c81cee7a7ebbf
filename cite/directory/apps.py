"""The directory as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Registers `cite.directory`."""

    name = "cite.directory"
    label = "directory"
    verbose_name = _("offre de services")

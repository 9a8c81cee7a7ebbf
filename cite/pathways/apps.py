"""The application of the pathways as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PathwaysConfig(AppConfig):
    """Registers `cite.pathways`."""

    name = "cite.pathways"
    label = "pathways"
    verbose_name = _("parcours")

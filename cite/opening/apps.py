"""Opening as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OpeningConfig(AppConfig):
    """Registers `cite.opening`."""

    name = "cite.opening"
    label = "opening"
    verbose_name = _("mise en service")

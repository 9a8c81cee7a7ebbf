"""Search as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Registers `cite.search`."""

    name = "cite.search"
    label = "search"
    verbose_name = _("recherche")

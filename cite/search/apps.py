"""Search as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Registers `cite.search`, and the pages of the site among what it finds."""

    name = "cite.search"
    label = "search"
    verbose_name = _("recherche")

    def ready(self) -> None:
        """Find pages before anything else: they are few."""
        from cite.search.ports import SearchSource, register
        from cite.search.queries.everywhere import pages

        register(SearchSource("pages", _("Pages et actions"), pages, order=0))

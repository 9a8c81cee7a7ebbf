"""What the pages about the content of a pathway share: its tabs, who it is, and the addresses of the other pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from cite.pathways.web.views.base import PathwayPage
from cite.ui.views import ActionPage


class ContentPage(PathwayPage):
    """A page that shows or writes a part of what is in a pathway."""

    def page(self, name: str, *args: Any) -> str:
        """The address of a page of this pathway."""
        return reverse(f"pathways:{name}", args=[self.pathway.uuid, *args])

    def show(self, **extra: Any) -> HttpResponse:
        """Say of whom the page is, and lead to the others."""
        return super().show(**{"tabs": self.tabs(), "who": self.person_name, "writes": self.writes} | extra)


class ContentAction(ContentPage, ActionPage):
    """A button about what is in a pathway."""

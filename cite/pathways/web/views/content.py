"""What the pages about the content of a pathway share: its tabs, and the way between its lists and what is in them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now

from cite.pathways.web.views.base import PathwayPage
from cite.ui.views import ActionPage, FormPage


class ContentPage(PathwayPage):
    """A page that shows or writes a part of what is in a pathway."""

    def page(self, name: str, *args: Any) -> str:
        """The address of a page of this pathway."""
        return reverse(f"pathways:{name}", args=[self.pathway.uuid, *args])

    def show(self, **extra: Any) -> HttpResponse:
        """Lead to the other parts."""
        return super().show(**{"tabs": self.tabs(), "writes": self.writes} | extra)


class _OfList(ContentPage):
    """A page about what is in a list of the pathway, to which it leads back: its label and its name (`above`)."""

    above: tuple[Any, str]

    @property
    def back(self) -> str:
        """The list."""
        return self.page(self.above[1])

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the list."""
        return [*super().get_breadcrumb(), (str(self.above[0]), self.back)]


class ContentForm(_OfList, FormPage):
    """A form about what is in a list."""

    template_name = "pathways/form.html"
    lead = ""

    @property
    def success_url(self) -> str:
        """The list."""
        return self.back

    def get_context(self) -> dict[str, Any]:
        """Say what it is for, and lead back."""
        return {"lead": self.lead, "submit": _now("Enregistrer"), "cancel_url": self.back}


class ContentAction(_OfList, ActionPage):
    """A button about what is in a list."""

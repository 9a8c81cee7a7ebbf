"""What the pages about the content of a pathway share: its tabs, who it is, and the addresses of the other pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cite.pathways.web.views.base import PathwayPage
from cite.residents.rules.free_text import remarks_on
from cite.ui.messages import tell
from cite.ui.views import ActionPage


def warn_of(request: HttpRequest, *texts: str) -> None:
    """Say on the next page what may be misplaced in what was just kept: health, a telephone."""
    found = (remark.sentence for text in texts for remark in remarks_on(text) if not remark.is_refusal)
    for sentence in dict.fromkeys(found):
        tell(request, sentence, tone="warning")


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

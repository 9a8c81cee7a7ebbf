"""One pathway on one screen."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cite.pathways.queries.status import status_on
from cite.pathways.web.views.base import ABOVE, PathwayPage


class ShowPathway(PathwayPage):
    """Who, where it stands and why, who follows her, what comes next, what happened."""

    title = _("Parcours")
    template_name = "pathways/pathway.html"

    def get_title(self) -> str:
        """Name the person, where her name is shared."""
        return self.person_name

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the list."""
        return list(ABOVE)

    def get_context(self) -> dict[str, Any]:
        """Gather what the page shows."""
        return {"pathway": self.pathway, "status": status_on(self.pathway), "tabs": self.tabs()}

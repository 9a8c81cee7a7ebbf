"""The page of a person: what is shared with the reader’s structure, and what is not."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.residents.enums.sharing import Part
from cite.residents.ports import doors_of
from cite.residents.queries.sheet import file_parts, hidden_parts, homes_of, why_hidden
from cite.residents.web.views.base import ResidentPage


class Sheet(ResidentPage):
    """One person: each part that is shared, and why another is not."""

    title = _("Dossier d’une personne")
    template_name = "residents/sheet.html"

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the list."""
        return list(self.breadcrumb)

    def get_context(self) -> dict[str, Any]:
        """Show what may be seen."""
        resident, sight = self.resident, self.sight
        return {
            "resident": resident,
            "sight": sight,
            "parts": file_parts(resident, sight),
            "homes": homes_of(resident, on=today()) if sight.sees(Part.RESIDENCE) else None,
            "no_home": why_hidden(Part.RESIDENCE, sight),
            "hidden": hidden_parts(sight),
            "doors": sorted(doors_of(resident, self.request.user), key=lambda door: not door.is_main),
        }

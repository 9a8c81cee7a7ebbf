"""The calls for projects, as everyone reads them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cite.grants.enums import EditionState
from cite.grants.models import CallEdition
from cite.ui.views import PUBLIC, Page


class Calls(Page):
    """The calls in force."""

    title = _("Appels à projets")
    permission = PUBLIC
    template_name = "grants/calls.html"

    def get_context(self) -> dict[str, Any]:
        """List them, the newest first."""
        if self.request.territory is None:
            return {"editions": []}
        rows = CallEdition.objects.filter(state=EditionState.PUBLISHED).select_related("call")
        return {"editions": list(rows.order_by("-call__year"))}

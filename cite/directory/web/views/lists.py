"""The lists of sheets, for professionals."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.directory.permissions import can_moderate, writable_partners
from cite.directory.permissions.embedding import can_embed
from cite.directory.queries import lists
from cite.directory.web.tables import sheets_table
from cite.directory.web.views.base import works_here
from cite.ui.components.actions import TabLink
from cite.ui.tables import Table
from cite.ui.views import TablePage

_LABELS = {
    lists.MINE: _("Celles de ma structure"),
    lists.TO_READ: _("À relire"),
    lists.SUGGESTED: _("Suggestions"),
    lists.ENDING: _("Bientôt cachées"),
    lists.PUBLISHED: _("Publiées"),
    lists.ALL: _("Toutes"),
}


class Sheets(TablePage):
    """The sheets that a person writes, reads, or may need."""

    title = _("Offre de services")
    permission = works_here
    template_name = "directory/sheets.html"
    csv_name = "fiches-de-services"

    @cached_property
    def offered(self) -> list[str]:
        """The lists this person has something to do with."""
        user, territory = self.request.user, self.request.territory
        moderates, writes = can_moderate(user, territory), writable_partners(user, territory)
        return [
            key
            for key in _LABELS
            if (key not in lists.FOR_MODERATORS or moderates)
            and (key != lists.MINE or writes)
            and (key != lists.ENDING or writes or moderates)
        ]

    @property
    def which(self) -> str:
        """The list asked; the one she needs most otherwise."""
        asked = self.request.GET.get("liste", "")
        return (
            asked if asked in self.offered else lists.default_list(self.request.user, self.request.territory)
        )

    @cached_property
    def counts(self) -> dict[str, int]:
        """What awaits her, list by list."""
        return lists.counts(self.request.user, self.request.territory, on=today())

    def get_table(self) -> Table:
        """List the sheets asked."""
        on = today()
        rows = lists.sheets(self.request.user, self.request.territory, self.which, on=on)
        shows_quality = self.which in (lists.MINE, lists.TO_READ, lists.ENDING)
        return sheets_table(
            rows, self.request.GET, on=on, count=self.counts.get(self.which), shows_quality=shows_quality
        )

    def get_context(self) -> dict[str, Any]:
        """Propose the other lists, and what one can do."""
        address = reverse("directory:sheets")
        links = [self._tab(address, key) for key in self.offered]
        moderates = bool(can_moderate(self.request.user, self.request.territory))
        return {
            "lists": links,
            "may_add": moderates or bool(writable_partners(self.request.user, self.request.territory)),
            "may_import": moderates,
            "may_embed": bool(can_embed(self.request.user, self.request.territory)),
            "csv_url": f"{address}?liste={self.which}&format=csv",
        }

    def _tab(self, address: str, key: str) -> TabLink:
        count = self.counts.get(key, 0)
        label = (
            _now("%(label)s (%(count)s)") % {"label": _LABELS[key], "count": count}
            if count
            else str(_LABELS[key])
        )
        return TabLink(label, f"{address}?liste={key}", key == self.which)

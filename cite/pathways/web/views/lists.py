"""« Mes parcours »: whom one accompanies, and what waits."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.pathways.permissions.pathways import visible_pathways
from cite.pathways.queries.status import with_state
from cite.pathways.web.tables.pathways import pathways_table
from cite.pathways.web.views.base import follows_residents
from cite.ui.tables import Table
from cite.ui.views import TablePage


class Pathways(TablePage):
    """The pathways she may see, in tables with filters."""

    title = _("Mes parcours")
    permission = follows_residents
    template_name = "pathways/pathways.html"

    def get_table(self) -> Table:
        """List them, the ones silent for the longest time first."""
        rows = visible_pathways(self.request.user, self.request.territory).select_related("resident")
        return pathways_table(with_state(rows, today()), self.request.GET)

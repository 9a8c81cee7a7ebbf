"""The files, as lists and one by one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cite.core.journal import note_reading
from cite.grants.enums import ApplicationAct
from cite.grants.permissions.applications import visible_applications
from cite.grants.web.views.base import ApplicationPage, works_here
from cite.ui.tables import Column, Table
from cite.ui.views import TablePage


class Applications(TablePage):
    """The files this person may see."""

    title = _("Dossiers")
    permission = works_here
    template_name = "grants/applications.html"

    def get_table(self) -> Table:
        """List them."""
        rows = visible_applications(self.request.user, self.request.territory)
        columns = (Column(key="number", label=_("Numéro")), Column(key="title", label=_("Action")))
        return Table(
            rows.select_related("partner__organization"),
            columns=columns,
            params=self.request.GET,
            caption=str(_("Dossiers")),
        )


class ApplicationHome(ApplicationPage):
    """One file: where it stands and what comes next."""

    title = "%(file)s"
    template_name = "grants/application.html"

    def get_context(self) -> dict[str, Any]:
        """Show it, and say that it was read."""
        note_reading(self.request, ApplicationAct.READ, target=self.application)
        return super().get_context()

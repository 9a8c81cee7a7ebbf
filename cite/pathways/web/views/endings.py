"""How pathways end, in figures: for those who steer, coordinate or fund, never who."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.pathways.queries.endings import Endings, endings
from cite.pathways.web.tables.figures import figures_table
from cite.referrals.permissions.referrals import can_read_figures
from cite.ui.tables import Table
from cite.ui.views import TablePage


def reads_figures(request: HttpRequest) -> Decision:
    """Open a page to those who read figures: nobody is named there."""
    return can_read_figures(request.user, request.territory)


class ShowEndings(TablePage):
    """The exits of a year: each counts once, whoever acted; what people became, three then six months after."""

    title = _("Sorties et suites")
    permission = reads_figures
    template_name = "pathways/endings.html"
    csv_name = "sorties"

    @cached_property
    def found(self) -> Endings:
        """The figures of the year."""
        return endings(self.request.territory, on=today())

    def get_table(self) -> Table:
        """Lay them out."""
        return figures_table(
            self.found.lines,
            self.request.GET,
            counted=_now("Sorties"),
            caption=_now("Sorties depuis un an"),
        )

    def get_context(self) -> dict[str, Any]:
        """Say the rate, where it may be told."""
        rate = self.found.rate
        return {"rate": rate, "percent": round(rate.share * 100) if rate and rate.share is not None else None}

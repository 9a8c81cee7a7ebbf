"""The coverage of the offer: drawn, in a table, and what each cell counts."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.directory.enums import Facet
from cite.directory.queries.coverage import LABELS, CoverageMatrix, coverage_matrix, covering, gap_sentences
from cite.directory.queries.overlaps import priority_names
from cite.directory.web.tables.coverage import cells_table, covering_table, crossings
from cite.directory.web.views.base import ABOVE, works_here
from cite.ui.components.actions import TabLink
from cite.ui.tables import Table
from cite.ui.views import TablePage

_TABS = ((Facet.OBSTACLE, _("Par frein")), (Facet.CATEGORY, _("Par famille de besoins")))


class Coverage(TablePage):
    """What the public offer covers in each priority district, and what is missing."""

    title = _("Couverture de l’offre")
    permission = works_here
    template_name = "directory/coverage.html"
    breadcrumb = ABOVE
    csv_name = "couverture-de-l-offre"

    @property
    def facet(self) -> str:
        """By what districts are crossed."""
        asked = self.request.GET.get("par", "")
        return asked if asked in LABELS else str(Facet.OBSTACLE)

    @cached_property
    def matrix(self) -> CoverageMatrix:
        """The figures."""
        return coverage_matrix(self.request.territory, self.facet, on=today())

    def get_table(self) -> Table:
        """Give the same cell by cell."""
        return cells_table(self.matrix, self.request.GET)

    def get_context(self) -> dict[str, Any]:
        """Draw it, and say what is missing."""
        address = reverse("directory:coverage")
        return {
            "columns": list(self.matrix.labels.values()),
            "rows": crossings(self.matrix),
            "gaps": gap_sentences(self.matrix),
            "ways": [TabLink(str(label), f"{address}?par={key}", key == self.facet) for key, label in _TABS],
            "base_url": f"{address}?par={self.facet}&format=",
        }


class CoveringServices(TablePage):
    """The services that one cell counts."""

    title = _("Services comptés")
    permission = works_here
    template_name = "directory/coverage_services.html"
    breadcrumb = (*ABOVE, (_("Couverture de l’offre"), reverse_lazy("directory:coverage")))

    @cached_property
    def asked(self) -> tuple[str, str, str]:
        """The kind of code, the code and the district of the cell; the first cell where nothing is asked.

        Raises:
            Http404: no such cell.
        """
        facet = self.request.GET.get("par", str(Facet.OBSTACLE))
        codes = LABELS.get(facet, {})
        code = self.request.GET.get("code", next(iter(codes), ""))
        district = self.request.GET.get("quartier", next(iter(self.names), ""))
        if code not in codes or (district and district not in self.names):
            raise Http404
        return facet, code, district

    @cached_property
    def names(self) -> dict[str, str]:
        """The priority districts."""
        return priority_names(self.request.territory, on=today())

    def get_title(self) -> str:
        """Name the cell."""
        facet, code, district = self.asked
        what = {"what": LABELS[facet][code], "where": self.names.get(district, "")}
        return _now("%(what)s : %(where)s") % what

    def get_table(self) -> Table:
        """List them."""
        facet, code, district = self.asked
        rows = covering(self.request.territory, facet=facet, code=code, district=district, on=today())
        return covering_table(rows, self.request.GET)

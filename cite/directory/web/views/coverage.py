"""The coverage of the offer: drawn, in a table, and what each cell counts."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cite.core.dates import today
from cite.directory.enums import Facet
from cite.directory.permissions.finding import visible_unmet_needs
from cite.directory.queries.coverage import (
    LABELS,
    CoverageMatrix,
    coverage_matrix,
    covering,
    lacks_of,
    unmet_here,
    within,
)
from cite.directory.queries.overlaps import priority_names
from cite.directory.web.forms.coverage import DistrictFilter
from cite.directory.web.tables.coverage import cells_table, code_url, covering_table, crossings, unmet_table
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

    @cached_property
    def district(self) -> str:
        """The one district that is looked at; none: all of them."""
        asked = self.request.GET.get("quartier", "")
        return asked if asked in {district.code for district in self.matrix.districts} else ""

    @cached_property
    def shown(self) -> CoverageMatrix:
        """The figures of the district that is looked at."""
        return within(self.matrix, self.district)

    def get_table(self) -> Table:
        """Give the same cell by cell."""
        return cells_table(self.shown, self.request.GET)

    def get_context(self) -> dict[str, Any]:
        """Draw it, and say what is missing."""
        address, params = reverse("directory:coverage"), self.request.GET
        districts = [(district.code, district.full_label) for district in self.matrix.districts]
        names = {"par": self.facet, "quartier": self.district}
        return {
            "columns": list(self.matrix.labels.values()),
            "rows": crossings(self.shown),
            "lacks": [
                (
                    lack.sentence,
                    [(d.full_label, code_url(self.facet, lack.code, d.code)) for d in lack.districts],
                )
                for lack in lacks_of(self.shown)
            ],
            "filter": DistrictFilter(initial=names, districts=districts),
            "district": self.district,
            "is_table_open": bool(self.district or params.keys() - names.keys()),
            "ways": [TabLink(str(label), f"{address}?par={key}", key == self.facet) for key, label in _TABS],
            "base_url": f"{address}?par={self.facet}&quartier={self.district}&format=",
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
        if not district:
            return str(LABELS[facet][code])
        what = {"what": LABELS[facet][code], "where": self.names[district]}
        return _now("%(what)s : %(where)s") % what

    def get_table(self) -> Table:
        """List them."""
        facet, code, district = self.asked
        rows = covering(self.request.territory, facet=facet, code=code, district=district, on=today())
        return covering_table(rows, self.request.GET)

    def get_context(self) -> dict[str, Any]:
        """Count the needs without answer; list them for those who may read them."""
        facet, code, district = self.asked
        needs = unmet_here(self.request.territory, facet=facet, code=code, district=district)
        readable = visible_unmet_needs(self.request.user, self.request.territory)
        seen = readable.filter(pk__in=needs.order_by().values("pk"))
        count = needs.count()
        words = ngettext("%(n)s besoin sans réponse", "%(n)s besoins sans réponse", count)
        return {
            "unmet_words": words % {"n": count} if count else "",
            "unmet": unmet_table(seen, self.request.GET) if seen.exists() else None,
        }

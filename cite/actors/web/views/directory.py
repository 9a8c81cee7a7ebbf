"""The network made visible: the directory, its map, and the links of the chain district by district."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cite.actors.enums import ChainLink, OrganizationAct
from cite.actors.models import Partner
from cite.actors.queries.chain import ChainMatrix, actors_of, chain_matrix
from cite.actors.queries.directory import (
    DirectoryFilters,
    directory,
    kinds_present,
    networks_present,
    priority_districts,
    site_features,
)
from cite.actors.queries.duplicates import duplicates_to_review
from cite.actors.rules.chain import Actor, MatrixCell, who_could
from cite.actors.web.forms.directory import DirectoryForm
from cite.actors.web.tables import directory_table, page_of
from cite.actors.web.views.base import ABOVE, keeps_the_list, works_here
from cite.core.dates import today
from cite.core.journal import note_reading
from cite.territories.models import District
from cite.ui.components.data import Crossing
from cite.ui.tables import Column, Table
from cite.ui.views import Page, TablePage


def whole_page(request: HttpRequest) -> DirectoryForm:
    """Build the form of the directory for a request: what one may choose from depends on what one may see."""
    user, territory = request.user, request.territory
    return DirectoryForm(
        data=request.GET,
        districts=priority_districts(territory, today()),
        kinds=kinds_present(user, territory),
        networks=networks_present(user, territory),
        can_manage=bool(keeps_the_list(request)),
    )


class Directory(TablePage):
    """Who is who: searched as one types, filtered, on a map and as a list."""

    title = _("Acteurs")
    permission = works_here
    template_name = "actors/directory.html"
    fragment_name = "actors/_directory_results.html"
    csv_name = "acteurs"

    @cached_property
    def form(self) -> DirectoryForm:
        """The filters asked."""
        return whole_page(self.request)

    @cached_property
    def filters(self) -> DirectoryFilters:
        """What is looked for."""
        return self.form.filters

    @cached_property
    def partners(self) -> QuerySet[Partner]:
        """The organizations found."""
        return directory(self.request.user, self.request.territory, self.filters)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the list; taking it away as a file is noted."""
        if request.GET.get("format") in ("csv", "xlsx"):
            note_reading(request, OrganizationAct.EXPORT)
        return super().get(request, *args, **kwargs)

    def get_table(self) -> Table:
        """List them."""
        return directory_table(
            self.partners,
            self.request.GET,
            can_manage=bool(keeps_the_list(self.request)),
            whole=self.request.GET.get("format") in ("csv", "xlsx"),
        )

    def get_context(self) -> dict[str, Any]:
        """Add the filters, the map of the same organizations, and what those who keep the list may do."""
        asked = self.request.GET.copy()
        for name in ("format", "page", "tri"):
            asked.pop(name, None)
        can_manage = bool(keeps_the_list(self.request))
        return {
            "form": self.form,
            "is_filtered": self.filters != DirectoryFilters(),
            "can_manage": can_manage,
            "duplicate_count": duplicates_to_review(self.request.user, self.request.territory).count()
            if can_manage
            else 0,
            "sites_url": f"{reverse('actors:directory-map')}?{asked.urlencode()}",
            "csv_url": f"?{urlencode({**asked.dict(), 'format': 'csv'})}",
            "xlsx_url": f"?{urlencode({**asked.dict(), 'format': 'xlsx'})}",
        }


class DirectoryMap(Page):
    """The places of the organizations found, as GeoJSON, for the map of the directory."""

    title = _("Lieux d’accueil")
    permission = works_here

    def get(self, request: HttpRequest) -> JsonResponse:
        """Give them."""
        found = directory(request.user, request.territory, whole_page(request).filters)
        return JsonResponse(site_features(found, page_of), content_type="application/geo+json")


class ChainMatrixPage(TablePage):
    """Who holds each link of the chain in each priority district, and what lacks."""

    title = _("Maillons et quartiers")
    permission = works_here
    template_name = "actors/matrix.html"
    breadcrumb = ABOVE
    csv_name = "maillons-et-quartiers"

    @cached_property
    def matrix(self) -> ChainMatrix:
        """The figures, as this person may see them."""
        return chain_matrix(self.request.user, self.request.territory, on=today())

    def get_table(self) -> Table:
        """Give the same as a file: the names, link by link."""
        columns = [Column(key="district", label=_("Quartier"), value=lambda row: row[0].full_label)]
        columns.append(Column(key="code", label=_("Code"), value=lambda row: row[0].code))
        for number, link in enumerate(self.matrix.links):
            columns.append(Column(key=link.value, label=link.label, value=_names_at(number)))
        return Table(self.matrix.rows, columns=tuple(columns), params=self.request.GET, caption=_("Maillons"))

    def get_context(self) -> dict[str, Any]:
        """Draw it, and say what it does not know."""
        matrix = self.matrix
        return {
            "matrix": matrix,
            "can_manage": bool(keeps_the_list(self.request)),
            "columns": [link.label for link in matrix.links],
            "rows": [
                (district.full_label, [_crossing(district, cell) for cell in cells])
                for district, cells in matrix.rows
            ],
            "figures": [
                (_("Structures actives"), str(matrix.actor_count)),
                (_("Quartiers prioritaires"), str(len(matrix.rows))),
                (_("Manques"), str(matrix.gap_count)),
            ],
        }


class WhoCould(Page):
    """A link that nobody holds in a district: who holds it elsewhere, who is already there."""

    title = _("Qui pourrait ?")
    permission = works_here
    template_name = "actors/who_could.html"
    breadcrumb = (*ABOVE, (_("Maillons et quartiers"), reverse_lazy("actors:chain")))

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Show who, or go back to the matrix when the address says nothing."""
        if not request.GET:
            return redirect("actors:chain")
        districts = {d.code: d for d in priority_districts(request.territory, today())}
        district = districts.get(request.GET.get("quartier", ""))
        link = request.GET.get("maillon", "")
        if district is None or link not in ChainLink.values:
            raise Http404
        found = who_could(actors_of(request.user, request.territory), district.code, link)
        return self.show(
            district=district,
            link=ChainLink(link),
            elsewhere=[_entry(actor) for actor in found.hold_it_elsewhere],
            already_there=[_entry(actor) for actor in found.already_there],
        )


def _names_at(number: int):
    return lambda row: ", ".join(row[1][number].names)


def _crossing(district: District, cell: MatrixCell) -> Crossing:
    asked = urlencode({"quartier": district.code, "maillon": cell.link})
    what = {"link": ChainLink(cell.link).label, "district": district.label, "count": cell.count}
    if cell.is_gap:
        label = _now("%(link)s, %(district)s : manque. Qui pourrait ?") % what
        url = f"{reverse('actors:who-could')}?{asked}"
        return Crossing(_now("Manque"), label, url, is_gap=True, mark="0")
    label = (
        ngettext(
            "%(link)s, %(district)s : %(count)s structure",
            "%(link)s, %(district)s : %(count)s structures",
            cell.count,
        )
        % what
    )
    detail = cell.names[0] if cell.count == 1 else ""
    return Crossing(str(cell.count), label, f"{reverse('actors:directory')}?{asked}", detail)


def _entry(actor: Actor) -> tuple[str, str]:
    return actor.name, reverse("actors:organization", args=[actor.key])

"""« Mes parcours »: whom one accompanies, and what waits."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.accounts.permissions import can_work_here
from cite.actors.permissions.people import is_manager
from cite.core.dates import today
from cite.core.decisions import Decision, unless
from cite.core.journal import note_reading
from cite.opening.permissions import is_in_training
from cite.pathways.enums.acts import PathwayAct
from cite.pathways.enums.objections import ReferentObjection
from cite.pathways.queries.lists import (
    Seen,
    colleagues_of,
    pathways_listed,
    to_do,
    without_referent_told,
)
from cite.pathways.web.forms.lists import FilterForm
from cite.pathways.web.tables.pathways import (
    follow_ups_table,
    orphans_table,
    pathways_table,
    unfilled_table,
)
from cite.pathways.web.views.base import follows_residents
from cite.residents.permissions.people import acting_memberships, opening_memberships
from cite.territories.queries.territory_map import priority_districts_of
from cite.ui.tables import Table
from cite.ui.views import Page, TablePage


def looks_after_everybody(request: HttpRequest) -> Decision:
    """Open a page to the coordination and the co-pilots: figures, nobody's name."""
    user, territory = request.user, request.territory
    return can_work_here(user, territory) & unless(
        is_manager(user, territory), ReferentObjection.COORDINATION_ONLY
    )


class Pathways(Page):
    """The pathways she may see, filtered, and what awaits her in them."""

    title = _("Mes parcours")
    permission = follows_residents
    template_name = "pathways/pathways.html"

    @cached_property
    def form(self) -> FilterForm:
        """What the address asks for."""
        user, territory = self.request.user, self.request.territory
        districts = priority_districts_of(territory, on=today()).only("uuid", "label")
        return FilterForm(
            self.request.GET or None,
            colleagues=colleagues_of(user, territory, today()),
            districts=list(districts.order_by("sort_label", "pk")),
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the list, and note that it was read."""
        note_reading(request, PathwayAct.LIST)
        return super().get(request, *args, **kwargs)

    def get_context(self) -> dict[str, Any]:
        """Lay out the list, then what awaits her."""
        params, seen = self.request.GET, Seen.by(self.request.user, self.request.territory, today())
        rows = pathways_listed(seen, self.form.filters)
        unfilled, due = to_do(seen)
        return {
            "form": self.form,
            "table": pathways_table(rows, params, today()),
            "unfilled": unfilled_table(unfilled, params) if unfilled else None,
            "due": follow_ups_table(due, params) if due else None,
            "has_filters": bool(params),
            "brings": bool(opening_memberships(self.request.user, self.request.territory)),
        }


class WithoutReferent(TablePage):
    """How many people have no referent, by organization: nobody is named."""

    title = _("Parcours sans référent")
    permission = looks_after_everybody
    template_name = "pathways/without_referent.html"

    def get_table(self) -> Table:
        """Count them."""
        territory = self.request.territory
        is_training = is_in_training(territory)
        own = {each.partner_id for each in acting_memberships(self.request.user, territory)}
        found = without_referent_told(territory, is_training=is_training, own=own)
        return orphans_table(found.lines, self.request.GET)

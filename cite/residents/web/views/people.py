"""The people whom a professional follows."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import unless
from cite.core.journal import note_reading
from cite.opening.permissions import is_in_training
from cite.residents.enums.acts import ResidentsAct
from cite.residents.enums.delays import Delay
from cite.residents.enums.objections import ResidentObjection
from cite.residents.permissions.people import (
    accompanying_memberships,
    opening_memberships,
    visible_residents,
)
from cite.residents.queries.delays import delays_of
from cite.residents.queries.people import named, people_followed, words_of
from cite.residents.web.forms.people import FilterForm, NameForm
from cite.residents.web.tables.people import people_table
from cite.residents.web.views.base import PeoplePage
from cite.territories.queries.territory_map import priority_districts_of
from cite.ui.tables import Table

_AT_ONCE = 50


class People(PeoplePage):
    """Whom she follows; a name is posted, never in an address, and nothing is written."""

    title = _("Personnes suivies")
    template_name = "residents/people.html"

    @cached_property
    def filters(self) -> FilterForm:
        """What the address asks for; what makes no sense asks for nothing."""
        districts = priority_districts_of(self.request.territory, on=today()).only("uuid", "label")
        choices = {str(each.uuid): each for each in districts.order_by("sort_label", "pk")}
        form = FilterForm(
            self.request.GET or None,
            districts=[(key, each.label) for key, each in choices.items()],
            silent_days=delays_of(self.request.territory)[Delay.SILENT],
        )
        form.chosen = choices.get(self.request.GET.get("quartier", ""))
        return form

    def _table(self, words: list[str]) -> Table:
        user, territory, on = self.request.user, self.request.territory, today()
        if words:
            rows = named(visible_residents(user, territory, on), words).order_by("name_key", "pk")[:_AT_ONCE]
        else:
            silent = self.request.GET.get("nouvelles") == "anciennes"
            rows = people_followed(user, territory, on=on, district=self.filters.chosen, is_silent=silent)
        return people_table(rows, self.request.GET, user=user, territory=territory, on=on)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the list, filtered."""
        return self._show(NameForm(), [])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look for a name, among those she may see."""
        if not accompanying_memberships(request.user, request.territory):
            raise PermissionDenied(unless(False, ResidentObjection.NO_SEARCH))
        form = NameForm(request.POST)
        return self._show(form, words_of(form.cleaned_data["q"]) if form.is_valid() else [])

    def _show(self, form: NameForm, words: list[str]) -> HttpResponseBase:
        note_reading(self.request, ResidentsAct.LIST)
        user, territory = self.request.user, self.request.territory
        return self.show(
            form=form,
            filters=self.filters,
            table=self._table(words),
            is_search=bool(words),
            most=_AT_ONCE,
            searches=bool(accompanying_memberships(user, territory)),
            opens=bool(opening_memberships(user, territory)),
            is_training=is_in_training(territory),
        )

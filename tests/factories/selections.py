"""Lists of services and kept searches for the tests, in the Cité whose scope is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cite.accounts.models import User
from cite.core.dates import now
from cite.directory.models import SavedSearch, SelectedService, Selection, Service
from cite.tenancy.models import Territory


def make_selection(
    keeper: User, services: Sequence[Service] = (), *, territory: Territory | None = None, **fields: Any
) -> Selection:
    """A list with services in order; its Cité is that of its organization or of its services."""
    partner = fields.get("partner")
    home = territory or (partner.territory if partner else services[0].territory)
    given = {"name": "Permis à Montreynaud"} | fields
    selection = Selection.objects.create(territory=home, keeper=keeper, **given)
    for position, service in enumerate(services):
        select(selection, service, position=position)
    return selection


def select(selection: Selection, service: Service, **fields: Any) -> SelectedService:
    """A service put in a list."""
    given = {"added_by": selection.keeper} | fields
    return SelectedService.objects.create(
        territory=selection.territory, selection=selection, service=service, **given
    )


def make_search(keeper: User, *, territory: Territory, **fields: Any) -> SavedSearch:
    """A search that somebody keeps, nothing of which she has seen."""
    given = {"name": "Permis", "criteria": {"mots": "permis"}, "looked_at": now()} | fields
    return SavedSearch.objects.create(territory=territory, keeper=keeper, **given)

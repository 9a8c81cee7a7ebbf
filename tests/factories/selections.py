"""Lists of services and kept searches for the tests, in the Cité whose scope is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cite.accounts.models import User
from cite.directory.models import SelectedService, Selection, Service
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

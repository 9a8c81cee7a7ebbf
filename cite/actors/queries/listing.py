"""What the rows of a list of organizations are compared with."""

from __future__ import annotations

from cite.actors.enums import PartnerState
from cite.actors.models import Partner
from cite.actors.queries.directory import priority_districts
from cite.actors.rules.listing import Vocabulary
from cite.core.dates import today
from cite.core.text import search_key
from cite.tenancy.models import Territory
from cite.territories.queries.territory_map import communes_of


def vocabulary_of(territory: Territory) -> Vocabulary:
    """Gather the districts and communes of a Cité by their names and codes."""
    districts = {}
    for district in priority_districts(territory, today()):
        for key in (district.label, district.full_label, district.code):
            districts[search_key(key)] = district
    communes = {}
    for commune in communes_of(territory).defer("contour"):
        communes[search_key(commune.name)] = communes[search_key(commune.code)] = commune
    return Vocabulary(districts, communes)


def partner_like(territory: Territory, *, siret: str, name: str) -> Partner | None:
    """Find the organization a row means: by its SIRET, else by its exact name, accents and case aside."""
    here = Partner.objects.filter(territory=territory).exclude(state=PartnerState.MERGED)
    here = here.select_related("organization", "territory")
    if siret and (found := here.filter(organization__siret=siret).first()):
        return found
    same = here.filter(organization__search_key__startswith=f" {search_key(name)} ")
    if siret:
        same = same.filter(organization__siret="")
    return next((p for p in same.order_by("pk") if search_key(p.organization.name) == search_key(name)), None)

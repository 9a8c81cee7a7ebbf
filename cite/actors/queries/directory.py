"""The directory of the actors: what a professional sees of the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, TextField
from django.db.models.functions import Cast

from cite.accounts.models import User
from cite.actors.enums import ChainLink, OrganizationKind, PartnerState
from cite.actors.models import Network, Partner, Site
from cite.actors.permissions.organizations import visible_networks, visible_partners
from cite.core.text import search_key
from cite.tenancy.models import Territory
from cite.territories.enums import Status
from cite.territories.models import District
from cite.territories.queries.territory_map import priority_districts_of

_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class DirectoryFilters:
    """What somebody looks for; an empty value does not filter. `district` is a code, `network` a public identifier."""

    text: str = ""
    district: str = ""
    kind: str = ""
    link: str = ""
    network: str = ""
    state: str = ""


def directory(user: User, territory: Territory | None, filters: DirectoryFilters) -> QuerySet[Partner]:
    """List the organizations a person may see and looks for, with their districts and places."""
    partners = with_words(visible_partners(user, territory), search_key(filters.text).split())
    if filters.district:
        through = Partner.districts.through.objects.filter(district__code=filters.district)
        partners = partners.filter(Q(covers_all_districts=True) | Q(pk__in=through.values("partner_id")))
    if filters.kind:
        partners = partners.filter(organization__kind=filters.kind)
    if filters.link:
        partners = holding(partners, filters.link)
    if filters.network:
        through = Partner.networks.through.objects.filter(network__uuid=filters.network)
        partners = partners.filter(pk__in=through.values("partner_id"))
    partners = partners.filter(state=filters.state or PartnerState.ACTIVE)
    return partners.select_related("organization").prefetch_related(
        Prefetch("districts", queryset=District.objects.only("code", "label", "sort_label")),
        Prefetch(
            "sites", queryset=Site.objects.select_related("commune").only("partner", "label", "commune__name")
        ),
    )


def with_words(partners: QuerySet[Partner], words: Sequence[str]) -> QuerySet[Partner]:
    """Keep those where every word begins a word of the name, of the kind, of a number or of a place."""
    for word in words[:_MOST_WORDS]:
        start = f" {word}"
        partners = partners.filter(Q(organization__search_key__contains=start) | Q(place_key__contains=start))
    return partners


def holding(partners: QuerySet[Partner], link: str) -> QuerySet[Partner]:
    """Keep those who hold a link of the chain, on both databases."""
    as_text = partners.annotate(links_as_text=Cast("chain_links", TextField()))
    return as_text.filter(links_as_text__contains=f'"{link}"')


def find_partners(user: User, territory: Territory | None, words: Sequence[str], limit: int) -> list[Partner]:
    """Find organizations by words as `core.text.search_key` gives them; one query, of what a hit shows."""
    if not words:
        return []
    visible = visible_partners(user, territory).filter(state=PartnerState.ACTIVE)
    found = with_words(visible, words).select_related("organization")
    shown = found.only("uuid", "organization__name", "organization__kind")
    return list(shown.order_by("organization__search_key", "pk")[:limit])


def priority_districts(territory: Territory, on: Any) -> list[District]:
    """List the priority districts of a Cité in force on a day, without contours."""
    districts = priority_districts_of(territory, on=on)
    return list(districts.defer("contour").order_by("sort_label", "code"))


def kinds_present(user: User, territory: Territory | None) -> list[tuple[str, str]]:
    """List the kinds of the organizations one may see, to choose from."""
    kinds = visible_partners(user, territory).values_list("organization__kind", flat=True)
    present = set(kinds.distinct().order_by("organization__kind"))
    return [(kind.value, str(kind.label)) for kind in OrganizationKind if kind.value in present]


def networks_present(user: User, territory: Territory | None) -> list[Network]:
    """List the networks to choose from."""
    return list(visible_networks(user, territory).order_by("name_key"))


def site_features(partners: QuerySet[Partner], url_of: Any) -> dict[str, Any]:
    """Give the places of some organizations as GeoJSON points, for the map."""
    sites = (
        Site.objects.filter(partner__in=partners.values("pk")).exclude(longitude=None).exclude(latitude=None)
    )
    rows = sites.select_related("partner__organization", "commune").defer("commune__contour").order_by("pk")
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "kind": "site",
                    "code": str(site.uuid),
                    "label": f"{site.partner} – {site.label}",
                    "commune": str(site.commune or ""),
                    "url": url_of(site.partner),
                },
                "geometry": {"type": "Point", "coordinates": [site.longitude, site.latitude]},
            }
            for site in rows
        ],
    }


def links_of(partner: Partner) -> str:
    """Write the links of the chain an organization holds."""
    return ", ".join(str(ChainLink(link).label) for link in partner.chain_links)


def where(site: Site) -> str:
    """Say in which district a place is, as answered; unknown is not no."""
    if site.district_status == Status.IN_QPV and site.district_id:
        return str(site.district)
    return str(site.get_district_status_display())

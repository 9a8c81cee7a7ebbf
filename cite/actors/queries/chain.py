"""The links of the chain, district by district."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cite.accounts.models import User
from cite.actors.enums import ChainLink, PartnerState
from cite.actors.models import Partner
from cite.actors.permissions.organizations import visible_partners
from cite.actors.queries.directory import priority_districts
from cite.actors.rules import chain
from cite.core.text import sort_key
from cite.tenancy.models import Territory
from cite.territories.models import District


@dataclass(frozen=True, slots=True)
class ChainMatrix:
    """Who holds which link in which priority district, as one person may see it. Four queries."""

    links: tuple[ChainLink, ...]
    rows: tuple[tuple[District, tuple[chain.MatrixCell, ...]], ...]
    unsaid: Mapping[str, int]
    actor_count: int

    @property
    def gap_count(self) -> int:
        """How many links nobody is known to hold."""
        return sum(cell.is_gap for _district, cells in self.rows for cell in cells)


def actors_of(user: User, territory: Territory) -> list[chain.Actor]:
    """List the active organizations as the matrix counts them, in alphabetical order."""
    districts: dict[int, set[str]] = defaultdict(set)
    partners = visible_partners(user, territory).filter(state=PartnerState.ACTIVE)
    through = Partner.districts.through.objects.filter(partner__in=partners.values("pk"))
    for partner_id, code in through.values_list("partner_id", "district__code"):
        districts[partner_id].add(code)
    actors = [
        chain.Actor(
            partner.uuid,
            str(partner),
            frozenset(partner.chain_links),
            frozenset(districts.get(partner.pk, ())),
            partner.covers_all_districts,
        )
        for partner in partners.select_related("organization")
    ]
    return sorted(actors, key=lambda actor: sort_key(actor.name))


def chain_matrix(user: User, territory: Territory, *, on: date) -> ChainMatrix:
    """Count who holds each link in each priority district in force on a day."""
    actors = actors_of(user, territory)
    districts = priority_districts(territory, on)
    counted = chain.matrix(
        actors, [district.code for district in districts], [str(link) for link in ChainLink]
    )
    return ChainMatrix(
        links=tuple(ChainLink),
        rows=tuple((district, tuple(cells)) for district, cells in zip(districts, counted, strict=True)),
        unsaid=chain.unsaid(actors),
        actor_count=len(actors),
    )

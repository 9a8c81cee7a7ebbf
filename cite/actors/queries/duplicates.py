"""Organizations that look alike, and what a merge would keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from cite.accounts.models import User
from cite.actors.enums import ChainLink, DuplicateState, Likeness, PartnerState
from cite.actors.models import Contact, Duplicate, Membership, Merge, Partner, Site
from cite.actors.permissions.organizations import visible_duplicates, visible_merges
from cite.actors.rules.duplicates import Sheet, Suspicion, significant_words, suspects
from cite.core.text import search_key
from cite.tenancy.models import Territory

IDENTITY = ("name", "short_name", "kind", "legal_form", "siren", "siret", "rna", "website", "presentation")
"""The fields of an organization, one value of which is kept by a merge."""


def duplicates_to_review(user: User, territory: Territory | None) -> QuerySet[Duplicate]:
    """List the pairs somebody must look at, the closest first."""
    pairs = visible_duplicates(user, territory).filter(state=DuplicateState.TO_REVIEW)
    return pairs.select_related("first__organization", "second__organization").order_by("-score", "pk")


def recent_merges(user: User, territory: Territory | None, limit: int = 20) -> list[Merge]:
    """List the merges that may still be undone, the latest first."""
    merges = visible_merges(user, territory).select_related(
        "kept__organization", "absorbed__organization", "by"
    )
    return list(merges.order_by("-pk")[:limit])


def reasons_of(duplicate: Duplicate) -> str:
    """Say why two organizations may be one."""
    return ", ".join(str(Likeness(reason).label) for reason in duplicate.reasons)


def suspicions(partners: Sequence[Partner], territory: Territory) -> dict[int, list[Suspicion]]:
    """Compare some organizations with all those of their Cité: two queries, whatever their number."""
    sheets = {sheet.key: sheet for sheet in _sheets(territory)}
    return {p.pk: suspects(sheets[p.pk], sheets.values()) for p in partners if p.pk in sheets}


def _sheets(territory: Territory) -> list[Sheet]:
    communes: dict[int, set[int]] = defaultdict(set)
    sites = Site.objects.filter(territory=territory).exclude(commune=None)
    for partner_id, commune_id in sites.values_list("partner_id", "commune_id"):
        communes[partner_id].add(commune_id)
    fields = ("pk", *(f"organization__{name}" for name in ("name", "short_name", "siren", "siret", "rna")))
    rows = Partner.objects.filter(territory=territory).exclude(state=PartnerState.MERGED).values_list(*fields)
    return [
        Sheet(
            pk,
            significant_words(name),
            search_key(short_name),
            siren,
            siret,
            rna,
            frozenset(communes.get(pk, ())),
        )
        for pk, name, short_name, siren, siret, rna in rows
    ]


@dataclass(frozen=True, slots=True)
class ComparedField:
    """One line of two organizations set side by side; `values` are those stored, to choose from."""

    name: str
    label: str
    first: str
    second: str

    @property
    def title(self) -> str:
        """The label, as a line begins."""
        return self.label[:1].upper() + self.label[1:]

    @property
    def differs(self) -> bool:
        """Whether somebody has to choose."""
        return self.first != self.second


@dataclass(frozen=True, slots=True)
class Side:
    """One of two organizations, with what it brings."""

    partner: Partner
    links: str
    districts: str
    sites: tuple[str, ...]
    contact_count: int
    member_count: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two organizations side by side: what to choose, what will be put together, who is in both."""

    first: Side
    second: Side
    fields: tuple[ComparedField, ...]
    shared_people: int


def comparison(first: Partner, second: Partner) -> Comparison:
    """Set two organizations side by side."""
    labels = {f.name: str(f.verbose_name) for f in first.organization._meta.concrete_fields}
    fields = tuple(
        ComparedField(name, labels[name], _shown(first.organization, name), _shown(second.organization, name))
        for name in IDENTITY
    )
    people = [
        set(Membership.objects.filter(partner=partner).values_list("user_id", flat=True))
        for partner in (first, second)
    ]
    return Comparison(
        _side(first, len(people[0])), _side(second, len(people[1])), fields, len(people[0] & people[1])
    )


def _shown(organization: Any, name: str) -> str:
    display = getattr(organization, f"get_{name}_display", None)
    return str(display() if display else getattr(organization, name))


def _side(partner: Partner, member_count: int) -> Side:
    return Side(
        partner=partner,
        links=", ".join(str(ChainLink(link).label) for link in partner.chain_links),
        districts=", ".join(str(district) for district in partner.districts.defer("contour")),
        sites=tuple(site.label for site in partner.sites.all()),
        contact_count=Contact.objects.filter(partner=partner).count(),
        member_count=member_count,
    )

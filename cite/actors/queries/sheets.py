"""One organization: its page, and its sheet as a form starts from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cite.accounts.models import User
from cite.actors.enums import ChainLink, MembershipState, PartnerState
from cite.actors.models import Commitment, Contact, Membership, Merge, Partner, Site
from cite.actors.permissions.organizations import can_edit_partner, visible_contacts, visible_partners
from cite.actors.permissions.people import can_see_members, visible_commitments
from cite.actors.queries.directory import where
from cite.actors.workflow import PARTNER
from cite.core.text import sort_key
from cite.tenancy.models import Territory


@dataclass(frozen=True, slots=True)
class SiteEntry:
    """A place, and the district it is in."""

    site: Site
    address: str
    district: str


@dataclass(frozen=True, slots=True)
class MemberEntry:
    """A person by her function; her name only for those who may see who acts for the organization."""

    function: str
    name: str


@dataclass(frozen=True, slots=True)
class OrganizationSheetPage:
    """Everything the page of an organization shows to one person."""

    facts: tuple[tuple[str, Any], ...]
    links: tuple[ChainLink, ...]
    districts: tuple[str, ...]
    networks: tuple[str, ...]
    sites: tuple[SiteEntry, ...]
    contacts: tuple[Contact, ...]
    members: tuple[MemberEntry, ...]
    functions: tuple[str, ...]
    commitments: tuple[Commitment, ...]
    can_edit: bool
    sees_members: bool
    arrows: frozenset[str]


def organization_page(user: User, partner: Partner) -> OrganizationSheetPage:
    """Gather the page of an organization; the same number of queries whatever it holds."""
    organization, labels = partner.organization, _labels(partner)
    facts = (
        (labels["kind"], organization.get_kind_display()),
        (labels["legal_form"], organization.get_legal_form_display()),
        (labels["siret"], organization.siret),
        (labels["siren"], organization.siren if not organization.siret else ""),
        (labels["rna"], organization.rna),
    )
    members = _members(partner)
    names = bool(can_see_members(user, partner))
    sites = partner.sites.select_related("commune", "district").defer("commune__contour", "district__contour")
    commitments = visible_commitments(user, partner.territory).filter(partner=partner)
    return OrganizationSheetPage(
        facts=tuple((name[:1].upper() + name[1:], value) for name, value in facts if value),
        links=tuple(ChainLink(link) for link in partner.chain_links),
        districts=tuple(
            d.full_label
            for d in partner.districts.defer("contour").prefetch_related("communes").order_by("sort_label")
        ),
        networks=tuple(network.name for network in partner.networks.order_by("name_key")),
        sites=tuple(SiteEntry(site, _address(site), where(site)) for site in sites),
        contacts=tuple(visible_contacts(user, partner.territory).filter(partner=partner)),
        members=tuple(members) if names else (),
        functions=tuple(dict.fromkeys(member.function for member in members)),
        commitments=tuple(commitments.select_related("text")),
        can_edit=bool(can_edit_partner(user, partner)),
        sees_members=names,
        arrows=frozenset(a for a in ("suspend", "resume", "leave") if PARTNER.allows(a, partner.state)),
    )


def sheet_values(partner: Partner) -> dict[str, Any]:
    """Give the sheet of an organization as its form starts from it."""
    fresh = Partner.objects.select_related("organization").get(pk=partner.pk)
    organization = fresh.organization
    names = ("name", "short_name", "kind", "legal_form", "siret", "siren", "rna", "website", "presentation")
    return {
        **{name: getattr(organization, name) for name in names},
        "chain_links": fresh.chain_links,
        "covers_all_districts": fresh.covers_all_districts,
        "is_sensitive": fresh.is_sensitive,
        "districts": [str(uuid) for uuid in fresh.districts.values_list("uuid", flat=True)],
        "networks": [str(uuid) for uuid in fresh.networks.values_list("uuid", flat=True)],
        "version": fresh.version,
        "organization_version": organization.version,
    }


def site_values(site: Site) -> dict[str, Any]:
    """Give a place as its form starts from it."""
    point = {"longitude": site.longitude, "latitude": site.latitude} if site.is_placed else {}
    commune = site.commune.code if site.commune else ""
    return {
        "label": site.label,
        "address": site.address,
        "commune": commune,
        "version": site.version,
        **point,
    }


def kept_instead_of(user: User, territory: Territory | None, uuid: UUID) -> Partner | None:
    """Find the organization that was kept when this one was merged, if the person may see it."""
    if territory is None:
        return None
    merges = Merge.objects.filter(territory=territory, absorbed__uuid=uuid, undone_at=None)
    merges = merges.filter(absorbed__state=PartnerState.MERGED)
    return visible_partners(user, territory).filter(pk__in=merges.values("kept_id")).first()


def _members(partner: Partner) -> list[MemberEntry]:
    rows = Membership.objects.filter(partner=partner, state=MembershipState.ACTIVE).select_related("user")
    entries = [MemberEntry(row.job_title or str(row.get_role_display()), str(row.user)) for row in rows]
    return sorted(entries, key=lambda entry: (sort_key(entry.function), sort_key(entry.name)))


def _address(site: Site) -> str:
    return ", ".join(part for part in (site.address, str(site.commune or "")) if part)


def _labels(partner: Partner) -> Mapping[str, str]:
    return {field.name: str(field.verbose_name) for field in partner.organization._meta.concrete_fields}

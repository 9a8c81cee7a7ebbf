"""Changes to organizations and to their place in a Cité."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from cite.accounts.models import User
from cite.actors.enums import ChainLink, LegalForm, OrganizationAct, OrganizationKind, OrganizationObjection
from cite.actors.models import Network, Organization, Partner
from cite.actors.operations.duplicates import note_duplicates
from cite.actors.permissions.organizations import can_edit_partner, can_manage_partners
from cite.actors.permissions.people import can_close_access
from cite.actors.rules.identifiers import read_identifiers
from cite.actors.workflow import PARTNER
from cite.core.decisions import ALLOWED, Decision, Refused, require, unless
from cite.core.journal import differences, record, snapshot
from cite.core.text import search_key
from cite.tenancy.models import Territory
from cite.territories.models import District

_IDENTITY = ("name", "short_name", "kind", "legal_form", "siren", "siret", "rna", "website", "presentation")
_PLACE = ("chain_links", "covers_all_districts", "is_sensitive")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationSheet:
    """What people fill in about an organization: who it is, and what it does in this Cité.

    `new_network` is the name of a network that the list lacks.
    """

    name: str
    kind: str
    short_name: str = ""
    legal_form: str = LegalForm.UNKNOWN
    siren: str = ""
    siret: str = ""
    rna: str = ""
    website: str = ""
    presentation: str = ""
    chain_links: tuple[str, ...] = ()
    districts: tuple[District, ...] = ()
    covers_all_districts: bool = False
    networks: tuple[Network, ...] = ()
    new_network: str = ""
    is_sensitive: bool = False


@transaction.atomic
def add_partner(*, territory: Territory, sheet: OrganizationSheet, by: User, notes: bool = True) -> Partner:
    """Add an organization to a Cité. One known elsewhere by its SIRET is the same, and keeps its identity.

    `notes`: look for duplicates now; a list looks once for many.

    Raises:
        Refused: not allowed, a wrong number, already here.
    """
    require(can_manage_partners(by, territory))
    identity = _checked(sheet)
    organization = (
        Organization.objects.filter(siret=identity["siret"], merged_into=None).exclude(siret="").first()
    )
    if organization and Partner.objects.filter(territory=territory, organization=organization).exists():
        raise Refused(Decision((OrganizationObjection.ALREADY_PARTNER,)))
    if organization is None:
        organization = _create(identity)
    partner = Partner(territory=territory, organization=organization)
    _set_place(partner, sheet)
    partner.save()
    _set_links(partner, sheet)
    record(OrganizationAct.ADD, by=by, target=partner, changes=differences({}, _picture(partner)))
    if notes:
        note_duplicates(partners=[partner], territory=territory)
    return partner


@transaction.atomic
def update_partner(
    *,
    partner: Partner,
    sheet: OrganizationSheet,
    version: int,
    organization_version: int,
    by: User,
    notes: bool = True,
) -> Partner:
    """Change the sheet of an organization.

    Raises:
        Refused: not allowed, a wrong number, a SIRET of another, changed by somebody meanwhile.
    """
    partner = Partner.locked(pk=partner.pk, version=version)
    require(can_edit_partner(by, partner))
    organization = Organization.locked(pk=partner.organization_id, version=organization_version)
    partner.organization = organization
    identity = _checked(sheet)
    require(_siret_free(identity["siret"], organization) & _nature_kept(identity, partner, by))
    before = _picture(partner)
    for name, value in identity.items():
        setattr(organization, name, value)
    _set_place(partner, sheet)
    _set_links(partner, sheet)
    changes = differences(before, _picture(partner))
    if not changes:
        return partner
    if changes.keys() & set(_IDENTITY):
        organization.save_next_version()
    partner.save_next_version()
    record(OrganizationAct.EDIT, by=by, target=partner, changes=changes)
    if notes:
        note_duplicates(partners=[partner], territory=partner.territory)
    return partner


def _nature_kept(identity: Mapping[str, Any], partner: Partner, by: User) -> Decision:
    """Leave to those who keep the list what decides of roles and of funding: the kind and the legal form."""
    if can_manage_partners(by, partner.territory):
        return ALLOWED
    kept = all(identity[name] == getattr(partner.organization, name) for name in ("kind", "legal_form"))
    return unless(kept, OrganizationObjection.NATURE_IS_KEPT)


@transaction.atomic
def change_partner_state(*, partner: Partner, arrow: str, version: int, by: User) -> Partner:
    """Suspend an organization, let it go, or take it back: an arrow of `workflow.PARTNER`.

    Its members lose their roles while it is not active.

    Raises:
        Refused: not allowed, not in this state, or somebody there holds a role that is not hers to take.
    """
    partner = Partner.locked(pk=partner.pk, version=version)
    require(can_manage_partners(by, partner.territory))
    require(ALLOWED if arrow == "resume" else can_close_access(by, partner))
    allowed = arrow in {"suspend", "resume", "leave"} and PARTNER.allows(arrow, partner.state)
    require(unless(allowed, OrganizationObjection.NOT_IN_THIS_STATE))
    before = partner.state
    partner.state = PARTNER.target(arrow, partner.state)
    partner.save_next_version()
    record(
        OrganizationAct.CHANGE_STATE, by=by, target=partner, changes={"state": (before, str(partner.state))}
    )
    return partner


def _checked(sheet: OrganizationSheet) -> dict[str, Any]:
    """Check what was filled in; gives the identity with its numbers as registers write them."""
    numbers, problems = read_identifiers(siren=sheet.siren, siret=sheet.siret, rna=sheet.rna)
    name = " ".join(sheet.name.split())
    objections = tuple(problems.values())
    if not search_key(name):
        objections = (OrganizationObjection.NAME_MISSING, *objections)
    require(Decision(objections))
    return {
        "name": name,
        "short_name": " ".join(sheet.short_name.split()),
        "kind": OrganizationKind(sheet.kind).value,
        "legal_form": LegalForm(sheet.legal_form).value,
        "siren": numbers.siren,
        "siret": numbers.siret,
        "rna": numbers.rna,
        "website": sheet.website,
        "presentation": sheet.presentation.strip(),
    }


def _create(identity: dict[str, Any]) -> Organization:
    """Create an organization; somebody else may be adding the same one at this very moment."""
    try:
        with transaction.atomic():
            return Organization.objects.create(**identity)
    except IntegrityError as error:
        raise Refused(Decision((OrganizationObjection.SIRET_TAKEN,))) from error


def _siret_free(siret: str, organization: Organization) -> Decision:
    others = Organization.objects.filter(siret=siret, merged_into=None).exclude(pk=organization.pk)
    return unless(not siret or not others.exists(), OrganizationObjection.SIRET_TAKEN)


def _set_place(partner: Partner, sheet: OrganizationSheet) -> None:
    chosen = {ChainLink(link) for link in sheet.chain_links}
    partner.chain_links = [link.value for link in ChainLink if link in chosen]
    partner.covers_all_districts = sheet.covers_all_districts
    partner.is_sensitive = sheet.is_sensitive


def _set_links(partner: Partner, sheet: OrganizationSheet) -> None:
    partner.districts.set(sheet.districts)
    networks = list(sheet.networks)
    if name := " ".join(sheet.new_network.split()):
        network, _created = Network.objects.get_or_create(
            territory=partner.territory,
            name_key=(search_key(name) or name.casefold())[:240],
            defaults={"name": name},
        )
        networks.append(network)
    partner.networks.set(networks)


def _picture(partner: Partner) -> Mapping[str, Any]:
    """Note everything the sheet says, as the journal keeps it."""
    return {
        **snapshot(partner.organization, _IDENTITY),
        **{name: getattr(partner, name) for name in _PLACE},
        "chain_links": ", ".join(partner.chain_links),
        "districts": ", ".join(sorted(partner.districts.values_list("label", flat=True))),
        "networks": ", ".join(sorted(partner.networks.values_list("name", flat=True))),
    }

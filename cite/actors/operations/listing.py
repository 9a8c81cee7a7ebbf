"""One row of a list becomes an organization, once."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from cite.accounts.models import User
from cite.actors.enums import OrganizationKind, RowResult
from cite.actors.models import Partner
from cite.actors.operations.organizations import OrganizationSheet, add_partner, update_partner
from cite.actors.operations.places import save_site
from cite.actors.queries.listing import partner_like
from cite.actors.rules.listing import RowSheet
from cite.tenancy.models import Territory

_NAMED = {"siret", "rna", "short_name", "kind", "legal_form", "website", "presentation"}
_CHOSEN = {"chain_links", "districts", "covers_all_districts"}


@transaction.atomic
def keep_row(*, territory: Territory, row: RowSheet, updates: bool, by: User) -> tuple[Partner, RowResult]:
    """Add the organization a row describes, or complete the one it means; what a row leaves empty stays.

    Raises:
        Refused: not allowed, or a SIRET of another.
    """
    given = {name: value for name, value in row.values.items() if name in _NAMED | _CHOSEN | {"name"}}
    partner = partner_like(territory, siret=given.get("siret", ""), name=given["name"])
    if partner is None:
        sheet = OrganizationSheet(**{"kind": OrganizationKind.OTHER.value} | given)
        partner = add_partner(territory=territory, sheet=sheet, by=by, notes=False)
        _add_site(partner, row, by)
        return partner, RowResult.ADDED
    if not updates:
        return partner, RowResult.UNCHANGED
    if given.get("siret"):
        given["siren"] = ""  # the SIRET brings it
    version = partner.version
    changed = update_partner(
        partner=partner,
        sheet=replace(_current(partner), **given),
        version=version,
        organization_version=partner.organization.version,
        by=by,
        notes=False,
    )
    added = not partner.sites.exists() and _add_site(partner, row, by)
    return changed, RowResult.UPDATED if changed.version != version or added else RowResult.UNCHANGED


def _current(partner: Partner) -> OrganizationSheet:
    organization = partner.organization
    return OrganizationSheet(
        name=organization.name,
        siren=organization.siren,
        **{name: getattr(organization, name) for name in _NAMED},
        chain_links=tuple(partner.chain_links),
        districts=tuple(partner.districts.defer("contour")),
        covers_all_districts=partner.covers_all_districts,
        networks=tuple(partner.networks.all()),
        is_sensitive=partner.is_sensitive,
    )


def _add_site(partner: Partner, row: RowSheet, by: User) -> bool:
    """Add the place of a row; its district is asked of the embedded index only, as for any list."""
    commune, address = row.values.get("commune"), row.values.get("address", "")
    if commune is None and not address:
        return False
    label = commune.name if commune else address
    save_site(partner=partner, label=label[:120], address=address, commune=commune, by=by, online=False)
    return True

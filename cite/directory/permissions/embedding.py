"""Who chooses the sites that show the search of services."""

from __future__ import annotations

from django.db.models import QuerySet

from cite.accounts.models import User
from cite.accounts.permissions import can_work_here
from cite.actors.models import Partner
from cite.actors.permissions.people import is_manager
from cite.core.decisions import Decision, unless
from cite.directory.enums.embedding import EmbeddingObjection
from cite.directory.models import PartnerSite
from cite.directory.permissions.callbacks import administered
from cite.tenancy.models import Territory


def can_embed(user: User, territory: Territory | None) -> Decision:
    """Open the page to those who look after the Cité, and to the administrators of its organizations."""
    may = is_manager(user, territory) or bool(administered(user, territory))
    return can_work_here(user, territory) and unless(may, EmbeddingObjection.NOT_YOURS)


def can_name_site(user: User, territory: Territory | None, partner: Partner | None) -> Decision:
    """Let managers name the sites of the Cité and of anybody; administrators, those of their organization."""
    may = is_manager(user, territory) or (partner is not None and partner in administered(user, territory))
    return can_work_here(user, territory) and unless(may, EmbeddingObjection.NOT_YOURS)


def visible_partner_sites(user: User, territory: Territory | None) -> QuerySet[PartnerSite]:
    """List the sites whose presence she decides, those removed too."""
    sites = PartnerSite.objects.filter(territory=territory)
    if not can_embed(user, territory):
        return sites.none()
    return sites if is_manager(user, territory) else sites.filter(partner__in=administered(user, territory))

"""Writes about the sites that show the search of services: added, removed, put back, forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from cite.accounts.models import User
from cite.actors.models import Partner
from cite.core.dates import now
from cite.core.decisions import Decision, require, unless
from cite.core.journal import record
from cite.directory.enums.embedding import EmbeddingAct, EmbeddingObjection
from cite.directory.models import PartnerSite
from cite.directory.permissions.embedding import can_name_site
from cite.directory.rules.finding import host_of
from cite.tenancy.models import Territory

MOST_SITES = 50
MOST_OF_ONE = 5
KEPT_ONCE_REMOVED = timedelta(days=30)


@transaction.atomic
def add_partner_site(
    *, territory: Territory, host: str, by: User, partner: Partner | None = None
) -> PartnerSite:
    """Let a site show the search in its pages; the same name twice is one. `partner`: who answers for it.

    Raises:
        Refused: not hers to say, not the name of a site, named by another organization, or too many.
    """
    require(can_name_site(by, territory, partner))
    name = host_of(host)
    require(unless(bool(name), EmbeddingObjection.NOT_A_HOST))
    sites = _counted_alone(territory)
    known = sites.filter(host=name).first()
    if known is not None and known.removed_at is None:
        require(unless(known.partner_id == _pk(partner), EmbeddingObjection.NAMED_BY_OTHERS))
        return known
    require(_has_room(territory, partner))
    site = known or PartnerSite(territory=territory, host=name)
    site.partner, site.removed_at = partner, None
    site.save()
    record(EmbeddingAct.ADD_SITE, by=by, target=site)
    return site


@transaction.atomic
def remove_partner_site(*, site: PartnerSite, by: User) -> None:
    """Take a site out; its pages show the search no more. Twice is once.

    Raises:
        Refused: not hers to say.
    """
    require(can_name_site(by, site.territory, site.partner))
    known = _counted_alone(site.territory).get(pk=site.pk)
    if known.removed_at is None:
        known.removed_at = now()
        known.save()
        record(EmbeddingAct.REMOVE_SITE, by=by, target=known)


@transaction.atomic
def restore_partner_site(*, site: PartnerSite, by: User) -> None:
    """Put back a site removed by mistake.

    Raises:
        Refused: not hers to say, or others took the room meanwhile.
    """
    require(can_name_site(by, site.territory, site.partner))
    known = _counted_alone(site.territory).get(pk=site.pk)
    if known.removed_at is not None:
        require(_has_room(site.territory, known.partner))
        known.removed_at = None
        known.save()
        record(EmbeddingAct.RESTORE_SITE, by=by, target=known)


@transaction.atomic
def forget_removed_sites(*, territory: Territory, at: datetime) -> int:
    """Erase the names of sites taken out a month ago; tells how many."""
    gone = list(_counted_alone(territory).filter(removed_at__lt=at - KEPT_ONCE_REMOVED))
    for site in gone:
        record(EmbeddingAct.FORGET_SITE, target=site)
        site.delete()
    return len(gone)


def _counted_alone(territory: Territory) -> QuerySet[PartnerSite]:
    """The sites of a Cité, while nobody else adds one."""
    Territory.objects.select_for_update(of=("self",), no_key=True).get(pk=territory.pk)
    return PartnerSite.objects.filter(territory=territory)


def _has_room(territory: Territory, partner: Partner | None) -> Decision:
    shown = PartnerSite.objects.filter(territory=territory, removed_at=None)
    own = shown.filter(partner=partner).count() if partner is not None else 0
    return unless(shown.count() < MOST_SITES, EmbeddingObjection.TOO_MANY_SITES) & unless(
        own < MOST_OF_ONE, EmbeddingObjection.TOO_MANY_OF_YOURS
    )


def _pk(partner: Partner | None) -> int | None:
    return partner.pk if partner is not None else None

"""Who sees which organization, and who keeps its sheet.

A sensitive organization does not exist for the others: no list, no search, no figure, no address shows it. Those who
keep the list (co-pilots, coordination) and its own members see it.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from cite.accounts.models import User
from cite.accounts.permissions import can_work_here
from cite.actors.enums import OrganizationObjection, PartnerState
from cite.actors.models import Contact, Duplicate, Merge, Network, Partner, Site
from cite.actors.permissions.people import administers, is_manager, memberships_of
from cite.core.decisions import Decision, unless
from cite.tenancy.models import Territory


def can_manage_partners(user: User, territory: Territory | None) -> Decision:
    """Let the co-pilots and the coordination keep the list: add, suspend, merge."""
    return can_work_here(user, territory) and unless(
        is_manager(user, territory), OrganizationObjection.MANAGERS_ONLY
    )


def can_edit_partner(user: User, partner: Partner) -> Decision:
    """Let those who keep the list, and the administrators of the organization itself, write its sheet."""
    if can_manage_partners(user, partner.territory):
        return unless(partner.state != PartnerState.MERGED, OrganizationObjection.NOT_IN_THIS_STATE)
    is_own = partner.state == PartnerState.ACTIVE and administers(user, partner)
    return can_work_here(user, partner.territory) and unless(
        is_own, OrganizationObjection.NOT_YOUR_ORGANIZATION
    )


def visible_partners(user: User, territory: Territory | None) -> QuerySet[Partner]:
    """List the organizations of a Cité that a person may see.

    Everyone who works here sees the active ones but the sensitive; members see their own; those who keep the list
    see them all but the merged.
    """
    if territory is None or not can_work_here(user, territory):
        return Partner.objects.none()
    partners = Partner.objects.filter(territory=territory).exclude(state=PartnerState.MERGED)
    if can_manage_partners(user, territory):
        return partners
    own = [membership.partner_id for membership in memberships_of(user, territory)]
    return partners.filter(Q(state=PartnerState.ACTIVE, is_sensitive=False) | Q(pk__in=own))


def visible_sites(user: User, territory: Territory | None) -> QuerySet[Site]:
    """List the places of the organizations a person may see."""
    return (
        Site.objects.filter(partner__in=visible_partners(user, territory))
        if territory
        else Site.objects.none()
    )


def visible_contacts(user: User, territory: Territory | None) -> QuerySet[Contact]:
    """List the professional contacts of the organizations a person may see; reading them is journaled."""
    if territory is None:
        return Contact.objects.none()
    return Contact.objects.filter(partner__in=visible_partners(user, territory))


def visible_networks(user: User, territory: Territory | None) -> QuerySet[Network]:
    """List the networks of a Cité; one known only through sensitive organizations stays unknown."""
    if territory is None or not can_work_here(user, territory):
        return Network.objects.none()
    networks = Network.objects.filter(territory=territory)
    if can_manage_partners(user, territory):
        return networks
    through = Partner.networks.through.objects.filter(partner__in=visible_partners(user, territory))
    return networks.filter(pk__in=through.values("network_id"))


def visible_duplicates(user: User, territory: Territory | None) -> QuerySet[Duplicate]:
    """List the look-alikes, for those who keep the list; merged organizations raise no question any more."""
    if not can_manage_partners(user, territory):
        return Duplicate.objects.none()
    merged = PartnerState.MERGED
    return (
        Duplicate.objects.filter(territory=territory)
        .exclude(first__state=merged)
        .exclude(second__state=merged)
    )


def visible_merges(user: User, territory: Territory | None) -> QuerySet[Merge]:
    """List the merges that may still be undone, for those who keep the list."""
    if not can_manage_partners(user, territory):
        return Merge.objects.none()
    return Merge.objects.filter(territory=territory, undone_at=None)

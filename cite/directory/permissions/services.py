"""Who sees which sheet, and who may write it.

The public sees what is published, still believed, and shown for its duplicates. Professionals see what is published,
believed or not, and all the sheets of their own organization. Those who keep the Cité see every sheet.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from cite.accounts.models import User
from cite.accounts.permissions import can_work_here
from cite.actors.enums import PartnerState
from cite.actors.models import Membership, Partner
from cite.actors.permissions.people import is_manager, memberships_of
from cite.core.decisions import ALLOWED, Decision, unless
from cite.directory.enums import ServiceObjection, ServiceState
from cite.directory.models import Service
from cite.directory.workflow import WRITERS
from cite.grants.models import FundedAction
from cite.tenancy.models import Territory


def shown_services(territory: Territory | None, *, on: date) -> QuerySet[Service]:
    """List what everybody may see on a day, each service once."""
    return showable_services(territory, on=on).filter(duplicate_of=None)


def showable_services(territory: Territory | None, *, on: date) -> QuerySet[Service]:
    """List what everybody may see on a day, with the sheets that say again what another does.

    The sheets of a sensitive organization name it: the public sees none.
    """
    if territory is None:
        return Service.objects.none()
    return (
        Service.objects.filter(territory=territory, state=ServiceState.PUBLISHED)
        .filter(Q(shown_until=None) | Q(shown_until__gte=on))
        .exclude(structure__partner__is_sensitive=True)
        .exclude(structure__partner__state__in=(PartnerState.SUSPENDED, PartnerState.MERGED))
    )


def visible_services(user: User, territory: Territory | None) -> QuerySet[Service]:
    """List the sheets a professional may see."""
    if territory is None or not can_work_here(user, territory):
        return Service.objects.none()
    services = Service.objects.filter(territory=territory)
    if is_manager(user, territory):
        return services
    own = Q(
        structure__partner_id__in=[membership.partner_id for membership in memberships_of(user, territory)]
    )
    others = Q(state=ServiceState.PUBLISHED) & (
        Q(structure__partner=None)
        | Q(structure__partner__is_sensitive=False, structure__partner__state=PartnerState.ACTIVE)
    )
    return services.filter(own | others)


def can_moderate(user: User, territory: Territory | None) -> Decision:
    """Let the co-pilots and the coordination read sheets before the public does."""
    return can_work_here(user, territory) and unless(
        is_manager(user, territory), ServiceObjection.MODERATORS_ONLY
    )


def writable_partners(user: User, territory: Territory | None) -> list[Partner]:
    """List the organizations for which a person writes sheets: those she acts for, in a role that has an offer."""
    return [membership.partner for membership in memberships_of(user, territory) if writes_sheets(membership)]


def writes_sheets(membership: Membership) -> bool:
    """Say whether what a person is in an organization lets her write its sheets."""
    return membership.role in WRITERS or membership.is_administrator


def publishable_actions(user: User, territory: Territory | None) -> QuerySet[FundedAction]:
    """List the funded actions whose sheet a person may write: her own; all, for those who keep the Cité."""
    if territory is None or not can_work_here(user, territory):
        return FundedAction.objects.none()
    actions = FundedAction.objects.filter(territory=territory)
    if is_manager(user, territory):
        return actions
    return actions.filter(partner__in=[partner.pk for partner in writable_partners(user, territory)])


def can_write_for(user: User, partner: Partner) -> Decision:
    """Let the people of an organization write its sheets, and those who keep the Cité write anybody's."""
    may = is_manager(user, partner.territory) or partner in writable_partners(user, partner.territory)
    return can_work_here(user, partner.territory) and unless(may, ServiceObjection.NOT_YOUR_ORGANIZATION)


def can_write_service(user: User, service: Service) -> Decision:
    """Let those who write for its organization change a sheet; an imported one is changed at its source."""
    partner = service.structure.partner
    if partner is None:
        return can_moderate(user, service.territory) and unless(
            service.source.is_own, ServiceObjection.IMPORTED
        )
    return can_write_for(user, partner) and (
        ALLOWED if service.source.is_own else Decision((ServiceObjection.IMPORTED,))
    )

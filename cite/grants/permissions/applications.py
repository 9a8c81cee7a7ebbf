"""Who sees which file, and as what: its carrier, the desk that reviews it, a funder, whoever owes an opinion on it.

Before its deposit a file belongs to its carrier alone. Whoever declared a link with the carrier is withdrawn from
its files of this call: they do not exist for her any more, except as a member of the carrier. Whoever is asked for an
opinion reads the file while it is waited for; once it is given, or the file over, she reads her opinion alone.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.accounts.permissions import can_work_here, roles_of
from cite.actors.enums import PilotSide
from cite.actors.models import Partner
from cite.actors.permissions.people import membership_in, memberships_of
from cite.actors.rules.roles import STATE_SERVICES
from cite.grants.enums import Conflict, OpinionState
from cite.grants.models import Application, Award, Funder, Opinion, Review
from cite.grants.rules.opinions import ANSWERABLE
from cite.grants.workflow import CARRIERS, DESK
from cite.tenancy.models import Territory

_KNOWN_LINKS = "_declared_links_by_territory"


class Standing(StrEnum):
    """As what a person stands before a file."""

    CARRIER = "carrier"
    DESK = "desk"
    FUNDER = "funder"
    ADVISER = "adviser"


def carried_partners(user: User, territory: Territory | None) -> list[Partner]:
    """List the organizations for which a person writes files: carriers, representatives, administrators."""
    return [
        membership.partner
        for membership in memberships_of(user, territory)
        if membership.is_administrator or membership.role in CARRIERS
    ]


def represented_partners(user: User, territory: Territory | None) -> list[Partner]:
    """List the organizations in whose name a person signs."""
    return [
        membership.partner
        for membership in memberships_of(user, territory)
        if membership.role == Role.LEGAL_REPRESENTATIVE
    ]


def sides_of(user: User, territory: Territory | None) -> frozenset[PilotSide]:
    """Tell for which side of the co-piloting a person may review files: her role, and her organization."""
    roles = roles_of(user, territory)
    sides = set()
    if Role.CO_PILOT_STATE in roles:
        sides.add(PilotSide.STATE)
    if Role.CO_PILOT_METROPOLE in roles:
        sides.add(PilotSide.METROPOLE)
    for membership in memberships_of(user, territory):
        if membership.role == Role.INSTRUCTOR:
            kind = membership.partner.organization.kind
            if kind in STATE_SERVICES:
                sides.add(PilotSide.STATE)
            elif kind == "metropole":
                sides.add(PilotSide.METROPOLE)
    return frozenset(sides)


def is_desk(user: User, territory: Territory | None) -> bool:
    """Say whether a person checks and reviews files: co-pilots, coordination, instructors."""
    return bool(roles_of(user, territory) & DESK)


def funders_of(user: User, territory: Territory | None) -> QuerySet[Funder]:
    """List the funders for which a person decides: those of her organization, by the role of funder or of co-pilot."""
    if territory is None:
        return Funder.objects.none()
    deciding = {Role.FUNDER, Role.CO_PILOT_STATE, Role.CO_PILOT_METROPOLE}
    partners = [m.partner_id for m in memberships_of(user, territory) if m.role in deciding]
    return Funder.objects.filter(territory=territory, partner_id__in=partners)


def visible_applications(user: User, territory: Territory | None) -> QuerySet[Application]:
    """List the files a person may see."""
    if territory is None or not can_work_here(user, territory):
        return Application.objects.none()
    files = Application.objects.filter(territory=territory)
    own = Q(partner_id__in=[partner.pk for partner in carried_partners(user, territory)])
    deposited = ~Q(deposited_at=None) & not_withdrawn(user, territory)
    if is_desk(user, territory):
        return files.filter(own | deposited)
    asked = Award.objects.filter(funder__in=funders_of(user, territory)).values("application_id")
    return files.filter(own | (deposited & (Q(pk__in=asked) | Q(pk__in=_advised_by(user, territory)))))


def standings(user: User, application: Application) -> frozenset[Standing]:
    """Tell as what a person stands before a file that she may see; most pages ask for one of them.

    Whoever belongs to the carrier, whatever her role there, is never one of those who judge its file.
    """
    territory = application.territory
    found = set()
    if application.partner_id in {partner.pk for partner in carried_partners(user, territory)}:
        found.add(Standing.CARRIER)
    is_linked = membership_in(user, application.partner) is not None
    if application.deposited_at is None or is_linked or has_declared_conflict(user, application):
        return frozenset(found)
    if is_desk(user, territory):
        found.add(Standing.DESK)
    if Award.objects.filter(application=application, funder__in=funders_of(user, territory)).exists():
        found.add(Standing.FUNDER)
    if application.pk in _advised_by(user, territory).values_list("application_id", flat=True):
        found.add(Standing.ADVISER)
    return frozenset(found)


def has_declared_conflict(user: User, application: Application) -> bool:
    """Say whether a person declared a link with the carrier of this file, on any of its files of this call."""
    links = declared_links(application.partner_id, application.call_id)
    return links.filter(instructor=user).exists()


def linked_among(user: User, applications: Collection[Application]) -> frozenset[int]:
    """Keep the files, by number, of organizations that are hers or with which she declared a link. One query."""
    if not applications:
        return frozenset()
    territory = next(iter(applications)).territory
    own = {membership.partner_id for membership in memberships_of(user, territory)}
    declared = _links_declared_by(user, territory)
    return frozenset(
        a.pk for a in applications if a.partner_id in own or (a.partner_id, a.call_id) in declared
    )


def not_withdrawn(user: User, territory: Territory, file: str = "") -> Q:
    """Leave out what a declared link takes away: all the files of the carrier, in the call where it was declared.

    `file`: the path to the file. The links are asked once per user object and territory, as pages ask several times;
    whoever judges one file under a lock asks `has_declared_conflict`.
    """
    known = user.__dict__.setdefault(_KNOWN_LINKS, {})
    if territory.pk not in known:
        known[territory.pk] = _links_declared_by(user, territory)
    kept = ~Q(pk__in=())  # everything: an empty Q would vanish from « her own, or these »
    for partner, call in sorted(known[territory.pk]):
        kept &= ~Q(**{f"{file}partner": partner, f"{file}call": call})
    return kept


def forget_links(user: User) -> None:
    """Ask again with which carriers a person declared a link: she just did."""
    user.__dict__.pop(_KNOWN_LINKS, None)


def _links_declared_by(user: User, territory: Territory) -> frozenset[tuple[int, int]]:
    links = Review.objects.filter(territory=territory, instructor=user, conflict=Conflict.DECLARED)
    carrier = Coalesce("linked_partner", "application__partner")
    return frozenset(links.order_by().values_list(carrier, "application__call"))


WAITED_FOR = Q(state=OpinionState.ASKED, application__state__in=ANSWERABLE)
"""Of the opinions asked, those that are not given, on a file that is not over."""


def declared_links(partner: int, call: int) -> QuerySet[Review]:
    """List the links declared with a carrier in a call: they stay with it when one of its files goes to another."""
    is_its_own = Q(linked_partner=None, application__partner=partner)
    return Review.objects.filter(
        is_its_own | Q(linked_partner=partner), conflict=Conflict.DECLARED, application__call=call
    )


def opinions_asked_of(user: User, territory: Territory | None) -> QuerySet[Opinion]:
    """List the opinions asked of her organizations, given or not; none on a hidden carrier, or with a declared link."""
    if territory is None or not can_work_here(user, territory):
        return Opinion.objects.none()
    partners = [membership.partner_id for membership in memberships_of(user, territory)]
    asked = Opinion.objects.filter(territory=territory, partner_id__in=partners)
    asked = asked.exclude(state=OpinionState.CANCELED).filter(application__partner__is_sensitive=False)
    return asked.filter(not_withdrawn(user, territory, "application__"))


def _advised_by(user: User, territory: Territory) -> QuerySet:
    """List the files on which her organizations still owe an opinion."""
    asked = opinions_asked_of(user, territory)
    return asked.filter(WAITED_FOR).values("application_id")

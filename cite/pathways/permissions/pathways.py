"""Who sees which pathways, and writes in them: the door is the sharing of the person (`cite.residents`)."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.rules.access import REACH, Reach
from cite.core.dates import today
from cite.core.decisions import Decision, unless
from cite.core.reading import once
from cite.pathways.enums.objections import PathwayObjection
from cite.pathways.models import Pathway
from cite.residents.enums.sharing import Part
from cite.residents.permissions.people import (
    acting_memberships,
    can_write_in,
    open_sharings,
    visible_residents,
)
from cite.residents.rules.sharing import SEEN_FOR
from cite.tenancy.models import Territory

SHOWING_STEPS = frozenset(purpose for purpose, parts in SEEN_FOR.items() if Part.STEPS in parts)
"""The purposes that show a pathway: somebody who only comes to one’s own action shows none."""


def visible_pathways(user: User, territory: Territory | None, on: date | None = None) -> QuerySet[Pathway]:
    """List the pathways she may see something of: of people who share their steps with her organization."""

    on = on or today()

    def build() -> QuerySet[Pathway]:
        return _visible(user, territory, on)

    return once(("pathways", user.pk, territory and territory.pk, on), build).all()


def _visible(user: User, territory: Territory | None, on: date) -> QuerySet[Pathway]:
    partners = [
        each.partner_id
        for each in acting_memberships(user, territory, on)
        if REACH[Role(each.role)] is Reach.PEOPLE
    ]
    if not partners:
        return Pathway.objects.none()
    shown = open_sharings(on).filter(
        partner__in=partners, purpose__in=[str(purpose) for purpose in SHOWING_STEPS]
    )
    residents = visible_residents(user, territory, on).filter(pk=OuterRef("resident")).order_by()
    # The people of her organizations first: they are few, whatever the number of pathways.
    return Pathway.objects.filter(
        Exists(residents), resident__in=shown.order_by().values("resident"), territory=territory
    )


def can_write_pathway(user: User, pathway: Pathway) -> Decision:
    """Let her write in a pathway that is open, of somebody who shares her file with her organization for support."""
    return can_write_in(user, pathway.resident) & unless(pathway.closed_on is None, PathwayObjection.CLOSED)

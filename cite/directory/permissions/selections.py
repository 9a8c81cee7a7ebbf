"""Who reads and writes favourites, lists of services, and kept searches.

A list without organization is read by its keeper; a shared one by the people of its organization; one that is linked to
a district by those who work there. A membership says which districts; where it says nothing, those of the organization;
where nobody said anything, all of them. Looking after the Cité opens no list that is neither shared nor linked.
"""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q, QuerySet

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.accounts.permissions import can_work_here, roles_of
from cite.actors.enums import MembershipState
from cite.actors.models import Membership, Partner
from cite.actors.permissions.people import is_manager, memberships_of
from cite.core.decisions import ALLOWED, Decision, unless
from cite.directory.enums.selections import SelectionObjection
from cite.directory.models import SavedSearch, Selection
from cite.directory.rules import selections as rules
from cite.directory.rules.selections import Kept, Reader
from cite.tenancy.models import Territory

READ_ONLY = frozenset({Role.READER, Role.DATA_PROTECTION_OFFICER})
"""Roles that change nothing of what others read."""


def reader_of(user: User, territory: Territory | None) -> Reader:
    """Gather who opens the lists of a Cité: two queries, beside her roles and her memberships."""
    mine = memberships_of(user, territory)
    return Reader(
        user=user.pk or 0,
        teams=frozenset(each.partner_id for each in mine),
        writes_for=frozenset(each.partner_id for each in mine if each.role not in READ_ONLY),
        districts=_districts(mine),
        may_keep_lists=bool(roles_of(user, territory) - READ_ONLY),
        is_manager=is_manager(user, territory),
    )


def _districts(memberships: list[Membership]) -> frozenset[int] | None:
    """List the districts in which somebody works; None where nobody said."""
    if not memberships:
        return None
    followed: dict[int, set[int]] = {}
    through = Membership.districts.through.objects.filter(membership__in=[m.pk for m in memberships])
    for membership, district in through.values_list("membership_id", "district_id"):
        followed.setdefault(membership, set()).add(district)
    covered: dict[int, set[int]] = {}
    through = Partner.districts.through.objects.filter(partner__in=[m.partner_id for m in memberships])
    for partner, district in through.values_list("partner_id", "district_id"):
        covered.setdefault(partner, set()).add(district)
    found: set[int] = set()
    for each in memberships:
        everywhere = each.partner.covers_all_districts or each.partner_id not in covered
        if each.pk not in followed and everywhere:
            return None
        found |= followed.get(each.pk) or covered.get(each.partner_id, set())
    return frozenset(found)


def kept_of(selection: Selection, *, keeper_is_there: bool | None = None) -> Kept:
    """Gather what decides who reads and writes a list. One query where an organization shares it.

    `keeper_is_there`: what is known of it already, or does not matter.
    """
    return Kept(
        keeper=selection.keeper_id,
        partner=selection.partner_id,
        district=selection.district_id,
        is_favourites=selection.is_favourites,
        is_removed=selection.removed_at is not None,
        keeper_is_there=_keeper_is_there(selection) if keeper_is_there is None else keeper_is_there,
    )


def _keeper_is_there(selection: Selection) -> bool:
    if selection.partner_id is None:
        return True
    rows = Membership.objects.filter(
        territory=selection.territory_id,
        partner=selection.partner_id,
        user=selection.keeper_id,
        user__is_active=True,
        state=MembershipState.ACTIVE,
    )
    return rows.exists()


def visible_selections(user: User, territory: Territory | None) -> QuerySet[Selection]:
    """List the favourites and lists that a person may read, those just taken away with them."""
    if territory is None or not can_work_here(user, territory):
        return Selection.objects.none()
    reader = reader_of(user, territory)
    hers = Q(keeper=user, partner=None)
    teams = Q(partner__in=reader.teams)
    linked = Q(district__isnull=False, removed_at=None)
    if not reader.is_manager and reader.districts is not None:
        linked &= Q(district__in=reader.districts)
    return Selection.objects.filter(hers | teams | linked, territory=territory)


def can_keep_lists(user: User, territory: Territory | None) -> Decision:
    """Let those whose role changes something make lists."""
    return can_work_here(user, territory) and unless(
        reader_of(user, territory).may_keep_lists, SelectionObjection.READS_ONLY
    )


def can_write_selection(user: User, selection: Selection) -> Decision:
    """Let its keeper and her colleagues write a list."""
    here = can_work_here(user, selection.territory)
    return here and rules.write_decision(kept_of(selection), reader_of(user, selection.territory))


def can_hand_over_selection(user: User, selection: Selection) -> Decision:
    """Let its keeper hand a list over or take it away; her colleagues, once she has left."""
    here = can_work_here(user, selection.territory)
    return here and rules.keep_decision(kept_of(selection), reader_of(user, selection.territory))


def can_restore_selection(user: User, selection: Selection) -> Decision:
    """Let those who may take a list away put it back."""
    standing = replace(kept_of(selection), is_removed=False)
    here = can_work_here(user, selection.territory)
    return here and rules.keep_decision(standing, reader_of(user, selection.territory))


def can_share(
    user: User, territory: Territory | None, *, partner: int | None, district: int | None
) -> Decision:
    """Let somebody share with an organization she acts for, and link to a district where she works."""
    reader = reader_of(user, territory)
    return can_work_here(user, territory) and (
        rules.share_decision(reader, partner=partner, district=district) if partner or district else ALLOWED
    )


def visible_searches(user: User, territory: Territory | None) -> QuerySet[SavedSearch]:
    """List the searches a person keeps; nobody reads those of others."""
    if territory is None or not can_work_here(user, territory):
        return SavedSearch.objects.none()
    return SavedSearch.objects.filter(territory=territory, keeper=user)

"""Who sees and answers what people ask about their data; who reads the elimination list."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from cite.accounts.enums import CO_PILOTS, Role
from cite.accounts.models import User
from cite.accounts.permissions import can_work_here, roles_of
from cite.actors.enums import MembershipState
from cite.actors.models import Membership
from cite.core.decisions import Decision, unless
from cite.residents.enums.rights import RequestState, Right
from cite.residents.enums.rights_objections import RightObjection
from cite.residents.models import Elimination, Resident, RightRequest, Sharing
from cite.residents.permissions.people import (
    accompanying_memberships,
    can_write_in,
    open_sharings,
    sight_of,
    writable_residents,
)
from cite.residents.rules.sharing import WRITTEN_FOR
from cite.tenancy.models import Territory

_WATCHERS = frozenset({Role.DATA_PROTECTION_OFFICER})
_LIST_READERS = CO_PILOTS | {Role.DATA_PROTECTION_OFFICER, Role.COORDINATOR}


def visible_requests(
    user: User, territory: Territory | None, on: date | None = None
) -> QuerySet[RightRequest]:
    """List what was noted where she accompanies people, and what is asked by those in whose files she writes.

    A person who stops every sharing still gets her answer: the structure that noted the request keeps it in sight.
    """
    mine = accompanying_memberships(user, territory, on)
    if not mine:
        return RightRequest.objects.none()
    written = writable_residents(user, territory, on).order_by().values("pk")
    return RightRequest.objects.filter(
        Q(noted_by__partner__in=[each.partner_id for each in mine]) | Q(resident__in=written),
        territory=territory,
    )


def can_watch_requests(user: User, territory: Territory | None) -> Decision:
    """Let the data-protection officer follow every clock, without a name."""
    watches = bool(roles_of(user, territory) & _WATCHERS)
    return can_work_here(user, territory) & unless(watches, RightObjection.OFFICER_ONLY)


def can_note_request(user: User, resident: Resident) -> Decision:
    """Let whoever writes in the file note what the person asks."""
    return can_write_in(user, resident)


def can_answer(user: User, request: RightRequest) -> Decision:
    """Let those who accompany people where a request was noted, or whoever writes in the file, answer it."""
    noted = request.noted_by.partner_id
    hers = any(each.partner_id == noted for each in accompanying_memberships(user, request.territory))
    writes = hers or sight_of(user, request.resident).writes
    return can_work_here(user, request.territory) & unless(writes, RightObjection.NOT_YOURS_TO_ANSWER)


def can_give_whole_file(user: User, resident: Resident) -> Decision:
    """Let the whole file out while the person’s request to receive it is open.

    Any structure that follows her hands it over, each with its own reserved notes and no other’s.
    """
    asked = RightRequest.objects.filter(
        resident=resident, right=Right.ACCESS, state=RequestState.OPEN
    ).exists()
    return can_write_in(user, resident) & unless(asked, RightObjection.EXPORT_FIRST)


def has_second_person(request: RightRequest) -> bool:
    """Say whether somebody else than who noted a request may answer it."""
    following = _following(request.resident).values("partner")
    others = Membership.objects.filter(
        Q(partner__in=following) | Q(partner=request.noted_by.partner_id),
        state=MembershipState.ACTIVE,
        user__is_active=True,
    ).exclude(user=request.noted_by.user_id)
    return any(can_answer(each.user, request) for each in others.select_related("user").order_by("pk"))


def _following(resident: Resident) -> QuerySet[Sharing]:
    return open_sharings().filter(resident=resident, purpose__in=[str(each) for each in WRITTEN_FOR])


def can_read_eliminations(user: User, territory: Territory | None) -> Decision:
    """Let those who answer for the files read what was eliminated: figures only."""
    reads = bool(roles_of(user, territory) & _LIST_READERS)
    return can_work_here(user, territory) & unless(reads, RightObjection.OFFICER_ONLY)


def can_read_exact_eliminations(user: User, territory: Territory | None) -> bool:
    """Say whether she reads small counts too: the data-protection officer asks the archives for their visa."""
    return bool(roles_of(user, territory) & _WATCHERS)


def visible_eliminations(user: User, territory: Territory | None) -> QuerySet[Elimination]:
    """List what was eliminated."""
    if not can_read_eliminations(user, territory):
        return Elimination.objects.none()
    return Elimination.objects.filter(territory=territory)

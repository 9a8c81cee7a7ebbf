"""Changes to who acts for an organization: joining, rights, suspension, departure.

Each locks the organization first, so that two administrators who leave at once do not both leave.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.urls import reverse

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.enums import (
    JoinRequestState,
    MemberObjection,
    MembershipState,
    PartnerState,
    PeopleAct,
)
from cite.actors.models import JoinRequest, Membership, Partner
from cite.actors.permissions.people import (
    can_change_member,
    can_end_membership,
    can_give_role,
    can_manage_members,
)
from cite.actors.queries.people import administrators_of
from cite.actors.rules.roles import fit_decision
from cite.actors.signals import membership_left
from cite.actors.workflow import JOIN_REQUEST, MEMBERSHIP
from cite.core.dates import now, today
from cite.core.decisions import ALLOWED, Decision, require, unless
from cite.core.journal import differences, record, snapshot
from cite.core.text import search_key
from cite.notifications.operations import notify
from cite.territories.models import District

MAX_WAITING_REQUESTS = 5
MAX_REQUESTS_PER_DAY = 10
"""Of one person, those taken back too: each writes to every administrator of an organization."""


def lock_partner(partner: Partner) -> Partner:
    """Lock an organization of the Cité while its people change, with its latest state."""
    return (
        Partner.objects.select_for_update(of=("self",), no_key=True)
        .select_related("organization")
        .get(pk=partner.pk)
    )


def districts_decision(partner: Partner, districts: Iterable[District]) -> Decision:
    """Keep the districts a person follows among those of her organization (none named there: any)."""
    chosen = {district.pk for district in districts}
    if not chosen or partner.covers_all_districts:
        return ALLOWED
    of_partner = set(partner.districts.values_list("pk", flat=True))
    return unless(not of_partner or chosen <= of_partner, MemberObjection.DISTRICTS_ELSEWHERE)


@transaction.atomic
def add_member(
    *,
    partner: Partner,
    user: User,
    role: Role | str,
    is_administrator: bool = False,
    districts: Iterable[District] = (),
    job_title: str = "",
    by: User | None,
) -> Membership:
    """Make a person a member, or a member again; who decided it was asked by the caller.

    Raises:
        Refused: she is a member already, the role does not fit, or the organization is not active.
    """
    partner, districts = lock_partner(partner), list(districts)
    known = (
        Membership.objects.select_for_update(of=("self",), no_key=True)
        .filter(partner=partner, user=user)
        .first()
    )
    require(
        unless(partner.state == PartnerState.ACTIVE, MemberObjection.PARTNER_NOT_ACTIVE)
        & unless(known is None or known.state == MembershipState.LEFT, MemberObjection.ALREADY_MEMBER)
        & unless(user.is_active, MemberObjection.ACCOUNT_CLOSED)
        & fit_decision(Role(role), partner.organization.kind)
        & districts_decision(partner, districts)
    )
    membership = known or Membership(territory=partner.territory, partner=partner, user=user)
    membership.role = Role(role)
    membership.is_administrator = is_administrator
    membership.job_title = job_title
    membership.state = MembershipState.ACTIVE
    membership.ended_on = membership.handed_over_to = None
    membership.save()
    membership.districts.set(districts)
    _forget_what_was_asked(user)
    record(PeopleAct.ADD_MEMBER, by=by, target=membership, person=user)
    return membership


@transaction.atomic
def change_member(
    *,
    membership: Membership,
    role: Role | str,
    is_administrator: bool,
    districts: Iterable[District],
    job_title: str,
    version: int,
    by: User,
) -> Membership:
    """Change what a member does: role, administration, districts, job title.

    Raises:
        Refused: not hers to change, the last administrator, or somebody changed it meanwhile.
    """
    districts = list(districts)
    member, before = _locked(membership, version)
    require(
        can_change_member(by, member, role)
        & unless(member.state != MembershipState.LEFT, MemberObjection.HAS_LEFT)
        & districts_decision(member.partner, districts)
        & (ALLOWED if is_administrator else _another_administrator(member))
    )
    member.role, member.is_administrator, member.job_title = Role(role), is_administrator, job_title
    member.save_next_version()
    member.districts.set(districts)
    _forget_what_was_asked(by)
    changes = differences(before, snapshot(member))
    record(PeopleAct.CHANGE_MEMBER, by=by, target=member, person=member.user, changes=changes)
    if changes:
        _tell(member, "actors.rights_changed")
    return member


@transaction.atomic
def suspend_member(*, membership: Membership, version: int, by: User) -> Membership:
    """Close a member's access, at once, until it is restored.

    Raises:
        Refused: not hers to close, the last administrator, or it changed meanwhile.
    """
    member, before = _locked(membership, version)
    require(can_change_member(by, member) & _arrow(member, "suspend") & _another_administrator(member))
    return _move(member, before, "suspend", PeopleAct.SUSPEND_MEMBER, by)


@transaction.atomic
def restore_member(*, membership: Membership, version: int, by: User) -> Membership:
    """Open a suspended member's access again.

    Raises:
        Refused: not hers to open, or it changed meanwhile.
    """
    member, before = _locked(membership, version)
    require(can_change_member(by, member) & _arrow(member, "restore"))
    return _move(member, before, "restore", PeopleAct.RESTORE_MEMBER, by)


@transaction.atomic
def end_membership(
    *, membership: Membership, successor: Membership | None, version: int, by: User
) -> Membership:
    """Let a person go, by herself or seen off; what she held passes to her successor.

    Raises:
        Refused: not hers to end, the last administrator, a successor from elsewhere, or it changed meanwhile.
    """
    member, before = _locked(membership, version)
    require(
        can_end_membership(by, member)
        & _arrow(member, "end")
        & _successor_decision(member, successor)
        & _another_administrator(member)
    )
    member.ended_on = today()
    member.is_administrator = False
    member.handed_over_to = successor
    _move(member, before, "end", PeopleAct.END_MEMBERSHIP, by)
    membership_left.send(sender=Membership, membership=member, successor=successor, by=by)
    return member


@transaction.atomic
def request_to_join(*, partner: Partner, role: Role | str, message: str, by: User) -> JoinRequest:
    """Ask an organization to let her act for it; its administrators, or the coordination, answer.

    Raises:
        Refused: she is a member, she asked already, the role does not fit or is not asked for.
    """
    partner = lock_partner(partner)
    waiting = JoinRequest.objects.filter(partner=partner, user=by, state=JoinRequestState.PENDING)
    member = Membership.objects.filter(partner=partner, user=by).exclude(state=MembershipState.LEFT)
    require(
        unless(partner.state == PartnerState.ACTIVE, MemberObjection.PARTNER_NOT_ACTIVE)
        & unless(not waiting.exists(), MemberObjection.ALREADY_ASKED)
        & unless(_waiting_elsewhere(by) < MAX_WAITING_REQUESTS, MemberObjection.TOO_MANY_REQUESTS)
        & unless(_asked_since_yesterday(by) < MAX_REQUESTS_PER_DAY, MemberObjection.ASKED_TOO_OFTEN)
        & unless(not member.exists(), MemberObjection.ALREADY_MEMBER)
        & fit_decision(Role(role), partner.organization.kind)
    )
    request = JoinRequest.objects.create(
        territory=partner.territory, partner=partner, user=by, role=Role(role), message=message
    )
    record(PeopleAct.REQUEST_TO_JOIN, by=by, target=request, person=by)
    for administrator in administrators_of(partner):
        notify(
            kind="actors.join_request",
            territory=partner.territory,
            to=administrator,
            fields={"organization": str(partner), "person": str(by)},
            path=reverse("actors:team"),
            about=f"actors.join_request:{request.uuid}",
        )
    return request


@transaction.atomic
def accept_join_request(*, request: JoinRequest, role: Role | str, version: int, by: User) -> Membership:
    """Let in a person who asked, with the role decided by who answers.

    Raises:
        Refused: not hers to answer, the role is not hers to give, or it was answered meanwhile.
    """
    locked = _locked_request(request, version)
    require(
        can_manage_members(by, locked.partner)
        & can_give_role(by, locked.partner, role)
        & _open_request(locked, "accept")
        & unless(locked.user_id != by.pk, MemberObjection.NOT_YOUR_TEAM)
    )
    member = add_member(partner=locked.partner, user=locked.user, role=role, by=by)
    _answer(locked, "accept", PeopleAct.ACCEPT_REQUEST, by, "")
    return member


@transaction.atomic
def decline_join_request(*, request: JoinRequest, answer: str, version: int, by: User) -> JoinRequest:
    """Refuse a person who asked, and tell her why.

    Raises:
        Refused: not hers to answer, or it was answered meanwhile.
    """
    locked = _locked_request(request, version)
    require(can_manage_members(by, locked.partner) & _open_request(locked, "decline"))
    return _answer(locked, "decline", PeopleAct.DECLINE_REQUEST, by, answer)


@transaction.atomic
def withdraw_join_request(*, request: JoinRequest, version: int, by: User) -> JoinRequest:
    """Take back one's own request.

    Raises:
        Refused: somebody else's, or it was answered meanwhile.
    """
    locked = _locked_request(request, version)
    require(
        unless(locked.user_id == by.pk, MemberObjection.NOT_YOUR_TEAM) & _open_request(locked, "withdraw")
    )
    locked.state = JOIN_REQUEST.target("withdraw", locked.state)
    locked.save_next_version()
    record(PeopleAct.WITHDRAW_REQUEST, by=by, target=locked, person=by)
    return locked


@transaction.atomic
def refresh_search_keys(*, user: User) -> int:
    """Fold a person's name again for search, wherever she is a member (machine work); tells in how many places."""
    return Membership.objects.filter(user=user).update(search_key=search_key(user.full_name))


def _locked(membership: Membership, version: int) -> tuple[Membership, dict]:
    lock_partner(membership.partner)
    member = Membership.locked(pk=membership.pk, version=version)
    return member, snapshot(member)


def _arrow(member: Membership, name: str) -> Decision:
    return unless(MEMBERSHIP.allows(name, member.state), MemberObjection.STATE_CHANGED)


def _move(member: Membership, before: dict, name: str, act: PeopleAct, by: User) -> Membership:
    member.state = MEMBERSHIP.target(name, member.state)
    member.save_next_version()
    _forget_what_was_asked(by)
    record(act, by=by, target=member, person=member.user, changes=differences(before, snapshot(member)))
    if member.user_id != by.pk:
        _tell(member, "actors.rights_changed")
    return member


def _another_administrator(member: Membership) -> Decision:
    if not member.is_administrator or member.state != MembershipState.ACTIVE:
        return ALLOWED
    others = Membership.objects.filter(
        partner_id=member.partner_id,
        is_administrator=True,
        state=MembershipState.ACTIVE,
        user__is_active=True,
    ).exclude(pk=member.pk)
    return unless(others.exists(), MemberObjection.LAST_ADMINISTRATOR)


def _successor_decision(member: Membership, successor: Membership | None) -> Decision:
    fits = successor is None or (
        successor.partner_id == member.partner_id
        and successor.pk != member.pk
        and successor.state == MembershipState.ACTIVE
    )
    return unless(fits, MemberObjection.SUCCESSOR_ELSEWHERE)


def _locked_request(request: JoinRequest, version: int) -> JoinRequest:
    lock_partner(request.partner)
    return JoinRequest.locked(pk=request.pk, version=version)


def _waiting_elsewhere(user: User) -> int:
    return JoinRequest.objects.filter(user=user, state=JoinRequestState.PENDING).count()


def _asked_since_yesterday(user: User) -> int:
    return JoinRequest.objects.filter(user=user, created_at__gte=now() - timedelta(days=1)).count()


def _open_request(request: JoinRequest, name: str) -> Decision:
    return unless(JOIN_REQUEST.allows(name, request.state), MemberObjection.STATE_CHANGED)


def _answer(request: JoinRequest, name: str, act: PeopleAct, by: User, answer: str) -> JoinRequest:
    request.state = JOIN_REQUEST.target(name, request.state)
    request.answered_by, request.answered_at, request.answer = by, now(), answer
    request.save_next_version()
    record(act, by=by, target=request, person=request.user)
    notify(
        kind="actors.join_answer",
        territory=request.territory,
        to=request.user,
        fields={"organization": str(request.partner), "answer": request.get_state_display().lower()},
        path=reverse("actors:team"),
        about=f"actors.join_answer:{request.uuid}",
    )
    return request


def _tell(member: Membership, kind: str) -> None:
    notify(
        kind=kind,
        territory=member.territory,
        to=member.user,
        fields={"organization": str(member.partner)},
        path=reverse("actors:team"),
        about=f"{kind}:{member.uuid}:{member.version}",
    )


def _forget_what_was_asked(user: User) -> None:
    """Drop the rights noted on a user object: they have just changed."""
    user.__dict__.pop("_memberships_by_territory", None)
    user.__dict__.pop("_roles_by_territory", None)

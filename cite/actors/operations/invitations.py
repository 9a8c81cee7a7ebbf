"""Changes to invitations: a place offered to an address, answered once by whoever reads its mail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from cite.accounts.enums import Role
from cite.accounts.models import Link, User
from cite.accounts.operations import create_link, open_account, revoke_links, use_link
from cite.actors.enums import InvitationState, MemberObjection, MembershipState, PeopleAct
from cite.actors.models import Invitation, Membership, Partner
from cite.actors.operations.memberships import add_member, districts_decision, lock_partner
from cite.actors.permissions.people import can_invite
from cite.actors.rules.invitations import INVITATION_LIFE, INVITATION_PURPOSE
from cite.actors.workflow import INVITATION
from cite.core.dates import now
from cite.core.decisions import Decision, require, unless
from cite.core.journal import record
from cite.notifications.operations import notify
from cite.tenancy.models import Territory
from cite.territories.models import District


@dataclass(frozen=True, slots=True)
class Arrival:
    """What an accepted invitation gives: the membership, and whether the account was opened by it."""

    membership: Membership
    is_new_account: bool


@transaction.atomic
def invite(
    *,
    partner: Partner,
    email: str,
    role: Role | str,
    is_administrator: bool = False,
    districts: Iterable[District] = (),
    life: timedelta = INVITATION_LIFE,
    by: User,
) -> Invitation:
    """Offer a place to an address, by a message with a link that serves once.

    Raises:
        Refused: not hers to give, a member or an invitation already, districts of elsewhere, too many of them.
    """
    partner, email, districts = lock_partner(partner), email.strip().lower(), list(districts)
    pending = Invitation.objects.filter(partner=partner, email=email, state=InvitationState.PENDING)
    require(
        can_invite(by, partner, role)
        & unless(email != by.email, MemberObjection.ALREADY_MEMBER)
        & unless(not _is_member(partner, email), MemberObjection.ALREADY_MEMBER)
        & unless(not pending.exists(), MemberObjection.ALREADY_INVITED)
        & districts_decision(partner, districts)
        & _room_decision(partner)
        & _pace_decision(by)
    )
    invitation = Invitation.objects.create(
        territory=partner.territory,
        partner=partner,
        email=email,
        role=Role(role),
        is_administrator=is_administrator,
        invited_by=by,
        expires_at=now() + life,
    )
    invitation.districts.set(districts)
    record(PeopleAct.INVITE, by=by, target=invitation)
    _send(invitation, by)
    return invitation


@transaction.atomic
def resend_invitation(
    *, invitation: Invitation, life: timedelta = INVITATION_LIFE, version: int, by: User
) -> Invitation:
    """Send an invitation again, with a new link and a new time; the link sent before opens nothing any more.

    Raises:
        Refused: not hers to send, answered meanwhile, the person joined otherwise, or too many were sent.
    """
    locked = _locked(invitation, version)
    others = Invitation.objects.filter(
        partner=locked.partner, email=locked.email, state=InvitationState.PENDING
    ).exclude(pk=locked.pk)
    require(
        can_invite(by, locked.partner, locked.role)
        & _arrow(locked, "resend")
        & unless(not _is_member(locked.partner, locked.email), MemberObjection.ALREADY_MEMBER)
        & unless(not others.exists(), MemberObjection.ALREADY_INVITED)
        & _pace_decision(by)
    )
    locked.state = INVITATION.target("resend", locked.state)
    locked.expires_at = now() + life
    locked.invited_by = by
    locked.save_next_version()
    revoke_links(purpose=INVITATION_PURPOSE, target_uuid=locked.uuid, by=by)
    record(PeopleAct.RESEND_INVITATION, by=by, target=locked)
    _send(locked, by)
    return locked


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, version: int, by: User) -> Invitation:
    """Take back an invitation; its link opens nothing any more.

    Raises:
        Refused: not hers to take back, or answered meanwhile.
    """
    locked = _locked(invitation, version)
    require(can_invite(by, locked.partner, locked.role) & _arrow(locked, "revoke"))
    revoke_links(purpose=INVITATION_PURPOSE, target_uuid=locked.uuid, by=by)
    return _close(locked, "revoke", PeopleAct.REVOKE_INVITATION, by)


@transaction.atomic
def accept_invitation(*, link: Link, full_name: str = "", user: User | None = None) -> Arrival:
    """Join, by the link of an invitation: the link proves that one reads mail at the address it was sent to.

    `user` is the person signed in, if any: the invitation must be hers. An account that does not exist is opened;
    one that exists keeps its rights and its name. Whoever invited must still be allowed to.

    Raises:
        Refused: the link served, the invitation is over, for another address, or no longer hers to give.
    """
    invitation = _behind(link)
    account = User.objects.filter(email=invitation.email).first()
    inviter = User.objects.get(pk=invitation.invited_by_id)  # her rights as they are now
    require(
        _arrow(invitation, "accept")
        & unless(user is None or user.email == invitation.email, MemberObjection.OTHER_ADDRESS)
        & unless(account is None or account.is_active, MemberObjection.ACCOUNT_CLOSED)
        & unless(account is not None or bool(full_name.strip()), MemberObjection.NAME_NEEDED)
        & can_invite(inviter, invitation.partner, invitation.role)
    )
    use_link(link=link, by=account)
    member = add_member(
        partner=invitation.partner,
        user=account or open_account(email=invitation.email, full_name=full_name.strip()),
        role=invitation.role,
        is_administrator=invitation.is_administrator,
        districts=list(invitation.districts.all()),
        by=invitation.invited_by,
    )
    _close(invitation, "accept", PeopleAct.ACCEPT_INVITATION, member.user)
    notify(
        kind="actors.invitation_accepted",
        territory=invitation.territory,
        to=inviter,
        fields={"organization": str(invitation.partner), "person": str(member.user)},
        path=reverse("actors:members", args=[invitation.partner.uuid]),
        about=f"actors.invitation_accepted:{invitation.uuid}",
    )
    return Arrival(member, is_new_account=account is None)


@transaction.atomic
def decline_invitation(*, link: Link, user: User | None = None) -> Invitation:
    """Refuse an invitation, by its link; nothing is asked and no account is opened.

    Raises:
        Refused: the link served, the invitation is over, or for another address.
    """
    invitation = _behind(link)
    require(
        _arrow(invitation, "decline")
        & unless(user is None or user.email == invitation.email, MemberObjection.OTHER_ADDRESS)
    )
    use_link(link=link, by=user)
    return _close(invitation, "decline", PeopleAct.DECLINE_INVITATION, user)


@transaction.atomic
def expire_invitations(*, territory: Territory) -> int:
    """Close the invitations whose time is over (machine work, once an hour); tells how many."""
    rows = Invitation.objects.select_for_update(of=("self",), no_key=True).filter(
        territory=territory, state=InvitationState.PENDING, expires_at__lte=now()
    )
    expired = list(rows.order_by("pk"))
    for invitation in expired:
        _close(invitation, "expire", PeopleAct.EXPIRE_INVITATION, None)
    return len(expired)


def _send(invitation: Invitation, by: User) -> None:
    _link, token = create_link(
        purpose=INVITATION_PURPOSE,
        territory=invitation.territory,
        target_uuid=invitation.uuid,
        by=by,
        expires_at=invitation.expires_at,
    )
    notify(
        kind="actors.invitation",
        territory=invitation.territory,
        address=invitation.email,
        fields={
            "organization": str(invitation.partner),
            "inviter": str(by),
            "role": str(invitation.get_role_display()),
            "until": date_format(localtime(invitation.expires_at), "j F Y"),
        },
        path=reverse("actors:invitation", args=[token]),
        about=f"actors.invitation:{invitation.uuid}",
    )


def _locked(invitation: Invitation, version: int) -> Invitation:
    lock_partner(invitation.partner)
    return Invitation.locked(pk=invitation.pk, version=version)


def _behind(link: Link) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",), no_key=True).select_related(
        "partner__organization"
    )
    return rows.get(uuid=link.target_uuid)


def _arrow(invitation: Invitation, name: str) -> Decision:
    alive = name in ("resend", "revoke") or invitation.expires_at > now()
    return unless(INVITATION.allows(name, invitation.state) and alive, MemberObjection.STATE_CHANGED)


def _close(invitation: Invitation, name: str, act: PeopleAct, by: User | None) -> Invitation:
    invitation.state = INVITATION.target(name, invitation.state)
    invitation.answered_at = now()
    invitation.save_next_version()
    record(act, by=by, target=invitation)
    return invitation


def _room_decision(partner: Partner) -> Decision:
    waiting = Invitation.objects.filter(partner=partner, state=InvitationState.PENDING).count()
    return unless(waiting < settings.INVITATIONS_WAITING_MAX, MemberObjection.TOO_MANY_INVITATIONS)


def _pace_decision(by: User) -> Decision:
    """Count by links: each message carries one, the first time and the next."""
    sent = Link.objects.filter(
        purpose=INVITATION_PURPOSE, created_by=by, created_at__gte=now() - timedelta(days=1)
    ).count()
    return unless(sent < settings.INVITATIONS_SENT_PER_DAY, MemberObjection.TOO_MANY_SENT)


def _is_member(partner: Partner, email: str) -> bool:
    rows = Membership.objects.filter(partner=partner, user__email=email)
    return rows.exclude(state=MembershipState.LEFT).exists()

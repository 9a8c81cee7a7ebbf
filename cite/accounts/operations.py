"""Changes to accounts, roles and links."""

import secrets
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from cite.accounts.enums import AccountsAct, Role
from cite.accounts.models import Link, TerritoryRole, User
from cite.accounts.permissions import can_grant_role, can_revoke_role, forget_roles
from cite.accounts.rules import expiry_decision, link_decision, token_fingerprint
from cite.accounts.signals import email_changed
from cite.core.dates import now
from cite.core.decisions import require
from cite.core.journal import differences, record, snapshot
from cite.tenancy.models import Territory


@transaction.atomic
def open_account(*, email: str, full_name: str, is_staff: bool = False, by: User | None = None) -> User:
    """Open an account, once; its holder signs in by a code sent to the address. Rights are added, never removed."""
    user = User.objects.select_for_update(no_key=True).filter(email=email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(email, full_name=full_name, is_staff=is_staff)
        record(AccountsAct.OPEN_ACCOUNT, by=by, target=user, person=user)
    elif is_staff and not user.is_staff:
        user.is_staff = True
        user.save()
        record(AccountsAct.OPEN_ACCOUNT, by=by, target=user, person=user, changes={"is_staff": (False, True)})
    return user


@transaction.atomic
def rename_account(*, user: User, full_name: str) -> User:
    """Change the name a person goes by."""
    locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    before = snapshot(locked, ["full_name"])
    locked.full_name = full_name.strip()
    locked.full_clean(exclude=["password", "email"])
    locked.save(update_fields=["full_name", "updated_at"])
    changes = differences(before, snapshot(locked, ["full_name"]))
    if changes:
        record(AccountsAct.RENAME_ACCOUNT, by=user, target=locked, person=locked, changes=changes)
    return locked


@transaction.atomic
def grant_role(*, user: User, territory: Territory, role: Role, by: User | None = None) -> TerritoryRole:
    """Give a person a role in a Cité, once. `by` is None when the installation itself does.

    Raises:
        Refused: this person may not give this role.
    """
    if by is not None:
        require(can_grant_role(by, territory, role, user))
    granted, created = TerritoryRole.objects.get_or_create(user=user, territory=territory, role=role)
    if created:
        forget_roles(user)
        record(
            AccountsAct.GRANT_ROLE, by=by, target=granted, person=user, changes={"role": (None, str(role))}
        )
    return granted


@transaction.atomic
def revoke_role(*, user: User, territory: Territory, role: Role, by: User | None = None) -> bool:
    """Take a role back from a person; tells whether she held it.

    Raises:
        Refused: this person may not take this role back.
    """
    if by is not None:
        require(can_revoke_role(by, territory, role, user))
    held = TerritoryRole.objects.filter(user=user, territory=territory, role=role).first()
    if held is None:
        return False
    record(AccountsAct.REVOKE_ROLE, by=by, target=held, person=user, changes={"role": (str(role), None)})
    held.delete()
    forget_roles(user)
    return True


def _note(user: User, act: AccountsAct, territory: Territory | None) -> None:
    """Write in the journal what a person did to her own account."""
    record(act, by=user, target=user, person=user, territory=territory)


@transaction.atomic
def note_account_act(*, user: User, act: AccountsAct, territory: Territory | None) -> None:
    """Keep a trace of what the sign-in library did for a person: sign in, add a passkey, change a password."""
    _note(user, act, territory)


@transaction.atomic
def end_sessions(
    *, user: User, territory: Territory | None, session: UserSession | None = None, keep: str = ""
) -> int:
    """Close one session of a person, or all of them but the one to keep; tells how many."""
    rows = UserSession.objects.filter(user=user)
    rows = rows.filter(pk=session.pk) if session else rows.exclude(session_key=keep)
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    rows.delete()
    if keys:
        _note(user, AccountsAct.END_SESSIONS, territory)
    return len(keys)


@transaction.atomic
def reset_second_factor(*, user: User, by: User | None = None) -> int:
    """Remove every second factor of a person who has lost them all, and sign her out; tells how many there were."""
    factors = Authenticator.objects.filter(user=user)
    removed = factors.exclude(type=Authenticator.Type.RECOVERY_CODES).count()
    factors.delete()
    end_sessions(user=user, territory=None)
    record(AccountsAct.REMOVE_FACTOR, by=by, target=user, person=user)
    return removed


@transaction.atomic
def change_email(*, user: User, email: str, by: User | None = None, keep: str = "") -> User:
    """Change the address a person signs in with, and close her sessions but the one to keep.

    The former address opens nothing any more, and is told so.

    Raises:
        ValidationError: not an address, or somebody else's.
    """
    locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    before = snapshot(locked, ["email"])
    locked.email = email.strip().lower()
    locked.full_clean(exclude=["password", "full_name"])
    locked.save(update_fields=["email", "updated_at"])
    EmailAddress.objects.filter(user=locked).delete()
    end_sessions(user=locked, territory=None, keep=keep)
    changes = differences(before, snapshot(locked, ["email"]))
    record(AccountsAct.CHANGE_EMAIL, by=by, target=locked, person=locked, changes=changes)
    email_changed.send(sender=User, former=before["email"], at=now())
    return locked


@transaction.atomic
def link_identity(*, user: User, provider: str, subject: str) -> SocialAccount:
    """Tie an identity proved elsewhere (ProConnect) to an account."""
    linked = SocialAccount.objects.create(user=user, provider=provider, uid=subject)
    _note(user, AccountsAct.LINK_IDENTITY, None)
    return linked


@transaction.atomic
def create_link(
    *, purpose: str, territory: Territory | None, target_uuid: UUID, by: User | None, expires_at: datetime
) -> tuple[Link, str]:
    """Create a link for a message, and give its token: shown this once, kept nowhere.

    Raises:
        Refused: the expiry is past, or more than a year away.
    """
    require(expiry_decision(expires_at, now()))
    token = secrets.token_urlsafe(32)
    link = Link(
        purpose=purpose,
        token_sha256=token_fingerprint(token),
        territory=territory,
        target_uuid=target_uuid,
        created_by=by,
        expires_at=expires_at,
    )
    link.full_clean(validate_unique=False)
    link.save()
    record(AccountsAct.CREATE_LINK, by=by, target=link)
    return link, token


@transaction.atomic
def use_link(*, link: Link, by: User | None = None) -> Link:
    """Spend a link: of two people who press its button at once, one wins.

    Raises:
        Refused: it has served, was cancelled, or has expired.
    """
    locked = Link.objects.select_for_update(of=("self",), no_key=True).get(pk=link.pk)
    moment = now()
    require(link_decision(locked.expires_at, locked.used_at, locked.revoked_at, moment))
    locked.used_at = moment
    locked.save(update_fields=["used_at", "updated_at"])
    record(AccountsAct.USE_LINK, by=by, target=locked)
    return locked


@transaction.atomic
def revoke_links(*, purpose: str, target_uuid: UUID, by: User | None = None) -> int:
    """Cancel every link still waiting for this thing; tells how many."""
    waiting = Link.objects.select_for_update(of=("self",), no_key=True).filter(
        purpose=purpose, target_uuid=target_uuid, used_at=None, revoked_at=None
    )
    links = list(waiting.order_by("pk"))
    for link in links:
        link.revoked_at = now()
        link.save(update_fields=["revoked_at", "updated_at"])
        record(AccountsAct.REVOKE_LINKS, by=by, target=link)
    return len(links)

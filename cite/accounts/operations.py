"""Changes to accounts, roles and links."""

import secrets
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from cite.accounts.enums import AccountsAct, Role
from cite.accounts.models import Link, TerritoryRole, User
from cite.accounts.rules import expiry_decision, link_decision
from cite.core.dates import now
from cite.core.decisions import require
from cite.core.journal import record
from cite.tenancy.models import Territory


@transaction.atomic
def open_account(*, email: str, full_name: str, is_staff: bool = False) -> User:
    """Open an account, once; its holder signs in by a code sent to the address. Rights are added, never removed."""
    user = User.objects.select_for_update().filter(email=email.strip().lower()).first()
    if user is None:
        return User.objects.create_user(email, full_name=full_name, is_staff=is_staff)
    if is_staff and not user.is_staff:
        user.is_staff = True
        user.save()
    return user


@transaction.atomic
def grant_role(*, user: User, territory: Territory, role: Role) -> TerritoryRole:
    """Give a person a role in a Cité, once."""
    granted, _created = TerritoryRole.objects.get_or_create(user=user, territory=territory, role=role)
    return granted


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
        token_sha256=sha256(token.encode()).hexdigest(),
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
    locked = Link.objects.select_for_update(of=("self",)).get(pk=link.pk)
    moment = now()
    require(link_decision(locked.expires_at, locked.used_at, locked.revoked_at, moment))
    locked.used_at = moment
    locked.save(update_fields=["used_at", "updated_at"])
    record(AccountsAct.USE_LINK, by=by, target=locked)
    return locked


@transaction.atomic
def revoke_links(*, purpose: str, target_uuid: UUID, by: User | None = None) -> int:
    """Cancel every link still waiting for this thing; tells how many."""
    waiting = Link.objects.select_for_update(of=("self",)).filter(
        purpose=purpose, target_uuid=target_uuid, used_at=None, revoked_at=None
    )
    links = list(waiting.order_by("pk"))
    for link in links:
        link.revoked_at = now()
        link.save(update_fields=["revoked_at", "updated_at"])
        record(AccountsAct.REVOKE_LINKS, by=by, target=link)
    return len(links)

"""Changes to access keys: created, shown once, revoked."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import transaction
from django.urls import reverse

from cite.accounts.models import User
from cite.accounts.rules import token_fingerprint
from cite.actors.enums.keys import KeyAct, KeyObjection, KeyScope
from cite.actors.models import AccessKey, Membership, Partner
from cite.actors.permissions.keys import can_have_keys
from cite.actors.permissions.people import membership_in
from cite.actors.queries.keys import keys_in_service
from cite.actors.rules.keys import creation_decision
from cite.core.dates import now, today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.notifications.operations import notify


@transaction.atomic
def create_key(
    *, partner: Partner, name: str, ends_on: date, by: User, scope: KeyScope | str = KeyScope.READ
) -> tuple[AccessKey, str]:
    """Create a key for a program of hers, that reads only unless she says so; it is shown this once, kept nowhere.

    Raises:
        Refused: her role writes nothing there, too many keys, or a day that is past or too far.
    """
    require(can_have_keys(by, partner))
    membership = Membership.objects.select_for_update(of=("self",), no_key=True).get(
        pk=membership_in(by, partner).pk
    )
    require(creation_decision(ends_on, today(), keys_in_service(by, partner, today())))
    token = secrets.token_urlsafe(32)
    key = AccessKey.objects.create(
        territory=partner.territory,
        membership=membership,
        name=name.strip(),
        scope=scope,
        hint=token[:8],
        key_sha256=token_fingerprint(token),
        ends_on=ends_on,
    )
    record(KeyAct.CREATE, by=by, target=key, person=by)
    notify(
        kind="actors.key_created",
        territory=partner.territory,
        to=by,
        fields={"program": key.name},
        path=reverse("actors:keys", args=[partner.uuid]),
    )
    return key, token


@transaction.atomic
def revoke_key(*, key: AccessKey, by: User) -> AccessKey:
    """End a key at once; again, it changes nothing.

    Raises:
        Refused: somebody else's.
    """
    locked = AccessKey.objects.select_for_update(of=("self",), no_key=True).get(pk=key.pk)
    require(unless(key.membership.user_id == by.pk, KeyObjection.NOT_YOUR_MEMBERSHIP))
    if locked.revoked_at is None:
        locked.revoked_at = now()
        locked.save()
        record(KeyAct.REVOKE, by=by, target=locked, person=by)
    return locked


@transaction.atomic
def note_key_write(*, key: AccessKey) -> None:
    """Note the day a program last wrote with a key."""
    AccessKey.objects.filter(pk=key.pk).exclude(last_write_on=today()).update(last_write_on=today())

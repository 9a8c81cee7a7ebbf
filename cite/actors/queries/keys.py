"""Keys in service, and whom a key stands for."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from cite.accounts.models import User
from cite.accounts.rules import token_fingerprint
from cite.actors.models import AccessKey, Partner
from cite.actors.permissions.keys import visible_keys


def keys_of(user: User, partner: Partner) -> QuerySet[AccessKey]:
    """List a person's keys for an organization, those that were revoked too."""
    return visible_keys(user, partner.territory).filter(membership__partner=partner)


def keys_in_service(user: User, partner: Partner, on: date) -> int:
    """Count her keys that still open something."""
    return keys_of(user, partner).filter(revoked_at=None, ends_on__gte=on).count()


def key_of_token(token: str) -> AccessKey | None:
    """Find a key of the current Cité by what a program sends; none when it never existed."""
    fingerprint = token_fingerprint(token)
    if fingerprint is None:
        return None
    rows = AccessKey.objects.select_related("membership__user", "membership__partner__organization")
    return rows.filter(key_sha256=fingerprint).first()

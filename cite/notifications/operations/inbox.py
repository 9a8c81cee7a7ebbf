"""What a person does with her own inbox. Nothing of it goes in the journal: it is between her and her messages."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from cite.accounts.models import User
from cite.core.dates import now
from cite.notifications.models import Notice
from cite.notifications.permissions import visible_notices
from cite.tenancy.models import Territory


@transaction.atomic
def mark_read(*, notice: Notice, by: User) -> None:
    """Note that a person has read one of her messages."""
    Notice.objects.filter(pk=notice.pk, user=by, read_at=None).update(read_at=now(), updated_at=now())


@transaction.atomic
def mark_unread(*, notice: Notice, by: User) -> None:
    """Put one of her messages back among those to read."""
    Notice.objects.filter(pk=notice.pk, user=by).update(read_at=None, updated_at=now())


@transaction.atomic
def mark_all_read(*, by: User, territory: Territory | None) -> tuple[int, datetime]:
    """Note that everything is read; tells how many were not, and the moment that `undo_mark_all_read` takes."""
    at = now()
    unread = visible_notices(by, territory).filter(read_at=None)
    return unread.update(read_at=at, updated_at=at), at


@transaction.atomic
def undo_mark_all_read(*, by: User, at: datetime) -> int:
    """Put back what `mark_all_read` marked at this moment."""
    return Notice.objects.filter(user=by, read_at=at).update(read_at=None, updated_at=now())

"""Stored files found, opened, and those whose time is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, ForeignObjectRel, OuterRef, Q, QuerySet

from cite.accounts.models import User
from cite.core.dates import now
from cite.files import gateways
from cite.files.enums import ScanState
from cite.files.models import StoredFile
from cite.files.permissions import can_read_file

GRACE = timedelta(hours=1)
ERASED_KEPT = timedelta(days=30)
SCAN_EXPECTED_WITHIN = timedelta(minutes=10)


class FileGone(LookupError):
    """The bytes of a stored file are no longer there."""


def readable_file(user: User | AnonymousUser, uuid: UUID) -> StoredFile | None:
    """Find a file of the current territory that a person may read; somebody else's does not exist."""
    if not user.is_authenticated:
        return None
    file = StoredFile.objects.filter(uuid=uuid).first()
    return file if file is not None and can_read_file(user, file) else None


def quarantined_files() -> QuerySet[StoredFile]:
    """List the uploads of the current territory that are given to nobody, latest first."""
    states = (ScanState.WAITING, ScanState.INFECTED, ScanState.UNSCANNABLE)
    files = StoredFile.objects.filter(scan_state__in=states).select_related("owner")
    return files.order_by("-created_at", "-pk")


def waiting_files(at: datetime) -> QuerySet[StoredFile]:
    """List the uploads that the antivirus should have examined by now, oldest first."""
    late = StoredFile.objects.filter(scan_state=ScanState.WAITING, erased_at=None)
    return late.filter(created_at__lt=at - SCAN_EXPECTED_WITHIN).order_by("created_at", "pk")


def open_file(file: StoredFile) -> BinaryIO:
    """Open a stored file for our own reading; `permissions.can_hand_over` says whether people may have it.

    Raises:
        FileGone: its time is over, or its bytes were lost.
    """
    if not file.is_available(now()):
        raise FileGone(str(file.uuid))
    try:
        return gateways.open_bytes(file.storage_name)
    except FileNotFoundError as error:
        raise FileGone(str(file.uuid)) from error


def references_to_files() -> list[ForeignObjectRel]:
    """List the foreign keys, of any application, that refer to stored files."""
    fields = StoredFile._meta.get_fields(include_hidden=True)
    return [field for field in fields if isinstance(field, ForeignObjectRel) and not field.many_to_many]


def expired_files(at: datetime) -> QuerySet[StoredFile]:
    """List the files whose time is over and whose bytes are still there."""
    return StoredFile.objects.filter(expires_at__lte=at, erased_at=None).order_by("pk")


def unreferenced_files(at: datetime) -> QuerySet[StoredFile]:
    """List the files that nothing refers to, once they had time to be; erased ones, a month later."""
    rows = StoredFile.objects.filter(
        Q(erased_at=None, created_at__lt=at - GRACE) | Q(erased_at__lt=at - ERASED_KEPT)
    ).order_by("pk")
    for reference in references_to_files():
        referring = reference.related_model._base_manager.filter(**{reference.field.name: OuterRef("pk")})
        rows = rows.filter(~Exists(referring))
    return rows

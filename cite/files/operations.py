"""Files received, produced, kept and forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import ProtectedError
from django_scopes import scopes_disabled

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.decisions import Decision, Refused, require
from cite.core.journal import record
from cite.files import gateways
from cite.files.enums import CONTENT_TYPES, FileKind, FilesAct, ScanState, UploadObjection
from cite.files.models import StoredFile
from cite.files.queries import GRACE, expired_files, unreferenced_files, waiting_files
from cite.files.rules import UploadFacts, UploadPolicy, check_upload, clean_name
from cite.files.signals import file_condemned, file_quarantined
from cite.files.workflow import SCAN
from cite.tenancy.models import Territory

MAX_SCANS_AT_ONCE = 500
_ACTS = {
    "clear": FilesAct.CLEAR_FILE,
    "condemn": FilesAct.CONDEMN_FILE,
    "give_up": FilesAct.GIVE_UP_FILE,
}


def store_upload(
    *,
    upload: UploadedFile,
    policy: UploadPolicy,
    by: User | None,
    territory: Territory,
    purpose: str,
    expires_at: datetime | None = None,
) -> StoredFile:
    """Keep an upload, if nothing in it stands against the page's policy; in quarantine, where there is an antivirus.

    The bytes are written before any transaction of ours: a slow disk never holds the database.

    Raises:
        Refused: with every reason, in sentences for the person.
    """
    facts = _facts(upload, policy)
    require(check_upload(facts, policy))
    return _keep(
        write=partial(_copy, upload),
        name=facts.name,
        kind=facts.kind,
        content_type=CONTENT_TYPES.get(facts.kind, "application/octet-stream"),
        by=by,
        territory=territory,
        purpose=purpose,
        expires_at=expires_at,
        is_upload=True,
    )


def create_file(
    *,
    name: str,
    content_type: str,
    write: Callable[[BinaryIO], object],
    by: User | None,
    territory: Territory,
    purpose: str,
    expires_at: datetime | None = None,
) -> StoredFile:
    """Keep a file that the platform produces; `write` receives a binary stream it may seek in.

    It is not examined: what we write holds no program.

    Raises:
        Refused: there is no room left on the disk.
    """
    kinds = {value: kind for kind, value in CONTENT_TYPES.items()}
    return _keep(
        write=write,
        name=clean_name(name),
        kind=kinds.get(content_type, FileKind.UNKNOWN),
        content_type=content_type,
        by=by,
        territory=territory,
        purpose=purpose,
        expires_at=expires_at,
    )


@transaction.atomic
def expire_file(*, file: StoredFile) -> None:
    """End a file's time now: its name and bytes go; its row stays a while, to say so."""
    file = StoredFile.objects.select_for_update(of=("self",), no_key=True).get(pk=file.pk)
    if file.erased_at is None:
        file.expires_at = file.erased_at = now()
        file.name = file.sha256 = ""
        file.save()
        transaction.on_commit(partial(gateways.delete_bytes, file.storage_name))


@transaction.atomic
def keep_file_until(*, file: StoredFile, at: datetime | None) -> None:
    """Say until when a file is kept; None: as long as something refers to it. One that is erased stays so."""
    StoredFile.objects.filter(pk=file.pk, erased_at=None).update(expires_at=at)
    file.expires_at = at


def scan_file(*, file_id: UUID | str) -> ScanState | None:
    """Have an upload examined, whatever its territory; tells what became of it, None where nothing waits.

    The antivirus is asked outside of any transaction.

    Raises:
        AntivirusDown: the file stays in quarantine.
    """
    with scopes_disabled():
        file = StoredFile.objects.filter(uuid=file_id, scan_state=ScanState.WAITING, erased_at=None).first()
        if file is None:
            return None
        try:
            stream = gateways.open_bytes(file.storage_name)
        except FileNotFoundError:
            # lost with a disk: it would wait for ever, and the antivirus would be blamed
            return _conclude(file, gateways.Verdict(is_unreadable=True))
        with stream:
            verdict = gateways.scan_bytes(stream, url=settings.CLAMD_URL)
        return _conclude(file, verdict)


def scan_waiting_files(*, at: datetime) -> int:
    """Examine what has waited too long, up to the first failure; tells how many were.

    Raises:
        AntivirusDown: it still does not answer.
    """
    with scopes_disabled():
        late = list(waiting_files(at).values_list("uuid", flat=True)[:MAX_SCANS_AT_ONCE])
    return sum(scan_file(file_id=file_id) is not None for file_id in late)


def delete_unreferenced_files(*, at: datetime) -> int:
    """Erase the files whose time is over, delete those nothing refers to, everywhere; tells how many."""
    with scopes_disabled():
        expired = list(expired_files(at))
        for file in expired:
            expire_file(file=file)
        unreferenced = list(unreferenced_files(at))
        return len(expired) + sum(_delete_file(file) for file in unreferenced)


def delete_orphan_bytes(*, at: datetime) -> int:
    """Delete the bytes that no row refers to (a crash between the disk and the database); tells how many."""
    deleted = 0
    gateways.delete_stale_writes(older_than=at - GRACE)
    with scopes_disabled():
        known = set(StoredFile.objects.filter(erased_at=None).values_list("storage_name", flat=True))
        for name in gateways.stored_names(older_than=at - GRACE):
            if name not in known:
                gateways.delete_bytes(name)
                deleted += 1
    return deleted


@transaction.atomic
def _conclude(file: StoredFile, verdict: gateways.Verdict) -> ScanState | None:
    """Write down what the antivirus said; the bytes of an infected file go, its name stays to tell its owner."""
    rows = StoredFile.objects.select_for_update(of=("self",), no_key=True)
    file = rows.filter(pk=file.pk, scan_state=ScanState.WAITING, erased_at=None).first()
    if file is None:
        return None
    arrow = "condemn" if verdict.virus else "give_up" if verdict.is_unreadable else "clear"
    file.scan_state = SCAN.target(arrow, file.scan_state)
    file.scanned_at = now()
    if verdict.virus:
        file.virus = verdict.virus
        file.erased_at = file.scanned_at
        transaction.on_commit(partial(gateways.delete_bytes, file.storage_name))
    file.save()
    record(_ACTS[arrow], target=file)
    if arrow != "clear":
        file_condemned.send(sender=StoredFile, file=file)
    return ScanState(file.scan_state)


def _facts(upload: UploadedFile, policy: UploadPolicy) -> UploadFacts:
    """Gather what is known of an upload; what is too large is not read."""
    name = clean_name(upload.name or "")
    request_size = getattr(upload, "request_size", None)
    if request_size is not None or not 0 < upload.size <= policy.max_bytes:
        return UploadFacts(name=name, size=upload.size, request_size=request_size)
    content = gateways.inspect_content(upload.file, name)
    return UploadFacts(
        name=name,
        size=upload.size,
        kind=content.kind,
        archive=content.archive,
        is_cut_short=content.is_cut_short,
    )


def _copy(upload: UploadedFile, stream: BinaryIO) -> None:
    for chunk in upload.chunks():
        stream.write(chunk)


def _keep(
    *,
    write: Callable[[BinaryIO], object],
    name: str,
    kind: FileKind,
    content_type: str,
    by: User | None,
    territory: Territory,
    purpose: str,
    expires_at: datetime | None,
    is_upload: bool = False,
) -> StoredFile:
    """Write the bytes, then the row."""
    try:
        saved = gateways.save_bytes(write)
    except gateways.StorageFull as error:
        raise Refused(Decision((UploadObjection.STORAGE_FULL,))) from error
    file = StoredFile(
        territory=territory,
        owner=by,
        purpose=purpose,
        name=name,
        kind=kind,
        content_type=content_type,
        size=saved.size,
        sha256=saved.sha256,
        storage_name=saved.storage_name,
        expires_at=expires_at,
    )
    try:
        with transaction.atomic():
            _save_new(file, is_upload=is_upload)
    except BaseException:
        gateways.delete_bytes(saved.storage_name)
        raise
    return file


def _save_new(file: StoredFile, *, is_upload: bool) -> None:
    """Save the row of a new file; of an upload, say so, and ask for its examination."""
    if is_upload and settings.CLAMD_URL:
        file.scan_state = SCAN.target("quarantine", ScanState.NOT_SCANNED)
    file.save()
    if is_upload:
        record(FilesAct.STORE_UPLOAD, by=file.owner, target=file)
    if file.scan_state == ScanState.WAITING:
        file_quarantined.send(sender=StoredFile, file=file)


@transaction.atomic
def _delete_file(file: StoredFile) -> bool:
    """Delete a row and, after the commit, its bytes; not if something came to refer to it meanwhile."""
    locked = StoredFile.objects.select_for_update(of=("self",), no_key=True).filter(pk=file.pk).first()
    if locked is None:
        return False
    try:
        locked.delete()
    except ProtectedError:
        return False
    transaction.on_commit(partial(gateways.delete_bytes, file.storage_name))
    return True

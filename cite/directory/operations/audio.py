"""Recordings of a sheet: added, heard and accepted, set aside with a reason, removed, put back, forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.directory.enums.audio import AUDIO_LANGUAGES, AudioAct, AudioObjection
from cite.directory.enums.life import LifeObjection
from cite.directory.models import Service, ServiceAudio
from cite.directory.notices import AUDIO_SET_ASIDE
from cite.directory.operations.life import tell_authors
from cite.directory.operations.writing import lock, tell_moderators
from cite.directory.permissions import can_moderate, can_write_service
from cite.directory.workflow import WRITABLE
from cite.files.enums import FileKind
from cite.files.models import StoredFile
from cite.files.operations import expire_file, keep_file_until, store_upload
from cite.files.permissions import can_hand_over
from cite.files.rules import UploadPolicy
from cite.tenancy.models import Territory

AUDIO_PURPOSE = "directory.audio"
POLICY = UploadPolicy(max_bytes=3_000_000, kinds=frozenset({FileKind.MP3, FileKind.M4A, FileKind.OGG}))
"""Three minutes at the usual quality of a voice, with room to spare."""
MOST_A_DAY = 20
KEPT_ONCE_REMOVED = timedelta(days=30)
LONGEST_TRANSCRIPT, LONGEST_REASON = 3000, 1000


def add_audio(
    *, service: Service, language: str, transcript: str, upload: UploadedFile, by: User
) -> ServiceAudio:
    """Keep a recording, until a moderator has heard it; the same sent twice is one.

    It takes the place of the one that waits in its language; of the one that is heard, once accepted. The bytes are
    written before any transaction of ours.

    Raises:
        Refused: not hers to write, closed, no language, no transcript, too many, or what stands against the upload.
    """
    require(can_write_service(by, service) and unless(service.state in WRITABLE, LifeObjection.CLOSED))
    transcript = transcript.strip()[:LONGEST_TRANSCRIPT]
    since = now() - timedelta(days=1)
    today = ServiceAudio.objects.filter(service=service, created_at__gte=since).count()
    require(
        unless(language in AUDIO_LANGUAGES, AudioObjection.UNKNOWN_LANGUAGE)
        & unless(bool(transcript), AudioObjection.NO_TRANSCRIPT)
        & unless(today < MOST_A_DAY, AudioObjection.TOO_MANY_TODAY)
    )
    stored = store_upload(
        upload=upload, policy=POLICY, by=by, territory=service.territory, purpose=AUDIO_PURPOSE
    )
    try:
        audio = _keep(service, language, transcript, stored, by)
    except BaseException:
        expire_file(file=stored)
        raise
    if audio.file_id != stored.pk:
        expire_file(file=stored)
    return audio


@transaction.atomic
def accept_audio(*, audio: ServiceAudio, version: int, by: User) -> ServiceAudio:
    """Let everybody hear a recording, in the place of the one before.

    Raises:
        Refused: not hers to accept, removed, changed meanwhile, or not yet examined.
    """
    service = lock(audio.service)
    require(can_moderate(by, service.territory))
    audio = ServiceAudio.objects.select_related("file").get(pk=audio.pk)
    if audio.accepted_at is not None and audio.removed_at is None:
        return audio
    audio = ServiceAudio.locked(pk=audio.pk, version=version)
    require(
        unless(audio.removed_at is None, AudioObjection.REMOVED)
        & unless(bool(can_hand_over(audio.file)), AudioObjection.NOT_EXAMINED)
    )
    _show(audio)
    record(AudioAct.ACCEPT, by=by, target=service, changes={"language": (None, audio.language)})
    return audio


@transaction.atomic
def set_aside_audio(*, audio: ServiceAudio, version: int, words: str, by: User) -> ServiceAudio:
    """Let nobody hear a recording, and tell its authors why; twice is once.

    Raises:
        Refused: not hers to hear first, no reason, or changed meanwhile.
    """
    service = lock(audio.service)
    require(can_moderate(by, service.territory))
    found = ServiceAudio.objects.select_related("file").get(pk=audio.pk)
    if found.removed_at is not None:
        return found
    require(unless(bool(words.strip()), LifeObjection.WORDS_MISSING))
    locked = ServiceAudio.locked(pk=audio.pk, version=version)
    locked.accepted_at, locked.set_aside_because = None, words.strip()[:LONGEST_REASON]
    _take_off(locked)
    record(AudioAct.SET_ASIDE, by=by, target=service, changes={"language": (locked.language, None)})
    tell_authors(service, AUDIO_SET_ASIDE, besides=by, page="audios")
    return locked


@transaction.atomic
def remove_audio(*, audio: ServiceAudio, by: User) -> None:
    """Take a recording off the sheet; it may be put back while its file is kept. Twice is once.

    Raises:
        Refused: not hers to write.
    """
    service = lock(audio.service)
    require(can_write_service(by, service))
    audio = ServiceAudio.objects.select_related("file").get(pk=audio.pk)
    if audio.removed_at is None:
        _take_off(audio)
        record(AudioAct.REMOVE, by=by, target=service, changes={"language": (audio.language, None)})


@transaction.atomic
def restore_audio(*, audio: ServiceAudio, by: User) -> None:
    """Put a recording back as it was.

    Raises:
        Refused: not hers to write, set aside by a moderator, erased since, or another took its place.
    """
    service = lock(audio.service)
    require(can_write_service(by, service))
    audio = ServiceAudio.objects.select_related("file").get(pk=audio.pk)
    if audio.removed_at is None:
        return
    require(unless(not audio.set_aside_because, AudioObjection.SET_ASIDE))
    was_heard = audio.accepted_at is not None
    others = ServiceAudio.objects.filter(
        service=service, language=audio.language, removed_at=None, accepted_at__isnull=not was_heard
    )
    require(
        unless(audio.file.is_available(now()), AudioObjection.ERASED)
        & unless(not others.exists(), AudioObjection.REPLACED)
    )
    keep_file_until(file=audio.file, at=None)
    audio.removed_at = None
    audio.save_next_version()
    record(AudioAct.RESTORE, by=by, target=service, changes={"language": (None, audio.language)})


@transaction.atomic
def forget_removed_audios(*, territory: Territory, at: datetime) -> int:
    """Erase what was taken off a month ago, with what it said; tells how many."""
    old = ServiceAudio.objects.filter(territory=territory, removed_at__lt=at - KEPT_ONCE_REMOVED)
    rows = (
        old.select_for_update(of=("self",), no_key=True)
        .select_related("service")
        .order_by("service_id", "pk")
    )
    gone = list(rows)
    for audio in gone:
        record(AudioAct.FORGET, target=audio.service, changes={"language": (audio.language, None)})
    old.filter(pk__in=[audio.pk for audio in gone]).delete()
    return len(gone)


@transaction.atomic
def _keep(service: Service, language: str, transcript: str, stored: StoredFile, by: User) -> ServiceAudio:
    service = lock(service)
    require(can_write_service(by, service) and unless(service.state in WRITABLE, LifeObjection.CLOSED))
    own = ServiceAudio.objects.filter(service=service, language=language, removed_at=None)
    same = own.filter(transcript=transcript, file__sha256=stored.sha256).first()
    if same is not None:
        return same
    for waiting in own.filter(accepted_at=None).select_related("file"):
        _take_off(waiting)
    audio = ServiceAudio.objects.create(
        territory=service.territory,
        service=service,
        language=language,
        transcript=transcript,
        file=stored,
        by=by,
    )
    record(AudioAct.ADD, by=by, target=service, changes={"language": (None, language)})
    if can_moderate(by, service.territory) and can_hand_over(stored):
        _show(audio)
    else:
        tell_moderators(service)
    return audio


def _show(audio: ServiceAudio) -> None:
    """Let it be heard; the one before leaves its place."""
    shown = ServiceAudio.objects.filter(service=audio.service_id, language=audio.language, removed_at=None)
    for older in shown.exclude(accepted_at=None).exclude(pk=audio.pk).select_related("file"):
        _take_off(older)
    audio.accepted_at = now()
    audio.save_next_version()


def _take_off(audio: ServiceAudio) -> None:
    audio.removed_at = now()
    audio.save_next_version()
    keep_file_until(file=audio.file, at=now() + KEPT_ONCE_REMOVED)

"""Who hears a recording: everybody once a moderator has; before, those who write the sheet or read it first."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from cite.accounts.models import User
from cite.core.decisions import Decision, unless
from cite.directory.models import ServiceAudio
from cite.directory.permissions.services import can_moderate, can_write_service, shown_services
from cite.files.enums import FileObjection
from cite.files.models import StoredFile
from cite.tenancy.models import Territory


def public_audios(territory: Territory | None, *, on: date) -> QuerySet[ServiceAudio]:
    """List the recordings that everybody may hear on a day."""
    heard = ServiceAudio.objects.filter(accepted_at__isnull=False, removed_at=None)
    return heard.filter(service__in=shown_services(territory, on=on))


def can_hear(user: User | AnonymousUser, audio: ServiceAudio) -> Decision:
    """Let those who write the sheet, and those who read it first, hear what everybody may not yet."""
    if not user.is_authenticated:
        return Decision((FileObjection.NOT_OWNER,))
    return can_moderate(user, audio.service.territory) or can_write_service(user, audio.service)


def can_read_audio(user: User, file: StoredFile) -> Decision:
    """Let the same people save the file itself."""
    audio = ServiceAudio.objects.filter(file=file).select_related("service").first()
    return unless(audio is not None and bool(can_hear(user, audio)), FileObjection.NOT_OWNER)

"""The recordings of a sheet: those that everybody hears, and those that wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from babel import Locale
from django.urls import reverse
from django.utils.translation import gettext as _

from cite.core.languages import Language
from cite.directory.enums.audio import AUDIO_LANGUAGES
from cite.directory.models import Service, ServiceAudio
from cite.directory.permissions.audio import public_audios
from cite.files.permissions import can_hand_over

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "ps", "ku"})


class Heard(NamedTuple):
    """A recording as a page offers it; `name`: that of its language, `can_play`: the antivirus let it pass.

    `language`: the tag of what it says.
    """

    audio: ServiceAudio
    name: str
    label: str
    url: str
    language: str
    direction: str
    can_play: bool


def audios_to_hear(service: Service, *, language: Language, on: date) -> Sequence[Heard]:
    """List what everybody may hear of a service, the language of the page first. One query."""
    rows = public_audios(service.territory, on=on).filter(service=service).select_related("file")
    found = [heard(audio, service, language) for audio in rows if can_hand_over(audio.file)]
    order = list(AUDIO_LANGUAGES)
    return sorted(found, key=lambda one: (one.language != language.tag, order.index(one.language)))


def audios_of(service: Service, *, language: Language) -> Sequence[Heard]:
    """List what is not removed, what waits first, for those who write the sheet or read it first. One query."""
    rows = ServiceAudio.objects.filter(service=service, removed_at=None).select_related("file")
    return [
        heard(audio, service, language) for audio in sorted(rows, key=lambda row: (not row.waits, row.pk))
    ]


def set_aside_of(service: Service, *, language: Language) -> Sequence[tuple[str, ServiceAudio]]:
    """List what a moderator set aside, the latest first, each with the name of its language. One query."""
    rows = ServiceAudio.objects.filter(service=service).exclude(set_aside_because="")
    names = Locale.parse(language.locale).languages
    return [(names.get(row.language, row.language), row) for row in rows.order_by("-removed_at", "-pk")]


def heard(audio: ServiceAudio, service: Service, language: Language) -> Heard:
    """Offer a recording, its language named in that of the page."""
    names = Locale.parse(language.locale).languages
    name = names.get(audio.language, audio.language)
    return Heard(
        audio,
        name,
        _("Écouter : %(language)s") % {"language": name},
        reverse("directory:audio", args=[service.uuid, audio.uuid]),
        audio.language,
        "rtl" if audio.language in _RIGHT_TO_LEFT else "ltr",
        bool(can_hand_over(audio.file)),
    )

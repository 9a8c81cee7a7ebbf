"""Telling a person, in her language, by the channel she chose: that something happened, never what anybody wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import override

from cite.core.languages import FRENCH
from cite.core.moments import clock_text, day_text
from cite.core.speaking import spoken
from cite.notifications.operations import notify
from cite.notifications.ports import NoticeKind
from cite.residents.models import Resident
from cite.residents.notices import APPOINTMENT_CANCELED, APPOINTMENT_MOVED
from cite.residents.queries.reaching import address_to_write

Fields = Callable[[], Mapping[str, str]]


def tell_person(resident: Resident, kind: NoticeKind, *, about: str, fields: Fields = dict) -> bool:
    """Write to her; says whether something leaves. Without a channel, whoever accompanies her tells.

    `fields` are made in her language.
    """
    address = address_to_write(resident)
    if not address:
        return False
    with override(resident.language or FRENCH.code):
        written = notify(
            kind=kind.key,
            territory=resident.territory,
            address=address,
            fields=fields(),
            about=about,
            concerns=resident.uuid,
        )
    return written is not None


def tell_moved(resident: Resident, *, before: datetime, at: datetime, about: str) -> bool:
    """Tell her that an appointment changes: its day and hour, neither where nor with whom."""

    def fields() -> Mapping[str, str]:
        language, is_now = spoken(), localtime(at)
        return {
            "before": day_text(localtime(before), language),
            "day": day_text(is_now, language),
            "hour": clock_text(is_now.time(), language),
        }

    return tell_person(resident, APPOINTMENT_MOVED, about=about, fields=fields)


def tell_canceled(resident: Resident, *, at: datetime, about: str) -> bool:
    """Tell her not to come to an appointment that the service cancels."""
    return tell_person(
        resident, APPOINTMENT_CANCELED, about=about, fields=lambda: {"day": day_text(localtime(at), spoken())}
    )

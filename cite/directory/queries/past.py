"""Real delays and past answers of services, in the words of professionals."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cite.directory.models import Service
from cite.directory.ports import past_referrals
from cite.directory.rules.past import Delay, Past, past_of
from cite.tenancy.models import Territory

LOOKED_BACK = timedelta(days=365)


def pasts_of(territory: Territory, services: Collection[int], *, on: date) -> Mapping[int, Past]:
    """Sum up a year of referrals to some services, by their numbers: as many queries for one as for a hundred."""
    found = past_referrals(territory, services, on - LOOKED_BACK)
    return {number: past_of(found[number] if number in found else ()) for number in services}


def entry_words(service: Service, past: Past) -> str:
    """Put what the structure announces beside what was seen; nothing where nothing was.

    « annoncé 15 jours, constaté 32 jours sur 14 orientations » ; « annoncé tout de suite » where none is announced.
    """
    if past.entering is None:
        return ""
    seen = {"seen": days_words(past.entering.days), "number": number_words(past.entering)}
    if service.entry_delay_days is None:
        return _("Délai d’entrée : non annoncé, constaté %(seen)s sur %(number)s") % seen
    seen["announced"] = (
        days_words(service.entry_delay_days) if service.entry_delay_days else _("tout de suite")
    )
    return _("Délai d’entrée : annoncé %(announced)s, constaté %(seen)s sur %(number)s") % seen


def answer_lines(past: Past) -> list[str]:
    """Say how long the structure takes to answer, then to receive: half of the times, and the slowest tenth."""
    told = (
        (
            past.answering,
            _("Une réponse sur deux vient en %(days)s au plus, sur %(number)s."),
            _("Une réponse sur dix prend plus de %(days)s."),
        ),
        (
            past.entering,
            _("Un premier rendez-vous sur deux a lieu en %(days)s au plus, sur %(number)s."),
            _("Un sur dix demande plus de %(days)s."),
        ),
    )
    return [
        " ".join(
            [
                half % {"days": days_words(delay.days), "number": number_words(delay)},
                *([tenth % {"days": days_words(delay.slow)}] if delay.slow else []),
            ]
        )
        for delay, half, tenth in told
        if delay is not None
    ]


def days_words(days: int) -> str:
    """Write a number of days, within a sentence; French says « 0 jour »."""
    return ngettext("%(n)s jour", "%(n)s jours", max(days, 1)) % {"n": days}


def number_words(delay: Delay) -> str:
    """Write over how many referrals a delay was seen."""
    if delay.is_exact:
        return ngettext("%(n)s orientation", "%(n)s orientations", delay.number) % {"n": delay.number}
    return _("au moins %(n)s orientations") % {"n": delay.number}

"""Real delays and past answers of a service, drawn beside their figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now

from cite.core.masking import figure
from cite.directory.enums.past import Answer, Welcome
from cite.directory.models import Service
from cite.directory.queries.past import days_words, number_words
from cite.directory.rules.past import Past
from cite.ui.components.amounts import BarLine


def past_figures(past: Past) -> list[tuple[str, str]]:
    """Write the four numbers that are read first."""
    return [
        (_now("Orientations reçues"), figure(past.total)),
        (str(Answer.ACCEPTED.label), figure(past.answers[Answer.ACCEPTED])),
        (str(Answer.REFUSED.label), figure(past.answers[Answer.REFUSED])),
        (_now("Personnes venues"), figure(past.welcomes.get(Welcome.CAME, past.answers[Answer.ACCEPTED]))),
    ]


def delay_bars(service: Service, past: Past) -> list[BarLine]:
    """Draw what is announced beside what was seen, where both are known."""
    announced, seen = service.entry_delay_days, past.entering
    if announced is None or seen is None:
        return []
    over = _now("sur %(number)s") % {"number": number_words(seen)}
    return [
        BarLine(label=_now("Annoncé par la structure"), value=announced, text=days_words(announced)),
        BarLine(label=_now("Constaté"), value=seen.days, text=days_words(seen.days), detail=over),
    ]


def count_bars(counts: Mapping[Any, int | None]) -> list[BarLine]:
    """Draw numbers that exclude each other, the largest first; what nobody met is left out."""
    told = sorted(counts.items(), key=lambda line: -(line[1] or 0))
    return [
        BarLine(label=str(getattr(key, "label", key)), value=count or 0, text=figure(count))
        for key, count in told
        if count != 0
    ]

"""The picture of a pathway: what its table tells, along the days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cite.pathways.enums.pathways import Lane, Presence
from cite.pathways.models import Appointment
from cite.pathways.queries.timeline import Event
from cite.ui.components.timeline import Mark, MarkLine, Span

_FEW = 3
"""Under so many marks, a picture says no more than its table."""


def picture_of(events: Sequence[Event], coming: Sequence[Appointment]) -> dict[str, Any] | None:
    """Draw the events that the page lists, and the appointments to come; nothing where there are too few."""
    marks: dict[Lane, list[Mark]] = {lane: [] for lane in Lane}
    for event in events:
        if event.lane is not None:
            marks[event.lane].append(Mark(event.on, event.went, _words(event.on, event.what, event.words)))
    for each in coming:
        if each.presence != Presence.UNKNOWN:
            continue  # called off: nothing is to come
        day = localtime(each.at).date()
        marks[Lane.APPOINTMENTS].append(Mark(day, "open", _words(day, _("Rendez-vous"), each.subject)))
    if sum(map(len, marks.values())) < _FEW:
        return None
    pauses = [Span(each.on, each.until, each.what) for each in events if each.until is not None]
    return {
        "lines": [MarkLine(str(lane.label), found) for lane, found in marks.items() if found],
        "spans": pauses,
        "legend": [
            ("done", _("Fait, venue, parlé")),
            ("missed", _("Sans réponse, absente, pas abouti")),
            ("open", _("Prévu, excusée, annulé, ou pas encore dit")),
        ],
    }


def _words(day: date, what: str, words: str) -> str:
    return " – ".join(filter(None, [f"{day:%d/%m/%Y}", what, words]))

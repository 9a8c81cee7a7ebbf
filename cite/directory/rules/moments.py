"""On which days and at which times of the week a service is open: chosen (« le samedi ») or said (« samedi matin »)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cite.directory.rules.hours import EVENING_FROM, WHOLE_DAY, Week

OPEN = "open"
"""The filter; its codes are a day, or a part of a day: `sa`, `sa-morning`."""
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
SATURDAY, SUNDAY = DAYS[5:]
WEEKEND = "weekend"
PARTS = {"morning": (0, 12 * 60), "afternoon": (13 * 60, EVENING_FROM), "evening": (EVENING_FROM, WHOLE_DAY)}
"""From when to when, in minutes: a morning that ends at 12 h 30 is no afternoon."""

_NAMES = (
    "lundis?",
    "mardis?",
    "mercredis?",
    "jeudis?",
    "vendredis?",
    "samedis?",
    "dimanches?",
    r"week[-\s]?ends?",
)
_SAID_PARTS = {
    r"matin(?:[ée]e)?s?": "morning",
    r"apr[eè]s[-\s]midis?|aprem": "afternoon",
    r"soir(?:[ée]e)?s?": "evening",
}
_SAID = re.compile(
    r"\b(?:(?:qui\s+(?:est|sont)\s+)?ouverte?s?\s+)?(?:(?:(?:tous\s+)?les?|du|ce|chaque)\s+)?"
    rf"(?P<day>{'|'.join(_NAMES)})\b(?:\s+(?P<part>{'|'.join(_SAID_PARTS)})\b)?",
    re.I,
)


def moments_of(week: Week | None) -> Iterator[str]:
    """List the days of a week when it is open, and the parts of them."""
    for day, spans in zip(DAYS, week.days if week else (), strict=False):
        if spans:
            yield day
        for part, (start, end) in PARTS.items():
            if any(span.start < end and span.end > start for span in spans):
                yield f"{day}-{part}"


def days_of(moment: str) -> tuple[str, ...]:
    """List the moments of a day that answer one: a week-end is either of its days."""
    name, dash, part = moment.partition("-")
    return tuple(f"{day}{dash}{part}" for day in ((SATURDAY, SUNDAY) if name == WEEKEND else (name,)))


def moments_said(words: str) -> tuple[str, tuple[str, ...]]:
    """Take out of what is typed the days that it says: « permis le samedi matin »."""
    said = tuple(_moment(found) for found in _SAID.finditer(words))
    return " ".join(_SAID.sub(" ", words).split()) if said else words, tuple(dict.fromkeys(said))


def _moment(found: re.Match[str]) -> str:
    names = (*DAYS, WEEKEND)
    day = next(day for day, name in zip(names, _NAMES, strict=True) if re.fullmatch(name, found["day"], re.I))
    part = found["part"]
    if not part:
        return day
    return f"{day}-{next(code for said, code in _SAID_PARTS.items() if re.fullmatch(said, part, re.I))}"

"""What is kept of a search, what is new in it, and when somebody is told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cite.core.decisions import Decision, unless
from cite.directory.enums.finding import Wish
from cite.directory.enums.searches import AlertFrequency, SearchObjection
from cite.directory.rules.finding import without_contacts

MOST_SEARCHES = 30
MOST_MATCHES = 1000
MOST_NUMBERS = 5000
"""Services remembered as seen or told, for one search: the oldest are forgotten."""
NAME_MAX = 80
CRITERIA = ("mots", "besoin", "quartier", "langue", "public", "type", "qui", "avec")
"""What is kept of the form of the search: neither an address, nor how many answers were shown."""
DAYS = {AlertFrequency.DAILY: 1, AlertFrequency.WEEKLY: 7}
FIRST_HOUR, LAST_HOUR = 7, 20
"""Between which hours of the day messages are written."""


def criteria_of(read: Mapping[str, Any]) -> dict[str, Any]:
    """Keep of a search what may be asked again: no address, no contact, nothing that is true of a moment only."""
    kept = {name: read.get(name) for name in CRITERIA}
    kept["mots"] = without_contacts(str(kept["mots"] or ""))
    kept["avec"] = [wish for wish in kept["avec"] or () if wish != Wish.OPEN_NOW]
    return {name: value for name, value in kept.items() if value}


def search_decision(name: str, criteria: Mapping[str, Any], *, matches: int) -> Decision:
    """Ask for a name, and for a search that means something."""
    return (
        unless(bool(name.strip()), SearchObjection.NO_NAME)
        & unless(len(name) <= NAME_MAX, SearchObjection.TOO_LONG)
        & unless(bool(criteria), SearchObjection.NOTHING_ASKED)
        & unless(matches <= MOST_MATCHES, SearchObjection.TOO_WIDE)
    )


def is_due(frequency: str, alerted_on: date | None, on: date) -> bool:
    """Tell whether somebody may be told again: once a day, or once in seven days."""
    days = DAYS.get(AlertFrequency(frequency))
    return days is not None and (alerted_on is None or (on - alerted_on).days >= days)


def is_writing_hour(at: datetime) -> bool:
    """Tell whether messages are written at an hour, given in the time of the place."""
    return FIRST_HOUR <= at.hour < LAST_HOUR


def new_in(found: Sequence[int], *known: Collection[int]) -> list[int]:
    """List what is found and not known yet, in the order in which it was found."""
    before = {number for numbers in known for number in numbers}
    return [number for number in found if number not in before]


def remembered(known: Iterable[int], more: Iterable[int]) -> list[int]:
    """Add numbers to those known, each once; the oldest go where there are too many."""
    return list(dict.fromkeys([*known, *more]))[-MOST_NUMBERS:]

"""« Ce qui vous attend »: each application says what a person has to do; the home page shows it all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from django.http import HttpRequest

from cite.core.dates import today


class Moment(IntEnum):
    """When something is to be done: how the list is cut, the most urgent part first."""

    LATE = 0
    TODAY = 1
    SOON = 2
    LATER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing to do: what, where, how many, and until when."""

    label: str
    url: str
    detail: str = ""
    count: int = 1
    due: date | None = None
    is_urgent: bool = False

    def moment(self, on: date, soon_days: int) -> Moment:
        """Tell when it is to be done; what is urgent does not wait for its day, what has no day comes later."""
        if self.due is not None and self.due < on:
            return Moment.LATE
        if self.is_urgent or self.due == on:
            return Moment.TODAY
        is_soon = self.due is not None and self.due <= on + timedelta(days=soon_days)
        return Moment.SOON if is_soon else Moment.LATER


Source = Callable[[HttpRequest], Iterable[Waiting]]
_sources: dict[str, Source] = {}


def register(key: str, source: Source) -> None:
    """Declare what an application may expect of people. Registering the same key again replaces it."""
    _sources[key] = source


def waiting_for(request: HttpRequest) -> list[Waiting]:
    """List what awaits this person: what is late, then today’s, then the coming days’; urgent things first in each."""
    on = today()

    def rank(item: Waiting) -> tuple[Moment, bool, date, str]:
        # by their days, what is near comes before what is later: how many days make « near » changes nothing here
        return item.moment(on, soon_days=0), not item.is_urgent, item.due or date.max, item.label

    return sorted((item for source in _sources.values() for item in source(request)), key=rank)

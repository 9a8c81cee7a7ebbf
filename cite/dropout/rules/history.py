"""What happened in a pathway, as the rules read it: days only. Nothing of sex, age, origin, district, health."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Meeting:
    """An appointment: planned since, on a day; whether she came (none: nobody said), known since a day."""

    added_on: date
    on: date
    came: bool | None = None
    is_absence: bool = False
    known_on: date | None = None

    @property
    def planned_until(self) -> date:
        """The last day on which it was to come: its own, unless something was noted of it before: it was called off."""
        is_off = self.known_on is not None and self.known_on < self.on
        return self.known_on - timedelta(days=1) if is_off else self.on


@dataclass(frozen=True, slots=True)
class Sent:
    """A referral: sent, answered, accepted without or with a date, over."""

    sent_on: date
    answered_on: date | None = None
    is_accepted: bool = False
    dated_on: date | None = None
    over_on: date | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """A step: planned since, over on a day; `ends_on` where it is a service or an action that ends by itself."""

    added_on: date
    over_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """An administrative deadline: only its day, and when it was dealt with."""

    on: date
    known_on: date
    over_on: date | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Days from one to another, both included; no end: until today."""

    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """An open frein, partial or blocking, from the day it was discussed; never health."""

    first: date
    last: date | None = None
    is_blocking: bool = False
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """One pathway. `heard`: the days on which people really exchanged. `lost_on`: when it ended « perdue de vue »."""

    opened_on: date
    closed_on: date | None = None
    heard: Sequence[date] = ()
    meetings: Sequence[Meeting] = ()
    sent: Sequence[Sent] = ()
    stages: Sequence[Stage] = ()
    deadlines: Sequence[Deadline] = ()
    referents: Sequence[Period] = ()
    pauses: Sequence[Period] = ()
    obstacles: Sequence[Obstacle] = ()
    lost_on: date | None = None

"""The promise made to whoever asks to be called: before which moment somebody on duty calls, or no promise at all.

Moments are those of Paris, without a zone: a roster speaks of the hours of the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import phonenumbers

from cite.core.telephones import read_phone
from cite.core.working_days import is_holiday
from cite.directory.enums.callbacks import CallTime

DELAY = timedelta(hours=2)
"""How much time on duty is given to whoever calls, unless the Cité says otherwise: half a morning."""
HORIZON_DAYS = 7
"""« avant mardi » names one day only within a week."""
REMINDERS = (0.5, 0.75, 0.9)
"""The parts of the delay after which the person on duty, her deputy, then the coordination are reminded."""
ATTEMPTS = 3
"""How often somebody who does not answer is called."""
KEPT_FOR = timedelta(days=30)
"""The longest a number is kept, whatever happens."""
SHOWN_FROM = 5
"""The least number of requests that figures tell."""
_NOON, _EVENING, _MIDNIGHT = time(12), time(17), time()
_WINDOWS = {
    CallTime.MORNING: (_MIDNIGHT, _NOON),
    CallTime.AFTERNOON: (_NOON, _EVENING),
    CallTime.EVENING: (_EVENING, _MIDNIGHT),
    CallTime.ANY: (_MIDNIGHT, _MIDNIGHT),
}
_TOLLED = frozenset(
    {
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.UAN,
    }
)


@dataclass(frozen=True, slots=True)
class Slot:
    """Hours of duty that come back every week (Monday is 0): who answers, and who does when she is away."""

    weekday: int
    start: time
    end: time
    person: int
    organization: int
    deputy: int | None = None
    deputy_organization: int | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    """Days without somebody, or without anybody of an organization (`person` is None); both days included."""

    organization: int
    first: date
    last: date
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hours of one day during which somebody is on duty."""

    start: datetime
    end: datetime
    person: int


@dataclass(frozen=True, slots=True)
class Promise:
    """Before when somebody calls, who is first on duty, and when those behind her are reminded."""

    before: datetime
    person: int
    reminders: tuple[datetime, datetime, datetime]


def on_duty(
    slots: Iterable[Slot], absences: Sequence[Absence], since: datetime, days: int = HORIZON_DAYS
) -> list[Stretch]:
    """List who is on duty from a moment on, during some days, in order; past hours are cut off."""
    listed = list(slots)
    found = []
    for number in range(days):
        on = since.date() + timedelta(days=number)
        if is_holiday(on):
            continue
        for slot in listed:
            person = _answering(slot, absences, on)
            start, end = (datetime.combine(on, moment) for moment in (slot.start, slot.end))
            if slot.weekday == on.weekday() and person is not None and end > since:
                found.append(Stretch(max(start, since), end, person))
    return sorted(found, key=lambda stretch: (stretch.start, stretch.end, stretch.person))


def promise_of(
    slots: Iterable[Slot],
    absences: Sequence[Absence],
    at: datetime,
    when: CallTime = CallTime.ANY,
    delay: timedelta = DELAY,
) -> Promise | None:
    """Say before when somebody calls: once people on duty had the whole delay; None where they have not within a week.

    Only the hours that suit the person count. The moment is rounded up to the hour, as long as duty lasts.
    """
    stretches = _within(on_duty(slots, absences, at), when)
    if not stretches:
        return None
    spans = _joined(stretches)
    end = _after(spans, delay)
    if end is None:
        return None
    moment, limit = end
    whole = moment.replace(minute=0, second=0, microsecond=0)
    before = moment if whole == moment else min(whole + timedelta(hours=1), limit)
    first, second, third = (_after(spans, delay * part)[0] for part in REMINDERS)
    return Promise(before, stretches[0].person, (first, second, third))


def is_kept(called_at: datetime, before: datetime) -> bool:
    """Tell whether a call came as promised, answered or not."""
    return called_at <= before


def read_callable(typed: str) -> str | None:
    """Read a number that may be called back, as E.164; none for a short, tolled or impossible one."""
    found = read_phone(typed)
    if found is None or not found.startswith("+"):
        return None
    is_tolled = found.startswith("+338") or phonenumbers.number_type(phonenumbers.parse(found)) in _TOLLED
    return None if is_tolled else found


def hidden_counts(counts: Sequence[int], least: int = SHOWN_FROM) -> list[bool]:
    """Say which counts of a list whose total is known are not to be told: small ones, and one more if it is alone."""
    hidden = [0 < count < least for count in counts]
    others = [place for place, count in enumerate(counts) if count >= least]
    if sum(hidden) == 1 and others:
        hidden[min(others, key=lambda place: counts[place])] = True
    return hidden


def _answering(slot: Slot, absences: Sequence[Absence], on: date) -> int | None:
    if not _is_away(slot.person, slot.organization, absences, on):
        return slot.person
    if slot.deputy is not None and not _is_away(slot.deputy, slot.deputy_organization, absences, on):
        return slot.deputy
    return None


def _is_away(person: int, organization: int | None, absences: Sequence[Absence], on: date) -> bool:
    return any(
        absence.first <= on <= absence.last
        and (absence.person == person if absence.person is not None else absence.organization == organization)
        for absence in absences
    )


def _within(stretches: Iterable[Stretch], when: CallTime) -> list[Stretch]:
    """Keep the hours that suit the person."""
    opens, closes = _WINDOWS[when]
    found = []
    for stretch in stretches:
        day = stretch.start.date()
        next_day = datetime.combine(day + timedelta(days=1), _MIDNIGHT)
        start = max(stretch.start, datetime.combine(day, opens))
        end = min(stretch.end, datetime.combine(day, closes) if closes != _MIDNIGHT else next_day)
        if start < end:
            found.append(Stretch(start, end, stretch.person))
    return found


def _joined(stretches: Iterable[Stretch]) -> list[tuple[datetime, datetime]]:
    """Count once the hours that several people share."""
    spans: list[tuple[datetime, datetime]] = []
    for stretch in stretches:
        if spans and stretch.start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], stretch.end))
        else:
            spans.append((stretch.start, stretch.end))
    return spans


def _after(spans: Sequence[tuple[datetime, datetime]], delay: timedelta) -> tuple[datetime, datetime] | None:
    """Find when that much time on duty has passed, and the end of the span it falls in."""
    left = delay
    for start, end in spans:
        if left <= end - start:
            return start + left, end
        left -= end - start
    return None

"""Opening hours as OpenStreetMap writes them (`Mo-Fr 08:30-12:30; PH off`), told as people say them.

The national standard keeps hours in this notation. A public holiday counts for « open now », never for the usual week.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby

from babel.dates import get_day_names
from babel.lists import format_list
from opening_hours import OpeningHours, ParserError, State

from cite.core.languages import Language
from cite.core.moments import clock_text, day_text
from cite.core.working_days import COUNTRY
from cite.directory.enums.facts import CLOCK, Clock

EVENING_FROM = 18 * 60
WHOLE_DAY = 24 * 60
_WEEKS_COMPARED = 5
_HORIZON_DAYS = 400


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one day, in minutes since midnight."""

    start: int
    end: int


Day = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """The usual week, from Monday to Sunday; `changes`: the next weeks are not like this one."""

    days: tuple[Day, ...]
    changes: bool = False

    @property
    def is_always_open(self) -> bool:
        """Whether it never closes."""
        return all(day == (Span(0, WHOLE_DAY),) for day in self.days)

    @property
    def has_evening(self) -> bool:
        """Whether one may come after 18 h on some day."""
        return any(span.end > EVENING_FROM for day in self.days for span in day)


@dataclass(frozen=True, slots=True)
class Openness:
    """Whether it is open at one moment, and until when that lasts; None: no change is in sight."""

    is_open: bool
    until: datetime | None = None


def read_week(expression: str, on: date) -> Week | None:
    """Read the week of a day; None where the hours are not known, cannot be read, or never open."""
    return _week(expression, on - timedelta(days=on.weekday()))


@lru_cache(maxsize=1 << 13)
def _week(expression: str, monday: date) -> Week | None:
    hours = _parsed(expression)
    if hours is None:
        return None
    days = _days(hours, monday, 7 * _WEEKS_COMPARED)
    weeks = {tuple(days[start : start + 7]) for start in range(0, len(days), 7)}
    if not any(days):
        return None
    return Week(days=tuple(days[:7]), changes=len(weeks) > 1)


def opens_in_the_evening(said: bool | None, week: Week | None) -> bool:
    """Tell whether one may come after 18 h: as the sheet says, else as its hours do."""
    return bool(week and week.has_evening) if said is None else said


def openness(expression: str, at: datetime) -> Openness | None:
    """Tell whether it is open at a moment of Paris, holidays included; None where the hours are not known."""
    hours = _parsed(expression, country=COUNTRY)
    if hours is None:
        return None
    moment = at.replace(tzinfo=None)
    state, _comment = hours.state(moment)
    if state == State.UNKNOWN:
        return None
    change = hours.next_change(moment)
    return Openness(is_open=state == State.OPEN, until=change.replace(tzinfo=None) if change else None)


@lru_cache(maxsize=1 << 14)
def is_open(expression: str, minute: datetime) -> bool:
    """Tell whether it is surely open at a minute of Paris: what a search asks of every sheet at once."""
    hours = _parsed(expression, country=COUNTRY)
    return hours is not None and hours.state(minute.replace(tzinfo=None))[0] == State.OPEN


@lru_cache(maxsize=1 << 13)
def _parsed(expression: str, country: str | None = None) -> OpeningHours | None:
    if not expression.strip():
        return None
    try:
        return OpeningHours(
            expression,
            country=country,
            auto_country=False,
            auto_timezone=False,
            max_interval_days=_HORIZON_DAYS,
        )
    except (ParserError, SyntaxError):
        return None


def _days(hours: OpeningHours, first: date, count: int) -> list[Day]:
    """Cut what is open into days, midnight ending one and beginning the next."""
    start = datetime.combine(first, time())
    end = start + timedelta(days=count)
    days: list[list[Span]] = [[] for _number in range(count)]
    for begins, finishes, state, _comment in hours.intervals(start, end):
        if state != State.OPEN:
            continue
        opened, closed = _minutes(begins, start), _minutes(min(finishes.replace(tzinfo=None), end), start)
        for number in range(opened // WHOLE_DAY, (closed - 1) // WHOLE_DAY + 1):
            midnight = number * WHOLE_DAY
            span = Span(max(opened - midnight, 0), min(closed - midnight, WHOLE_DAY))
            days[number].append(span)
    return [tuple(_joined(day)) for day in days]


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].end == span.start:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _minutes(moment: datetime, start: datetime) -> int:
    return int((moment.replace(tzinfo=None) - start).total_seconds() // 60)


def week_lines(week: Week, language: Language) -> list[tuple[str, str]]:
    """Tell a week as pairs of days and hours, days in a row that are alike together; in the language being spoken."""
    lines = []
    for hours, numbers in groupby(range(7), key=lambda number: week.days[number]):
        lines.append((_days_label(list(numbers), language), _hours_label(hours, language)))
    return lines


def openness_text(state: Openness, language: Language) -> str:
    """Say whether it is open now, in the language being spoken."""
    if state.until is None:
        return str(CLOCK[Clock.OPEN if state.is_open else Clock.SHUT])
    clock = clock_text(state.until.time(), language)
    if state.is_open:
        return str(CLOCK[Clock.OPEN_UNTIL]) % {"time": clock}
    return str(CLOCK[Clock.SHUT_UNTIL]) % {"day": day_text(state.until.date(), language), "time": clock}


def _days_label(numbers: list[int], language: Language) -> str:
    names = get_day_names("wide", context="stand-alone", locale=language.locale)
    if len(numbers) > 2:
        return str(CLOCK[Clock.DAYS]) % {"first": names[numbers[0]], "last": names[numbers[-1]]}
    return format_list([names[number] for number in numbers], locale=language.locale)


def _hours_label(spans: Day, language: Language) -> str:
    if not spans:
        return str(CLOCK[Clock.CLOSED])
    if spans == (Span(0, WHOLE_DAY),):
        return str(CLOCK[Clock.ALL_DAY])
    said = [
        str(CLOCK[Clock.HOURS]) % {"start": _at(span.start, language), "end": _at(span.end, language)}
        for span in spans
    ]
    return format_list(said, locale=language.locale)


def _at(minutes: int, language: Language) -> str:
    return clock_text(time(minutes // 60 % 24, minutes % 60), language)

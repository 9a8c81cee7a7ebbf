"""A sheet that translates itself: what is known of a service, as an ordered list of controlled sentences.

Three values everywhere: what is not known says nothing, or says to ask; it is never said to be absent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal

from cite.core.languages import Language
from cite.core.moments import day_text
from cite.directory.enums.facts import BRINGING, LEADING_TO, SAYINGS, Fact
from cite.directory.enums.services import ToBring
from cite.directory.rules.hours import Week, opens_in_the_evening, read_week

FREE, PAID = "gratuit", "payant"
AT_THE_PLACE, AT_DISTANCE = "en-presentiel", "a-distance"
RESIDENTS, PROFESSIONALS = "usagers", "professionnels"
_ASKING = {
    "se-presenter": Fact.COME_AND_ASK,
    "telephoner": Fact.TELEPHONE,
    "envoyer-un-courriel": Fact.WRITE,
    "utiliser-lien-mobilisation": Fact.ASK_ONLINE,
}
_FRENCH = "fr"
_ORDER = {fact: place for place, fact in enumerate(Fact)}
_ISOLATED = "\u2068{}\u2069"
"""Around a name in Latin letters within a sentence from right to left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFacts:
    """What is known of a service, in the names and codes of `rules.sheet.Sheet`; None or empty: not known.

    Ages are the exception: none is « at any age ». `next_start`, `ends_on` and `places_left` are of the next entry.
    `districts`: names, as people say them. `welcomed_by`: who agreed to be named.
    """

    fee: str = ""
    without_appointment: bool | None = None
    places_left: int | None = None
    next_start: date | None = None
    ends_on: date | None = None
    entry_delay_days: int | None = None
    weekly_hours: Decimal | None = None
    weeks: int | None = None
    level: str = ""
    has_prerequisites: bool = False
    min_age: int | None = None
    max_age: int | None = None
    covers_all_districts: bool = False
    districts: tuple[str, ...] = ()
    mobilizable_by: tuple[str, ...] = ()
    mobilization_modes: tuple[str, ...] = ()
    reception_modes: tuple[str, ...] = ()
    welcomed_by: str = ""
    languages: tuple[str, ...] = ()
    interpreter: bool | None = None
    without_reading: bool | None = None
    childcare_on_site: bool | None = None
    without_car: bool | None = None
    step_free: bool | None = None
    opening_hours: str = ""
    evening_hours: bool | None = None
    to_bring: tuple[str, ...] = ()
    combinable: bool | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence about a service, not yet said in any language."""

    fact: Fact
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def pictogram(self) -> str:
        """The picture beside it."""
        return SAYINGS[self.fact].pictogram

    def text(self, language: Language) -> str:
        """Say it in the language being spoken, its dates, numbers and lists written as that language does."""
        sentence = SAYINGS[self.fact].sentence
        if not self.values:
            return str(sentence)
        return str(sentence % {name: _written(value, language) for name, value in self.values.items()})


class _Count(int):
    """A number that chooses the plural, written as the language writes it."""

    def __new__(cls, value: int, written: str) -> _Count:
        count = super().__new__(cls, value)
        count.written = written
        return count

    def __str__(self) -> str:
        return self.written


def statements(facts: ServiceFacts, *, on: date) -> list[Statement]:
    """List what a sheet says of a service on a day, in the order of `Fact`."""
    parts = (_money, _entry, _people, _asking, _ease, _hours, _bringing)
    said = [statement for part in parts for statement in part(facts, on)]
    return sorted(said, key=lambda statement: _ORDER[statement.fact])


def _money(facts: ServiceFacts, on: date) -> Iterator[Statement]:
    yield Statement({FREE: Fact.FREE, PAID: Fact.PAID}.get(facts.fee, Fact.ASK_PRICE))
    yield from _either(facts.combinable, Fact.COMBINABLE, Fact.ASK_WHETHER_COMBINABLE)


def _entry(facts: ServiceFacts, on: date) -> Iterator[Statement]:
    if facts.without_appointment is None:
        yield Statement(Fact.ASK_APPOINTMENT)
    yield from _either(facts.without_appointment, Fact.NO_APPOINTMENT, Fact.APPOINTMENT)
    if facts.places_left == 0:
        yield Statement(Fact.FULL)
    elif facts.places_left:
        yield Statement(Fact.PLACES_LEFT, {"number": facts.places_left})
    if facts.next_start and facts.next_start >= on:
        yield Statement(Fact.NEXT_START, {"day": facts.next_start})
    elif facts.entry_delay_days is not None:
        yield _delay(facts.entry_delay_days)
    if facts.ends_on and facts.ends_on >= on:
        yield Statement(Fact.ENDS_ON, {"day": facts.ends_on})
    if facts.weekly_hours:
        yield Statement(Fact.WEEKLY_HOURS, {"number": facts.weekly_hours})
    if facts.weeks:
        yield Statement(Fact.WEEKS, {"number": facts.weeks})
    yield from _training(facts)


def _training(facts: ServiceFacts) -> Iterator[Statement]:
    """Say what a course leads to, and that something is to be known before: what, its author says in French."""
    if facts.level in LEADING_TO:
        yield Statement(LEADING_TO[facts.level])
    if facts.has_prerequisites:
        yield Statement(Fact.PREREQUISITES)


def _delay(days: int) -> Statement:
    """Round a delay as people do: days below two weeks, weeks below two months, then months."""
    if days == 0:
        return Statement(Fact.AT_ONCE)
    if days < 14:
        return Statement(Fact.WAIT_DAYS, {"number": days})
    if days < 60:
        return Statement(Fact.WAIT_WEEKS, {"number": round(days / 7)})
    return Statement(Fact.WAIT_MONTHS, {"number": round(days / 30)})


def _people(facts: ServiceFacts, on: date) -> Iterator[Statement]:
    match facts.min_age, facts.max_age:
        case None, None:
            yield Statement(Fact.EVERY_AGE)
        case youngest, None:
            yield Statement(Fact.FROM_AGE, {"age": youngest})
        case None, oldest:
            yield Statement(Fact.UP_TO_AGE, {"age": oldest})
        case youngest, oldest:
            yield Statement(Fact.BETWEEN_AGES, {"youngest": youngest, "oldest": oldest})
    if facts.covers_all_districts:
        yield Statement(Fact.ALL_DISTRICTS)
    elif facts.districts:
        yield Statement(Fact.DISTRICTS, {"districts": facts.districts})
    if facts.welcomed_by:
        yield Statement(Fact.WELCOMED_BY, {"name": facts.welcomed_by})


def _asking(facts: ServiceFacts, on: date) -> Iterator[Statement]:
    if RESIDENTS in facts.mobilizable_by:
        yield Statement(Fact.ASK_YOURSELF)
        if PROFESSIONALS in facts.mobilizable_by:
            yield Statement(Fact.OR_AN_ADVISER)
    elif PROFESSIONALS in facts.mobilizable_by:
        yield Statement(Fact.THROUGH_AN_ADVISER)
    if RESIDENTS in facts.mobilizable_by or not facts.mobilizable_by:
        yield from (Statement(fact) for code, fact in _ASKING.items() if code in facts.mobilization_modes)
    if AT_THE_PLACE in facts.reception_modes:
        yield Statement(Fact.AT_THE_PLACE)
    if AT_DISTANCE in facts.reception_modes:
        yield Statement(Fact.AT_DISTANCE)


def _ease(facts: ServiceFacts, on: date) -> Iterator[Statement]:
    others = tuple(code for code in facts.languages if code != _FRENCH)
    if others:
        yield Statement(Fact.SPOKEN, {"languages": _Spoken(others)})
    yield from _either(facts.interpreter, Fact.INTERPRETER, Fact.NO_INTERPRETER)
    yield from _either(facts.without_reading, Fact.WITHOUT_READING, Fact.READING)
    yield from _either(facts.childcare_on_site, Fact.CHILDCARE, Fact.NO_CHILDCARE)
    yield from _either(facts.without_car, Fact.WITHOUT_CAR, Fact.CAR)
    yield from _either(facts.step_free, Fact.STEP_FREE, Fact.STEPS)


def _hours(facts: ServiceFacts, on: date) -> Iterator[Statement]:
    week = read_week(facts.opening_hours, on)
    if week is None:
        yield Statement(Fact.ASK_HOURS)
    elif week.is_always_open:
        yield Statement(Fact.ALWAYS_OPEN)
        return
    if opens_in_the_evening(facts.evening_hours, week):
        yield Statement(Fact.EVENING)
    yield from _days_out_of_the_week(week)


def _days_out_of_the_week(week: Week | None) -> Iterator[Statement]:
    if week is None:
        return
    if week.days[5]:
        yield Statement(Fact.SATURDAY)
    if week.days[6]:
        yield Statement(Fact.SUNDAY)
    if week.changes:
        yield Statement(Fact.CHANGING_HOURS)


def _bringing(facts: ServiceFacts, on: date) -> Iterator[Statement]:
    known = [fact for code, fact in BRINGING.items() if code in facts.to_bring]
    if known:
        yield from map(Statement, known)
    else:
        nothing = ToBring.NOTHING in facts.to_bring
        yield Statement(Fact.BRING_NOTHING if nothing else Fact.ASK_WHAT_TO_BRING)


def _either(answer: bool | None, yes: Fact, no: Fact) -> Iterator[Statement]:
    if answer is not None:
        yield Statement(yes if answer else no)


class _Spoken(tuple[str, ...]):
    """Codes of languages (ISO 639-1), to be named."""


def _written(value: Any, language: Language) -> str | _Count:
    if isinstance(value, date):
        return day_text(value, language)
    if isinstance(value, int):
        return _Count(value, format_decimal(value, locale=language.locale))
    if isinstance(value, Decimal):
        return format_decimal(value, locale=language.locale)
    if isinstance(value, _Spoken):
        names = Locale.parse(language.locale).languages
        return format_list([names.get(code, code) for code in value], locale=language.locale)
    if isinstance(value, tuple):
        return format_list([_name(text, language) for text in value], locale=language.locale)
    return _name(str(value), language)


def _name(text: str, language: Language) -> str:
    return _ISOLATED.format(text) if language.is_rtl else text

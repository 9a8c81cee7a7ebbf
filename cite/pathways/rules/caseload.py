"""One row of a list of people followed, read; whether it is somebody already here; and how old she is, about."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cite.core.languages import LANGUAGES
from cite.core.telephones import read_phone
from cite.core.text import search_key
from cite.imports.enums import FieldKind
from cite.imports.rules.cells import Field
from cite.pathways.enums.caseload import AgeBand, CaseloadField, CaseloadProblem
from cite.residents.enums.languages import Spoken

_EXCERPT = 60
_YEARS = range(1900, 2101)
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+")
_WRITTEN = frozenset(language.code for language in LANGUAGES)
_SPOKEN = {search_key(key): each.value for each in Spoken for key in (str(each.label), each.value)}
_BANDS = (
    (18, AgeBand.UNDER_18),
    (26, AgeBand.FROM_18),
    (40, AgeBand.FROM_26),
    (50, AgeBand.FROM_40),
)


def _field(name: CaseloadField, *aliases: str, **options: Any) -> Field:
    return Field(name=name.value, label=name.label, aliases=aliases, **{"max_length": 120} | options)


FIELDS = (
    _field(CaseloadField.LAST_NAME, "nom de famille", "nom d’usage", required=True, max_length=80),
    _field(CaseloadField.FIRST_NAME, "prénoms", required=True, max_length=60),
    _field(CaseloadField.BIRTH_DATE, "né le", "née le", "ddn", kind=FieldKind.DATE),
    _field(CaseloadField.BIRTH_YEAR, "année de naissance", kind=FieldKind.INTEGER),
    _field(CaseloadField.PHONE, "tel", "portable", "mobile", "numéro de téléphone", max_length=40),
    _field(CaseloadField.EMAIL, "courriel", "mail", "email", "e-mail", max_length=254),
    _field(CaseloadField.LANGUAGE, "langue"),
    _field(CaseloadField.DISTRICT, "qpv", "quartier prioritaire"),
    _field(
        CaseloadField.AGREED_ON,
        "date d’accord",
        "accord",
        "consentement",
        "date du consentement",
        kind=FieldKind.DATE,
        required=True,
    ),
    _field(CaseloadField.OPENED_ON, "date d’entrée", "entrée", "début du parcours", kind=FieldKind.DATE),
    _field(CaseloadField.STRUCTURE, "structure", "association"),
)


@dataclass(frozen=True, slots=True)
class CaseloadVocabulary:
    """What the words of a list may mean for whoever brings it: keys are folded words."""

    districts: Mapping[str, Any] = field(default_factory=dict)
    structures: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellIssue:
    """What is wrong with one cell."""

    field: CaseloadField
    excerpt: str
    problem: CaseloadProblem


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One row: who it is, since when, for which structure; and everything wrong with it."""

    last_name: str = ""
    first_name: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    phone: str = ""
    email: str = ""
    languages: tuple[str, ...] = ()
    district: Any = None
    agreed_on: date | None = None
    opened_on: date | None = None
    structure: Any = None
    issues: tuple[CellIssue, ...] = ()

    @property
    def language(self) -> str:
        """The language she is written to: hers where there are messages in it."""
        return next((code for code in self.languages if code in _WRITTEN), "fr")


def read_person(read: Mapping[str, Any], vocabulary: CaseloadVocabulary, *, today: date) -> ListedPerson:
    """Read one row. `read`: the values by field, None where a cell is empty."""
    reading = _Reading(read, vocabulary, today)
    names = {name: (read.get(name) or "").strip() for name in ("last_name", "first_name")}
    return ListedPerson(
        **names,
        **reading.birth(),
        phone=reading.phone(),
        email=reading.email(),
        languages=reading.language(),
        district=reading.district(),
        agreed_on=reading.day(CaseloadField.AGREED_ON, CaseloadProblem.AGREED_LATER),
        opened_on=reading.day(CaseloadField.OPENED_ON, CaseloadProblem.OPENED_LATER),
        structure=reading.structure(),
        issues=tuple(reading.who()),
    )


class _Reading:
    """What one row gives, and what is wrong with it, as they are found."""

    def __init__(self, read: Mapping[str, Any], vocabulary: CaseloadVocabulary, today: date) -> None:
        self.read, self.vocabulary, self.today = read, vocabulary, today
        self.issues: list[CellIssue] = []

    def refuse(self, name: CaseloadField, problem: CaseloadProblem) -> None:
        self.issues.append(CellIssue(name, str(self.read.get(name) or "")[:_EXCERPT], problem))

    def birth(self) -> dict[str, Any]:
        born, year = self.read.get(CaseloadField.BIRTH_DATE), self.read.get(CaseloadField.BIRTH_YEAR)
        if year is not None and year not in _YEARS:
            self.refuse(CaseloadField.BIRTH_YEAR, CaseloadProblem.YEAR)
            year = None
        if born is not None and year is not None and born.year != year:
            self.refuse(CaseloadField.BIRTH_YEAR, CaseloadProblem.OTHER_YEAR)
        return {"birth_date": born, "birth_year": born.year if born else year}

    def phone(self) -> str:
        typed = self.read.get(CaseloadField.PHONE) or ""
        number = (read_phone(typed) or "") if typed else ""
        if typed and not number.startswith("+"):
            self.refuse(CaseloadField.PHONE, CaseloadProblem.PHONE)
            return ""
        return number

    def email(self) -> str:
        typed = self.read.get(CaseloadField.EMAIL) or ""
        if typed and not _EMAIL.fullmatch(typed):
            self.refuse(CaseloadField.EMAIL, CaseloadProblem.EMAIL)
            return ""
        return typed

    def language(self) -> tuple[str, ...]:
        typed = search_key(self.read.get(CaseloadField.LANGUAGE) or "")
        if not typed:
            return ()
        if typed not in _SPOKEN:
            self.refuse(CaseloadField.LANGUAGE, CaseloadProblem.LANGUAGE)
            return ()
        return (_SPOKEN[typed],)

    def district(self) -> Any:
        typed = search_key(self.read.get(CaseloadField.DISTRICT) or "")
        if typed and typed not in self.vocabulary.districts:
            self.refuse(CaseloadField.DISTRICT, CaseloadProblem.DISTRICT)
        return self.vocabulary.districts.get(typed) if typed else None

    def day(self, name: CaseloadField, problem: CaseloadProblem) -> date | None:
        day = self.read.get(name)
        if day is not None and day > self.today:
            self.refuse(name, problem)
        return day

    def structure(self) -> Any:
        known = self.vocabulary.structures
        typed = search_key(self.read.get(CaseloadField.STRUCTURE) or "")
        if typed in known:
            return known[typed]
        mine = {id(each): each for each in known.values()}
        if not typed and len(mine) == 1:
            return next(iter(mine.values()))
        self.refuse(CaseloadField.STRUCTURE, CaseloadProblem.STRUCTURE)
        return None

    def who(self) -> list[CellIssue]:
        names = (CaseloadField.BIRTH_DATE, CaseloadField.BIRTH_YEAR, CaseloadField.PHONE)
        if not any(self.read.get(name) for name in names):
            self.refuse(CaseloadField.BIRTH_DATE, CaseloadProblem.WHO)
        return self.issues


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who shares her file with the structure, under the same name."""

    birth_date: date | None
    birth_year: int | None
    phone: str


def is_same_person(listed: ListedPerson, known: Known) -> bool:
    """Say whether a row means somebody of the same name: by her birth, else by her telephone.

    Two births that differ are two people, even behind one telephone: couples and families share theirs.
    """
    if listed.birth_date and known.birth_date:
        return listed.birth_date == known.birth_date
    if listed.birth_year and known.birth_year:
        return listed.birth_year == known.birth_year
    return bool(listed.phone) and listed.phone == known.phone


def age_band(birth_date: date | None, birth_year: int | None, on: date) -> AgeBand:
    """Tell how old somebody is, about; by the age of her year where her birthday is not known."""
    if birth_date is not None:
        had_birthday = (on.month, on.day) >= (birth_date.month, birth_date.day)
        age = on.year - birth_date.year - (not had_birthday)
    elif birth_year is not None:
        age = on.year - birth_year
    else:
        return AgeBand.UNKNOWN
    return next((band for limit, band in _BANDS if age < limit), AgeBand.FROM_50)

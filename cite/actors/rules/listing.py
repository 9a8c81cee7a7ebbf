"""One row of a list of organizations, read: words become vocabulary, or the remedy is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cite.actors.enums import (
    ChainLink,
    IdentifierProblem,
    LegalForm,
    ListField,
    ListProblem,
    OrganizationKind,
)
from cite.actors.rules.identifiers import read_identifiers
from cite.core.text import search_key
from cite.imports.enums import FieldKind
from cite.imports.rules.cells import Field

_SEVERAL = re.compile(r"[;|\n]+")
_EVERYWHERE = frozenset({"tous", "toutes", "tous les quartiers", "toute la cite"})
_WEBSITE = re.compile(r"https?://[^\s/.]+(\.[^\s/.]+)+(/\S*)?")
_EXCERPT = 60
Problem = IdentifierProblem | ListProblem


def _field(name: ListField, *aliases: str, **options: Any) -> Field:
    return Field(name=name.value, label=name.label, aliases=aliases, **{"max_length": 300} | options)


FIELDS = (
    _field(
        ListField.NAME,
        "nom de la structure",
        "structure",
        "dénomination",
        "raison sociale",
        required=True,
        max_length=200,
    ),
    _field(ListField.SHORT_NAME, "nom court", "acronyme", max_length=60),
    _field(ListField.KIND, "type de structure", "catégorie"),
    _field(ListField.LEGAL_FORM, "statut juridique"),
    _field(ListField.SIRET, "numéro siret", "n° siret"),
    _field(ListField.RNA, "rna", "n° rna"),
    _field(ListField.WEBSITE, "site", "site internet", "url"),
    _field(ListField.PRESENTATION, "description", "objet", max_length=3000),
    _field(ListField.CHAIN_LINKS, "maillon", "maillons de la chaîne"),
    _field(ListField.DISTRICTS, "quartier", "qpv", "quartiers d’intervention", max_length=2000),
    _field(ListField.ADDRESS, "adresse postale", "adresse du siège", kind=FieldKind.ADDRESS, max_length=200),
    _field(ListField.COMMUNE, "ville"),
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the words of a list may mean here: keys are folded words."""

    districts: Mapping[str, Any] = field(default_factory=dict)
    communes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with one cell."""

    field: str
    excerpt: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class RowSheet:
    """One row: the values it gives (a field left empty is absent), and everything wrong with it."""

    values: Mapping[str, Any]
    problems: tuple[CellProblem, ...] = ()


def _index(choices: Iterable[Any]) -> dict[str, str]:
    return {search_key(key): c.value for c in choices for key in (str(c.label), c.value)}


_KINDS, _FORMS, _LINKS = _index(OrganizationKind), _index(LegalForm), _index(ChainLink)


def read_row(read: Mapping[str, Any], vocabulary: Vocabulary) -> RowSheet:
    """Read one row. `read`: the texts by field, None where a cell is empty."""
    reading = _Reading(read)
    for name in (ListField.NAME, ListField.SHORT_NAME, ListField.PRESENTATION, ListField.ADDRESS):
        if text := read.get(name):
            reading.values[name.value] = text
    reading.website()
    reading.one(ListField.KIND, _KINDS, ListProblem.UNKNOWN_KIND)
    reading.one(ListField.LEGAL_FORM, _FORMS, ListProblem.UNKNOWN_LEGAL_FORM)
    reading.one(ListField.COMMUNE, vocabulary.communes, ListProblem.UNKNOWN_COMMUNE)
    reading.several(ListField.CHAIN_LINKS, _LINKS, ListProblem.UNKNOWN_LINK)
    if search_key(read.get(ListField.DISTRICTS) or "") in _EVERYWHERE:
        reading.values["covers_all_districts"] = True
    else:
        reading.several(ListField.DISTRICTS, vocabulary.districts, ListProblem.UNKNOWN_DISTRICT)
    reading.numbers()
    return RowSheet(reading.values, tuple(reading.problems))


class _Reading:
    """What one row gives, and what is wrong with it, as they are found."""

    def __init__(self, read: Mapping[str, Any]) -> None:
        self.read = read
        self.values: dict[str, Any] = {}
        self.problems: list[CellProblem] = []

    def _refuse(self, name: str, problem: Problem, text: str) -> None:
        self.problems.append(CellProblem(str(name), text[:_EXCERPT], problem))

    def one(self, name: ListField, known: Mapping[str, Any], problem: ListProblem) -> None:
        text = self.read.get(name)
        if text and search_key(text) in known:
            self.values[name.value] = known[search_key(text)]
        elif text:
            self._refuse(name, problem, text)

    def several(self, name: ListField, known: Mapping[str, Any], problem: ListProblem) -> None:
        parts = [part.strip() for part in _SEVERAL.split(self.read.get(name) or "") if part.strip()]
        for part in parts:
            if search_key(part) not in known:
                self._refuse(name, problem, part)
        if parts:
            self.values[name.value] = tuple(known[search_key(p)] for p in parts if search_key(p) in known)

    def website(self) -> None:
        if text := self.read.get(ListField.WEBSITE):
            address = text if "://" in text else f"https://{text}"
            self.values["website"] = address
            if not _WEBSITE.fullmatch(address):
                self._refuse(ListField.WEBSITE, ListProblem.NOT_A_WEBSITE, text)

    def numbers(self) -> None:
        typed = {name: self.read.get(name) or "" for name in ("siret", "rna")}
        numbers, wrong = read_identifiers(**typed)
        for name, problem in wrong.items():
            self._refuse(name, problem, typed[name])
        good = {name: getattr(numbers, name) for name, text in typed.items() if text and name not in wrong}
        self.values.update(good)

"""Which column holds what: recognized by its name, a close name, its content; then confirmed by people."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from cite.core.decisions import Decision, all_of, unless
from cite.core.text import search_key
from cite.imports.enums import Clue, FieldKind, ImportObjection
from cite.imports.rules.cells import Field, holds

_TEXTS = {FieldKind.TEXT, FieldKind.ADDRESS}
_WORD_STARTS = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])")
_OTHER_ADDRESSES = set("mail email courriel electronique mel internet web site url ip".split())
_STREET = re.compile(
    r"\b(rue|avenue|av|boulevard|bd|bld|place|pl|allee|allees|chemin|che|cours|impasse|imp|quai|route|rte|square"
    r"|passage|montee|lotissement|residence|esplanade|promenade|sentier|lieu dit|lieudit|hameau|bp)\b"
)
_PRECISE = re.compile(r"-?[0-9]{1,2}[.,][0-9]{3,}")
_CLOSE = 88
_ENOUGH = 0.8
_SOME = 0.2


@dataclass(frozen=True, slots=True)
class Guess:
    """One column recognized as one field, and why."""

    field: str
    column: int
    clue: Clue

    @property
    def is_sure(self) -> bool:
        """Whether the name says it; anything else, the person must look at."""
        return self.clue == Clue.SAME_NAME


@dataclass(frozen=True, slots=True)
class Recognition:
    """The columns recognized in a table, at most one for each field."""

    guesses: tuple[Guess, ...]

    @property
    def mapping(self) -> dict[str, int]:
        """Column numbers, from 0, by field name."""
        return {guess.field: guess.column for guess in self.guesses}

    def guess_for(self, field: str) -> Guess | None:
        """Tell what was recognized for a field."""
        return next((guess for guess in self.guesses if guess.field == field), None)


def _words(header: str) -> list[str]:
    return search_key(_WORD_STARTS.sub(" ", header)).split()


def _share(cells: Sequence[str], test) -> float:
    filled = [cell for cell in cells if cell.strip()]
    return sum(map(test, filled)) / len(filled) if filled else 0.0


def _contains(words: list[str], part: list[str]) -> bool:
    return f" {' '.join(part)} " in f" {' '.join(words)} "


def _name_score(words: list[str], field: Field) -> int:
    """100: one of the field's names; 60 to 99: close to one; 0: something else."""
    best = 0
    header = "".join(words)
    for rank, name in enumerate((field.name, field.label, *field.aliases)):
        known = _words(str(name))
        key = "".join(known)
        if not key or not header:
            continue
        if header == key:
            return 200 - rank
        if min(len(header), len(key)) >= 4 and fuzz.ratio(header, key) >= _CLOSE:
            best = max(best, 90)
        elif len(key) >= 4 and _contains(words, known) and not _OTHER_ADDRESSES & set(words):
            best = max(best, 60 + 20 * len(known) // len(words))
    return best


def _looks_like(kind: FieldKind, cells: Sequence[str]) -> bool:
    """Recognize by content what cannot be mistaken for something else."""
    if kind == FieldKind.ADDRESS:
        return _share(cells, lambda cell: bool(_STREET.search(search_key(cell)))) >= 0.5
    if kind in (FieldKind.LONGITUDE, FieldKind.LATITUDE):
        low, high = (-6.0, 10.0) if kind == FieldKind.LONGITUDE else (41.0, 52.0)
        return (
            _share(
                cells,
                lambda cell: (
                    bool(_PRECISE.fullmatch(cell.strip()))
                    and low <= float(cell.strip().replace(",", ".")) <= high
                ),
            )
            >= _ENOUGH
        )
    if kind in (FieldKind.LAMBERT93_X, FieldKind.LAMBERT93_Y):
        least = 100_000 if kind == FieldKind.LAMBERT93_X else 6_000_000
        return _share(cells, lambda cell: holds(cell, kind) and float(_digits(cell) or 0) >= least) >= _ENOUGH
    return False


def _digits(cell: str) -> str:
    return re.sub(r"[^0-9]", "", cell.partition(".")[0].partition(",")[0])


def _looks_like_unnamed(kind: FieldKind, cells: Sequence[str]) -> bool:
    """Recognize by content alone, where no header contradicts."""
    if kind == FieldKind.POSTCODE:
        return _share(cells, lambda cell: holds(cell, kind)) >= _ENOUGH
    if kind == FieldKind.DATE:
        dated = _share(cells, lambda cell: holds(cell, kind) and not cell.strip().replace(".", "").isdigit())
        return dated >= _ENOUGH
    return _looks_like(kind, cells)


def _plausible(field: Field, cells: Sequence[str]) -> bool:
    """Keep a name only where the cells do not say otherwise (a column « x » may be degrees or meters)."""
    if field.kind in _TEXTS or not any(cell.strip() for cell in cells):
        return True
    return _share(cells, lambda cell: holds(cell, field.kind)) >= _SOME


def _by_name(headers: Sequence[str], columns: Sequence[Sequence[str]], fields: Sequence[Field]):
    for order, field in enumerate(fields):
        for number, header in enumerate(headers):
            score = _name_score(_words(header), field)
            if score and _plausible(field, columns[number]):
                clue = Clue.SAME_NAME if score >= 100 else Clue.CLOSE_NAME
                yield -score, order, number, Guess(field.name, number, clue)


def _by_content(headers: Sequence[str], columns: Sequence[Sequence[str]], fields: Sequence[Field]):
    for order, field in enumerate(fields):
        for number, cells in enumerate(columns):
            test = _looks_like if headers[number].strip() else _looks_like_unnamed
            if test(field.kind, cells):
                yield 0, order, number, Guess(field.name, number, Clue.CONTENT)


def recognize(
    headers: Sequence[str], sample: Sequence[Sequence[str]], fields: Sequence[Field]
) -> Recognition:
    """Recognize the columns of a table from its headers (empty where it has none) and its first rows."""
    columns = [[row[number] if number < len(row) else "" for row in sample] for number in range(len(headers))]
    candidates = sorted(_by_name(headers, columns, fields), key=lambda c: c[:3])
    candidates += sorted(_by_content(headers, columns, fields), key=lambda c: c[:3])
    taken: dict[str, Guess] = {}
    used: set[int] = set()
    for *_, guess in candidates:
        if guess.field not in taken and guess.column not in used:
            taken[guess.field] = guess
            used.add(guess.column)
    return Recognition(tuple(taken[field.name] for field in fields if field.name in taken))


def check_mapping(
    mapping: Mapping[str, int],
    fields: Sequence[Field],
    width: int,
    one_of: Sequence[Sequence[str]] = (),
) -> Decision:
    """Check the columns that a person confirmed: field name → column number, from 0.

    `one_of` lists groups of fields, one of which must be complete (address, or longitude and latitude).
    """
    known = {field.name for field in fields}
    complete = any(all(name in mapping for name in group) for group in one_of)
    in_file = all(name in known and 0 <= column < width for name, column in mapping.items())
    return all_of(
        [
            unless(all(f.name in mapping for f in fields if f.required), ImportObjection.REQUIRED_COLUMN),
            unless(complete or not one_of, ImportObjection.ONE_OF_MISSING),
            unless(len(set(mapping.values())) == len(mapping), ImportObjection.COLUMN_TWICE),
            unless(in_file, ImportObjection.UNKNOWN_COLUMN),
        ]
    )

"""Cells read as what they should hold: French commas, dates as people write them, lost leading zeros."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cite.core.text import search_key, without_control_characters
from cite.imports.enums import CellProblem, FieldKind

EXCERPT = 60
_SPACES = re.compile(r"\s+")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?([eE][+-]?[0-9]{1,2})?")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}([.,])[0-9]{3}(\1[0-9]{3})+")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[/.\-]?([0-9]{2})[/.\-]?([0-9]{2})")
_IN_WORDS = re.compile(r"([0-9]{1,2})(?: ?er)? ([a-z]+) ([0-9]{4})")
_TIME_OF_DAY = re.compile(r"[T ][0-9]{1,2}[:h][0-9]{2}\S*$")
_MONTHS = ("janv", "fev", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec")
_SERIAL_ORIGIN = date(1899, 12, 30)  # serial numbers of spreadsheets count from here
_SERIALS = range(10_000, 73_051)  # from 1927 to 2100
_YEARS = range(1900, 2101)
_LAMBERT93_X = (0, 1_300_000)
_LAMBERT93_Y = (6_000_000, 7_200_000)


class UnreadableCell(ValueError):
    """A cell that does not hold what its column should."""

    def __init__(self, problem: CellProblem) -> None:
        self.problem = problem
        super().__init__(problem.value)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing an import needs: how it is called in people's files, what its cells hold.

    `max_length` counts characters; `aliases` are other names of the column, whatever their case and accents.
    """

    name: str
    label: str
    aliases: tuple[str, ...] = ()
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    help: str = ""
    max_length: int = 500


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong with one cell: where it is, what it holds, what to write instead."""

    line: int
    column: str
    excerpt: str
    problem: CellProblem
    limit: int = 0

    @property
    def sentence(self) -> str:
        """The problem and its remedy, in one or two sentences."""
        return str(self.problem.label) % {"limit": self.limit} if self.limit else str(self.problem.label)


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One row: `line` as the spreadsheet numbers it, values by field, the cells as typed, the errors.

    A value is None when its cell is empty, wrong, or has no column.
    """

    line: int
    values: Mapping[str, Any]
    cells: Mapping[str, str]
    errors: tuple[CellError, ...] = field(default=())


def clean(text: str) -> str:
    """Tidy what was typed: no control character, single spaces."""
    if not text.isprintable():
        text = without_control_characters(text)
    return " ".join(text.split())


def parse_decimal(text: str) -> Decimal:
    """Read « 1 234,56 », « 1.234,56 », « 1,234.56 », « 12.5 € », « 1e-05 »."""
    number = _SPACES.sub("", text).removesuffix("€").removesuffix("%")
    if _THOUSANDS.fullmatch(number):
        number = number.replace(".", "").replace(",", "")
    elif number.rfind(",") > number.rfind("."):
        number = number.replace(".", "").replace(",", ".")
    else:
        number = number.replace(",", "")
    if not _DECIMAL.fullmatch(number):
        raise UnreadableCell(CellProblem.NOT_A_NUMBER)
    return Decimal(number)


def parse_integer(text: str) -> int:
    """Read « 1 234 » and what spreadsheets make of it (« 1234.0 »)."""
    try:
        number = parse_decimal(text)
    except UnreadableCell:
        raise UnreadableCell(CellProblem.NOT_AN_INTEGER) from None
    if abs(number) >= 10**18 or number != int(number):
        raise UnreadableCell(CellProblem.NOT_AN_INTEGER)
    return int(number)


def _year(text: str) -> int:
    """Two digits: from 1930 to 2029, as spreadsheets do."""
    if len(text) > 2:
        return int(text)
    return int(text) + (2000 if int(text) < 30 else 1900)


def _date_parts(text: str) -> tuple[int, int, int] | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return _year(match[3]), int(match[2]), int(match[1])
    if match := _IN_WORDS.fullmatch(search_key(text)):
        months = [n for n, start in enumerate(_MONTHS, 1) if match[2].startswith(start)]
        return (int(match[3]), months[0], int(match[1])) if months else None
    return None


def parse_date(text: str) -> date:
    """Read « 31/12/2026 », « 31.12.26 », « 2026-12-31 », « 1er mars 2026 », a spreadsheet's serial number."""
    day = _TIME_OF_DAY.sub("", text)
    parts = _date_parts(day)
    try:
        if parts and parts[0] in _YEARS:
            return date(*parts)
    except ValueError:
        raise UnreadableCell(CellProblem.NOT_A_DATE) from None
    serial = day.partition(".")[0]
    if re.fullmatch(r"[0-9]{5}", serial) and int(serial) in _SERIALS:
        return _SERIAL_ORIGIN + timedelta(days=int(serial))
    raise UnreadableCell(CellProblem.NOT_A_DATE)


def parse_postcode(text: str) -> str:
    """Read « 42000 », « 42 000 », « 42000.0 », « F-42000 », and « 1000 » whose leading zero was lost."""
    code = _SPACES.sub("", text).upper().removesuffix(".0").removeprefix("F-")
    code = code.zfill(5) if len(code) == 4 else code
    if not re.fullmatch(r"[0-9]{5}", code) or not 1_000 <= int(code) < 99_000:
        raise UnreadableCell(CellProblem.NOT_A_POSTCODE)
    return code


def parse_commune_code(text: str) -> str:
    """Read « 42218 », « 2A004 », and « 1004 » whose leading zero was lost."""
    code = _SPACES.sub("", text).upper().removesuffix(".0")
    code = code.zfill(5) if len(code) == 4 else code
    if not re.fullmatch(r"([0-8][0-9]|9[0-58]|2[AB]|9[78])[0-9]{3}", code):
        raise UnreadableCell(CellProblem.NOT_A_COMMUNE_CODE)
    return code


def _within(number: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= number <= bounds[1]


def _degrees(text: str, limit: float, problem: CellProblem) -> float:
    try:
        number = float(parse_decimal(text.removesuffix("°")))
    except UnreadableCell:
        raise UnreadableCell(problem) from None
    if abs(number) <= limit:
        return number
    meters = _within(number, (1000, _LAMBERT93_X[1])) or _within(number, _LAMBERT93_Y)
    raise UnreadableCell(CellProblem.IN_LAMBERT93 if meters else problem)


def _meters(text: str, bounds: tuple[float, float]) -> float:
    try:
        number = float(parse_decimal(text))
    except UnreadableCell:
        raise UnreadableCell(CellProblem.NOT_LAMBERT93) from None
    if not _within(number, bounds) or abs(number) <= 180:
        raise UnreadableCell(CellProblem.NOT_LAMBERT93)
    return number


_PARSERS: dict[FieldKind, Callable[[str], Any]] = {
    FieldKind.TEXT: str,
    FieldKind.ADDRESS: str,
    FieldKind.POSTCODE: parse_postcode,
    FieldKind.COMMUNE_CODE: parse_commune_code,
    FieldKind.INTEGER: parse_integer,
    FieldKind.DECIMAL: parse_decimal,
    FieldKind.DATE: parse_date,
    FieldKind.LONGITUDE: lambda text: _degrees(text, 180, CellProblem.NOT_A_LONGITUDE),
    FieldKind.LATITUDE: lambda text: _degrees(text, 90, CellProblem.NOT_A_LATITUDE),
    FieldKind.LAMBERT93_X: lambda text: _meters(text, _LAMBERT93_X),
    FieldKind.LAMBERT93_Y: lambda text: _meters(text, _LAMBERT93_Y),
}


def parse_cell(text: str, field: Field) -> Any:
    """Read one cell as its field wants; None when it is empty.

    Raises:
        UnreadableCell: it does not hold what the field wants.
    """
    text = clean(text)
    if not text:
        if field.required:
            raise UnreadableCell(CellProblem.MISSING)
        return None
    if len(text) > field.max_length:
        raise UnreadableCell(CellProblem.TOO_LONG)
    return _PARSERS[field.kind](text)


def holds(text: str, kind: FieldKind) -> bool:
    """Say whether a cell could hold this."""
    try:
        _PARSERS[kind](clean(text))
    except UnreadableCell:
        return False
    return True


def parse_row(
    line: int,
    cells: Sequence[str],
    columns: Mapping[str, int],
    fields: Sequence[Field],
    labels: Sequence[str],
) -> ParsedRow:
    """Read one row: every field that has a column, every error kept; nothing stops at the first."""
    values: dict[str, Any] = {}
    typed: dict[str, str] = {}
    errors = []
    for wanted in fields:
        column = columns.get(wanted.name)
        text = cells[column] if column is not None else ""
        typed[wanted.name] = text
        try:
            values[wanted.name] = parse_cell(text, wanted)
        except UnreadableCell as unreadable:
            values[wanted.name] = None
            limit = wanted.max_length if unreadable.problem == CellProblem.TOO_LONG else 0
            where = labels[column] if column is not None else wanted.label
            errors.append(CellError(line, where, clean(text)[:EXCERPT], unreadable.problem, limit))
    return ParsedRow(line, values, typed, tuple(errors))

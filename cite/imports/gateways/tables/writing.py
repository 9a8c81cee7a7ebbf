"""The person's own file given back: same rows, same format, columns added; no formula left alive."""

from __future__ import annotations

import codecs
import csv
import io
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from types import SimpleNamespace
from typing import Any, BinaryIO, Protocol

import xlsxwriter
from anyascii import anyascii

from cite.core.spreadsheets import SUSPECTS, defused
from cite.imports.enums import TableRemark
from cite.imports.gateways.tables.base import Row, Table
from cite.imports.gateways.tables.text import TextTable
from cite.imports.gateways.tables.workbook import WorkbookTable
from cite.imports.rules.headers import labels

_LONGEST_CELL = 32_767  # characters, the limit of XLSX
_MOST_LINES = 1_048_576
_KEPT_ANSWERS = 20_000


def _nearest(error: UnicodeError) -> tuple[str, int]:
    """Write what an old encoding does not know with the nearest it knows: a narrow space, a Polish name."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    folded = unicodedata.normalize("NFKC", text)
    try:
        folded.encode(error.encoding)
    except UnicodeEncodeError:
        folded = anyascii(text) or "?"
    return folded, error.end


codecs.register_error("nearest", _nearest)


class TableWriter(Protocol):
    """Writes a table back, row after row; a context manager. `remarks` is complete once closed."""

    remarks: list[str]

    def write(self, row: Row, added: Sequence[str]) -> None:
        """Write a row of the table with its added cells."""

    def __enter__(self) -> TableWriter:
        """Write what stands above the rows."""

    def __exit__(self, *error: Any) -> None:
        """Finish the file."""


def write_table(
    table: Table, destination: BinaryIO, added: Sequence[str], *, for_spreadsheet: bool = False
) -> TableWriter:
    """Give a table back in its own shape, with columns added.

    A CSV keeps its encoding, separator, line ends, titles and blank lines; characters that its encoding lacks
    become the nearest it has. A workbook comes back as the sheet that was read, its cells with their types.
    A file without headers gains a first line that names its columns. The destination stays open.
    `for_spreadsheet`: UTF-8 is marked as such, for without its mark Excel reads our accents as another encoding.
    """
    if isinstance(table, TextTable):
        is_unmarked = for_spreadsheet and table.encoding == "utf-8"
        return _TextWriter(table, destination, added, "utf-8-sig" if is_unmarked else table.encoding)
    if isinstance(table, WorkbookTable):
        return _WorkbookWriter(table, destination, added)
    raise TypeError(type(table).__name__)


def _all_headers(table: Table, added: Sequence[str]) -> list[str]:
    """Name every column: theirs as they are (numbered where the file names none), then ours, never twice."""
    own = list(table.headers) if table.has_header else table.labels
    return own + labels([*own, *added])[len(own) :]


class _TextWriter:
    def __init__(self, table: TextTable, destination: BinaryIO, added: Sequence[str], encoding: str) -> None:
        self.remarks: list[str] = []
        self._table = table
        self._headers = _all_headers(table, added)
        self._live = 0
        self._text = io.TextIOWrapper(destination, encoding, "nearest", newline="", write_through=False)
        self._lines: list[str] = []
        sink = SimpleNamespace(write=self._lines.append)
        self._csv = csv.writer(sink, delimiter=table.separator, lineterminator=table.line_end)
        self._added_text = lru_cache(maxsize=_KEPT_ANSWERS)(self._formatted)

    def __enter__(self) -> _TextWriter:
        self._text.write(self._table.directive)
        for cells in (*self._table.titles, self._headers):
            text, live = self._formatted(cells)
            self._text.write(text)
            self._live += live
        return self

    def write(self, row: Row, added: Sequence[str]) -> None:
        if row.blank_lines_above:
            self._text.write(self._table.line_end * row.blank_lines_above)
        own, own_live = self._formatted(row.source)
        ours, ours_live = self._added_text(tuple(added))  # many rows share an answer
        between = self._table.separator if added else ""
        self._text.write(own.removesuffix(self._table.line_end) + between + ours)
        self._live += own_live + ours_live

    def _formatted(self, cells: Sequence[str]) -> tuple[str, int]:
        """Write cells as one line without formulas; say how many there were."""
        live = 0
        if any(cell[:1] in SUSPECTS for cell in cells):
            safe = [defused(cell) for cell in cells]
            live = sum(new is not old for new, old in zip(safe, cells, strict=True))
            cells = safe
        self._csv.writerow(cells)
        return self._lines.pop(), live

    def __exit__(self, *error: Any) -> None:
        self._text.flush()
        self._text.detach()
        if self._live:
            self.remarks.append(str(TableRemark.DEFUSED.label) % {"count": self._live})


class _WorkbookWriter:
    """Cells keep their type; a text that looks like a formula stays a text, which no spreadsheet runs."""

    def __init__(self, table: WorkbookTable, destination: BinaryIO, added: Sequence[str]) -> None:
        self.remarks: list[str] = []
        self._table = table
        self._headers = _all_headers(table, added)
        options = {"constant_memory": True, "default_date_format": "dd/mm/yyyy", "nan_inf_to_errors": True}
        self._book = xlsxwriter.Workbook(destination, options)
        self._page = self._book.add_worksheet(table.sheet)
        self._moment = self._book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        self._hour = self._book.add_format({"num_format": "hh:mm"})
        self._below = 0

    def __enter__(self) -> _WorkbookWriter:
        for line, cells in enumerate(self._table.titles):
            self._write_line(line, cells)
        line = len(self._table.titles)
        self._write_line(line, self._headers)
        self._page.freeze_panes(line + 1, 0)
        self._below = 0 if self._table.has_header else 1
        return self

    def write(self, row: Row, added: Sequence[str]) -> None:
        self._write_line(row.line - 1 + self._below, [*row.source, *added])

    def _write_line(self, line: int, cells: Sequence[Any]) -> None:
        for column, value in enumerate(cells, start=self._table.first_column):
            self._write_cell(line, column, value)

    def _write_cell(self, line: int, column: int, value: Any) -> None:
        if isinstance(value, str):
            if value:
                self._page.write_string(line, column, value[:_LONGEST_CELL])
        elif isinstance(value, bool):
            self._page.write_boolean(line, column, value)
        elif isinstance(value, (int, float)):
            self._page.write_number(line, column, value)
        elif isinstance(value, datetime):
            self._page.write_datetime(line, column, value, self._moment)
        elif isinstance(value, (time, timedelta)):
            self._page.write_datetime(line, column, value, self._hour)
        elif isinstance(value, date):
            self._page.write_datetime(line, column, value)

    def __exit__(self, *error: Any) -> None:
        self._book.close()

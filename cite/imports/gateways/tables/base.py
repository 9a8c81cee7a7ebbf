"""What every table is, whatever file it came from."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from cite.imports.enums import TableProblem, TableRemark
from cite.imports.rules.headers import SEARCHED_ROWS, find_header, labels

MEGABYTE = 1_000_000


Record = tuple[int, Sequence[str], Sequence[Any]]


class UnreadableTable(ValueError):
    """A file that cannot be read as a table; the sentence says why and what to do."""

    def __init__(self, problem: TableProblem, **details: Any) -> None:
        self.problem = problem
        self.sentence = str(problem.label) % details if details else str(problem.label)
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may not exceed; None: no limit.

    `max_cells` and `max_unpacked_bytes` protect the memory from workbooks, which unpack a thousand times
    bigger than they look.
    """

    max_rows: int | None = None
    max_columns: int = 500
    max_cells: int = 12_000_000
    max_unpacked_bytes: int = 600 * MEGABYTE


class Row(NamedTuple):
    """One filled row: its line as a spreadsheet numbers it, its cells as text and as the file holds them."""

    line: int
    cells: Sequence[str]
    source: Sequence[Any]
    blank_lines_above: int = 0


class Table(ABC):
    """A table of any shape: headers, then rows that can be read again and again, one reader at a time.

    `headers` has one text per column, empty where the file names none; `titles` are the rows above.
    """

    extension: str
    content_type: str
    encoding = ""
    separator = ""
    sheet = ""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.headers: list[str] = []
        self.titles: list[Sequence[Any]] = []
        self.row_count = 0
        self.remarks: list[str] = []
        self._header_line = 0

    @property
    def has_header(self) -> bool:
        """Whether the file names its columns."""
        return self._header_line > 0

    @property
    def labels(self) -> list[str]:
        """One distinct name per column, to show."""
        return labels(self.headers)

    @abstractmethod
    def _records(self) -> Iterator[Record]:
        """Read every record, blank ones too: line from 1, cells as text, cells as the file holds them."""

    def rows(self) -> Iterator[Row]:
        """Read the filled rows below the headers."""
        width = len(self.headers)
        blanks = 0
        for line, cells, source in islice(self._records(), self._header_line, None):
            if not any(map(str.strip, cells)):
                blanks += 1
                continue
            if len(cells) != width:
                padding = [""] * (width - len(cells))
                cells, source = [*cells[:width], *padding], [*source[:width], *padding]
            yield Row(line, cells, source, blanks)
            blanks = 0

    def first_rows(self, count: int) -> list[Row]:
        """Read the first rows, for a preview or to recognize the columns."""
        return list(islice(self.rows(), count))

    def _remark(self, remark: TableRemark, **details: Any) -> None:
        self.remarks.append(str(remark.label) % details if details else str(remark.label))

    def _survey(self, has_header: bool | None) -> None:
        """Go through the whole file once: headers, number of rows, width; refuse what exceeds the limits."""
        first = list(islice(self._records(), SEARCHED_ROWS))
        if not any(any(map(str.strip, cells)) for _, cells, _ in first) and len(first) < SEARCHED_ROWS:
            raise UnreadableTable(TableProblem.EMPTY)
        self._find_header(first, has_header)
        width, blanks = self._measure()
        if not self.row_count:
            raise UnreadableTable(TableProblem.NO_ROWS)
        self.headers += [""] * (width - len(self.headers))
        if blanks:
            self._remark(TableRemark.BLANK, count=blanks)

    def _find_header(self, first: list[Record], has_header: bool | None) -> None:
        rows = [cells for _, cells, _ in first]
        found = None if has_header is False else find_header(rows)
        if found is None and has_header:
            found = next((n for n, cells in enumerate(rows) if any(map(str.strip, cells))), None)
        if found is None:
            self._remark(TableRemark.NO_HEADER)
            return
        self._header_line = found + 1
        self.headers = [str(cell).strip() for cell in rows[found]]
        while self.headers and not self.headers[-1]:
            self.headers.pop()
        self.titles = [source for _, _, source in first[:found]]
        if found:
            self._remark(TableRemark.TITLE_SKIPPED, count=found)

    def _measure(self) -> tuple[int, int]:
        """Count the rows, and find the widest."""
        usual = width = len(self.headers)
        count = blanks = ragged = first_ragged = 0
        for line, cells, _ in islice(self._records(), self._header_line, None):
            if not any(map(str.strip, cells)):
                blanks += 1
                continue
            count += 1
            usual = usual or len(cells)
            if len(cells) != usual:
                filled = _filled_width(cells)
                if filled > usual or len(cells) < usual:
                    ragged += 1
                    first_ragged = first_ragged or line
                    width = max(width, filled)
            self._check_limits(line, count, max(width, usual))
        if ragged:
            self._remark(TableRemark.RAGGED, count=ragged, line=first_ragged)
        self.row_count = count
        return max(width, usual), blanks

    def _check_limits(self, line: int, count: int, width: int) -> None:
        if width > self.limits.max_columns:
            raise UnreadableTable(TableProblem.TOO_MANY_COLUMNS, line=line, limit=self.limits.max_columns)
        if self.limits.max_rows is not None and count > self.limits.max_rows:
            limit = f"{self.limits.max_rows:,}".replace(",", "\u202f")
            raise UnreadableTable(TableProblem.TOO_MANY_ROWS, limit=limit)


def _filled_width(cells: Sequence[str]) -> int:
    return next((number for number in range(len(cells), 0, -1) if cells[number - 1].strip()), 0)

"""XLSX and ODS: measured before they are opened, then read by calamine.

calamine holds a sheet as a full rectangle (32 bytes a cell): two cells very far apart, or a small archive
that unpacks without end, would take all the memory. So the archive is first unpacked block by block, trusting
none of its headers, and the rectangle of each sheet is measured from the references of its cells. No limit of
ratio: an honest list of identical rows packs as well as a bomb.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO
from xml.parsers import expat

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from cite.imports.enums import TableProblem, TableRemark
from cite.imports.gateways.tables.base import MEGABYTE, Limits, Record, Table, UnreadableTable

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    CalamineError,
    NotImplementedError,
    RuntimeError,
    OSError,
)
_BLOCK = MEGABYTE
_MAX_MEMBERS = 2_000
_MAX_SHEETS = 50
_XLSX_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_ODS_CONTENT = "content.xml"
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])")
_REFERENCE = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Za-z]+)([0-9]+)["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^<>]*?\br\s*=\s*["']([0-9]+)["']""")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_ROW_START = re.compile(rb"<(?:\w+:)?row(?=[\s/>])")
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "


class _Unpacked:
    """What an archive may still unpack to."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.left = limits.max_unpacked_bytes

    def blocks(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """Unpack a member to its real end, whatever size it claims."""
        member.file_size = self.limits.max_unpacked_bytes + _BLOCK
        with archive.open(member) as unpacked:
            while block := unpacked.read(_BLOCK):
                self.left -= len(block)
                if self.left < 0:
                    limit = self.limits.max_unpacked_bytes // MEGABYTE
                    raise UnreadableTable(TableProblem.UNPACKS_TOO_BIG, limit=limit)
                yield block


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:7]:
        number = number * 26 + letter - 64
    return number


class _Rectangles:
    """The memory that the sheets take together, in cells: full rectangles from the first cell to the last."""

    def __init__(self, max_cells: int) -> None:
        self._max_cells = max_cells
        self._before = self._current = 0

    def next_sheet(self) -> None:
        """Start measuring another sheet."""
        self._before, self._current = self._before + self._current, 0

    def grow(self, rows: int, columns: int) -> None:
        """Take the sheet at its present size.

        Raises:
            UnreadableTable: it would not fit in memory.
        """
        self._current = max(self._current, rows * columns)
        if self._before + self._current > self._max_cells:
            raise UnreadableTable(TableProblem.TOO_MANY_CELLS)


class _XlsxMeasure:
    """The rectangle a sheet of an XLSX takes, from the references of its cells."""

    def __init__(self, rectangles: _Rectangles) -> None:
        rectangles.next_sheet()
        self._rectangles = rectangles
        self._rows = self._columns = self._widest = self._open_row = 0
        self._rest = b""

    def feed(self, block: bytes, *, last: bool = False) -> None:
        """Measure one more block."""
        text = self._rest + block
        cut = len(text) if last else max(text.rfind(b"<", 0, len(text)), 0)
        text, self._rest = text[:cut], text[cut:]
        if len(self._rest) > _BLOCK:
            raise UnreadableTable(TableProblem.BROKEN_WORKBOOK)
        references = _REFERENCE.findall(text)
        lines = [int(line[:9]) for line in _ROW.findall(text)] + [int(line[:9]) for _, line in references]
        self._rows = max(self._rows, *lines) if lines else self._rows
        for letters in {letters for letters, _ in references}:
            self._columns = max(self._columns, _column_number(letters))
        self._place_the_rest(text, len(references))

    def _place_the_rest(self, text: bytes, referenced: int) -> None:
        """Cells without reference stand one after the other: the widest row bounds them."""
        unplaced = len(_CELL.findall(text)) - referenced
        if unplaced:
            rows = _ROW_START.split(text)
            self._rows += len(rows) - 1
            self._open_row += len(_CELL.findall(rows[0]))
            for row in rows[1:]:
                self._widest, self._open_row = max(self._widest, self._open_row), len(_CELL.findall(row))
        self._rectangles.grow(self._rows, self._columns + max(self._widest, self._open_row))


class _OdsMeasure:
    """The rectangle each sheet of an ODS takes, repeats counted; empty cells at the end do not count."""

    def __init__(self, rectangles: _Rectangles) -> None:
        self._rectangles = rectangles
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._rows = self._pending_rows = self._columns = self._width = self._pending_columns = 0
        self._repeat_row = 1

    def feed(self, block: bytes, *, last: bool = False) -> None:
        """Measure one more block."""
        try:
            self._parser.Parse(block, last)
        except UnreadableTable:
            raise
        except (expat.ExpatError, ValueError):
            raise UnreadableTable(TableProblem.BROKEN_WORKBOOK) from None

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_TABLE}table":
            self._rectangles.next_sheet()
            self._rows = self._pending_rows = self._columns = 0
        elif name == f"{_TABLE}table-row":
            self._repeat_row = int(attributes.get(f"{_TABLE}number-rows-repeated", "1")[:9])
            self._width = self._pending_columns = 0
        elif name in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            self._pending_columns += int(attributes.get(f"{_TABLE}number-columns-repeated", "1")[:9])
            if any(key.startswith(_OFFICE) for key in attributes):
                self._width = self._pending_columns
        elif name == f"{_TEXT}p":
            self._width = max(self._width, self._pending_columns)

    def _close(self, name: str) -> None:
        if name != f"{_TABLE}table-row":
            return
        self._pending_rows += self._repeat_row
        if self._width:
            self._rows = self._pending_rows
            self._columns = max(self._columns, self._width)
            self._rectangles.grow(self._rows, self._columns)


def _measure(archive: zipfile.ZipFile, limits: Limits) -> str:
    """Unpack everything once; tell which of the two formats this is.

    Raises:
        UnreadableTable: it is neither, or it would not fit in memory.
    """
    members = archive.infolist()
    names = {member.filename for member in members}
    is_ods = _ODS_CONTENT in names and "xl/workbook.xml" not in names
    if len(members) > _MAX_MEMBERS or not (is_ods or "xl/workbook.xml" in names):
        raise UnreadableTable(TableProblem.ARCHIVE)
    unpacked, rectangles = _Unpacked(limits), _Rectangles(limits.max_cells)
    for member in members:
        is_sheet = member.filename == _ODS_CONTENT if is_ods else _XLSX_SHEET.fullmatch(member.filename)
        measure = (_OdsMeasure if is_ods else _XlsxMeasure)(rectangles) if is_sheet else None
        for block in unpacked.blocks(archive, member):
            if measure:
                measure.feed(block)
        if measure:
            measure.feed(b"", last=True)
    return "ods" if is_ods else "xlsx"


def text_of(value: Any) -> str:
    """Write a cell as people read it: « 42000 », « 12.5 », « 31/12/2026 », « VRAI »."""
    if isinstance(value, str):
        return _CONTROLS.sub("", value)
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    return str(value)


class WorkbookTable(Table):
    """The filled sheet of an XLSX or ODS workbook, given back as XLSX."""

    extension = "xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def __init__(
        self, stream: BinaryIO, limits: Limits, *, sheet: str | None = None, has_header: bool | None = None
    ) -> None:
        super().__init__(limits)
        try:
            with zipfile.ZipFile(stream) as archive:
                source_format = _measure(archive, limits)
            stream.seek(0)
            self._sheet, others = _chosen_sheet(CalamineWorkbook.from_filelike(stream), sheet)
        except _BROKEN:
            raise UnreadableTable(TableProblem.BROKEN_WORKBOOK) from None
        self.sheet = self._sheet.name
        self.first_column = (self._sheet.start or (0, 0))[1]
        self._survey(has_header)
        if others:
            self._remark(TableRemark.OTHER_SHEETS, sheet=self.sheet)
        if source_format == "ods":
            self._remark(TableRemark.BACK_AS_XLSX)

    def _records(self) -> Iterator[Record]:
        for line, values in enumerate(self._sheet.iter_rows(), start=1):
            yield line, [value if value == "" else text_of(value) for value in values], values


def _chosen_sheet(workbook: CalamineWorkbook, wanted: str | None) -> tuple[CalamineSheet, bool]:
    """Choose the visible sheet with the most cells, or the one asked for; tell if others hold something."""
    names = [
        sheet.name
        for sheet in workbook.sheets_metadata[:_MAX_SHEETS]
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]
    if wanted is not None:
        if wanted not in workbook.sheet_names:
            raise UnreadableTable(TableProblem.UNKNOWN_SHEET, sheet=wanted)
        return workbook.get_sheet_by_name(wanted), False
    sheets = [sheet for sheet in map(workbook.get_sheet_by_name, names) if sheet.height]
    if not sheets:
        raise UnreadableTable(TableProblem.NO_SHEET)
    return max(sheets, key=lambda sheet: sheet.height * sheet.width), len(sheets) > 1

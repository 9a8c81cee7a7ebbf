"""The door: what a file is by its content, then the table in it."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO
from weakref import finalize

from cite.imports.enums import TableProblem
from cite.imports.gateways.tables.base import Limits, Table, UnreadableTable
from cite.imports.gateways.tables.text import TextTable
from cite.imports.gateways.tables.workbook import WorkbookTable

NO_LIMIT_OF_ROWS = Limits()
_HEAD = 65_536
_SIGNATURES = (
    (re.compile(rb"%PDF-"), TableProblem.PDF),
    (re.compile(rb"\xd0\xcf\x11\xe0"), TableProblem.OLD_WORKBOOK),
    (re.compile(rb"\x1f\x8b|Rar!|7z\xbc\xaf|BZh|\xfd7zXZ"), TableProblem.ARCHIVE),
    (re.compile(rb"\s*(\xef\xbb\xbf)?\s*<"), TableProblem.WEB_PAGE),
    (re.compile(rb"\s*(\xef\xbb\xbf)?\s*[\[{]\s*[\[{\"]"), TableProblem.JSON),
)
_CONTROLS = bytes(set(range(32)) - {0, 9, 10, 13})


def _seekable(source: Path | BinaryIO) -> BinaryIO:
    """Give a file that can be read twice: a pipe is first copied to a temporary file."""
    stream = source.open("rb") if isinstance(source, Path) else source
    if stream.seekable():
        return stream
    copy = tempfile.TemporaryFile()
    shutil.copyfileobj(stream, copy)
    if stream is not source:
        stream.close()
    return copy


def read_table(
    source: Path | BinaryIO,
    *,
    limits: Limits = NO_LIMIT_OF_ROWS,
    sheet: str | None = None,
    has_header: bool | None = None,
) -> Table:
    """Read a file as a table, whatever its shape; goes through it once to measure it.

    `has_header` is what the person says of the first row; None: recognized. A stream must stay open as long
    as the table is read, and stays the caller's to close.

    Raises:
        UnreadableTable: with the sentence to show.
    """
    stream = _seekable(source)
    try:
        table = _table_in(stream, limits, sheet, has_header)
    except BaseException:
        if stream is not source:
            stream.close()
        raise
    if stream is not source:  # opened here, closed with the table
        finalize(table, stream.close)
    return table


def _table_in(stream: BinaryIO, limits: Limits, sheet: str | None, has_header: bool | None) -> Table:
    stream.seek(0)
    head = stream.read(_HEAD)
    if not head.strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise UnreadableTable(TableProblem.EMPTY)
    if head.startswith(b"PK\x03\x04"):
        return WorkbookTable(stream, limits, sheet=sheet, has_header=has_header)
    for signature, problem in _SIGNATURES:
        if signature.match(head):
            raise UnreadableTable(problem)
    if len(head) - len(head.translate(None, _CONTROLS)) > 0.1 * len(head):
        raise UnreadableTable(TableProblem.NOT_A_TABLE)
    return TextTable(stream, limits, has_header=has_header)

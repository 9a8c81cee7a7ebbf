"""CSV in any encoding, with any separator: recognized on what the file really holds."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from cite.imports.enums import TableProblem, TableRemark
from cite.imports.gateways.tables.base import MEGABYTE, Limits, Record, Table, UnreadableTable

SEPARATORS = (";", "\t", ",", "|")
_BLOCK = MEGABYTE
_LONGEST_LINE = 8 * MEGABYTE
_SAMPLE_LINES = 200
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL_BYTES = bytes(set(range(32)) - {9, 10, 13}) + b"\x7f"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_OLD_ENCODINGS = ("cp1252", "mac_roman", "cp850")
_FRENCH = frozenset("éèêëàâçùûüôöîïœÉÈÊÀÂÇÔÎŒ’«»°€–")
_DIRECTIVE = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_END = "\x00end"  # a text that no cell holds: control characters are removed


@dataclass(frozen=True, slots=True)
class _Encoding:
    name: str
    errors: str = "strict"


def _old_encoding(sample: bytes) -> str:
    """Tell which encoding of the time before Unicode gives French letters."""
    texts = {name: sample.decode(name, errors="ignore") for name in _OLD_ENCODINGS}
    return max(_OLD_ENCODINGS, key=lambda name: sum(letter in _FRENCH for letter in texts[name]))


def _utf16_without_mark(head: bytes) -> str | None:
    half = len(head) // 2
    if half and head[1::2].count(0) > 0.6 * half:
        return "utf-16-le"
    if half and head[0::2].count(0) > 0.6 * half:
        return "utf-16-be"
    return None


class TextTable(Table):
    """A CSV file, read line by line."""

    extension = "csv"
    content_type = "text/csv"

    def __init__(self, stream: BinaryIO, limits: Limits, *, has_header: bool | None = None) -> None:
        super().__init__(limits)
        self._stream = stream
        self._has_controls = False
        self._start = 0
        self.directive = ""
        encoding = self._survey_bytes()
        self.encoding, self._errors = encoding.name, encoding.errors
        self._read_sample()
        self._survey(has_header)
        is_utf16 = self.encoding.startswith("utf-16")  # its ordinary letters hold NUL bytes
        if self._errors != "strict" and not is_utf16:
            self._remark(TableRemark.BAD_BYTES)
        if self._has_controls and not is_utf16:
            self._remark(TableRemark.CONTROLS)

    def _blocks(self) -> Iterator[bytes]:
        self._stream.seek(0)
        while block := self._stream.read(_BLOCK):
            yield block

    def _survey_bytes(self) -> _Encoding:
        """Go through the bytes: which encoding, any control character, no endless line."""
        head = next(self._blocks())
        marked = next((name for mark, name in _BOMS if head.startswith(mark)), None)
        encoding = marked or _utf16_without_mark(head)
        utf8 = codecs.getincrementaldecoder("utf-8")()
        is_utf8 = True
        since_newline = 0
        for block in self._blocks():
            if len(block.translate(None, _CONTROL_BYTES)) != len(block):
                self._has_controls = True
            since_newline = 0 if b"\n" in block or b"\r" in block else since_newline + len(block)
            if since_newline > _LONGEST_LINE:
                raise UnreadableTable(TableProblem.LINE_TOO_LONG)
            try:
                is_utf8 = is_utf8 and utf8.decode(block) is not None
            except UnicodeDecodeError:
                is_utf8 = False
        if encoding and encoding.startswith("utf-16"):
            return _Encoding(encoding, "replace")
        if is_utf8 and not utf8.getstate()[0]:
            return _Encoding(encoding or "utf-8")
        return self._damaged_or_old(encoding)

    def _damaged_or_old(self, encoding: str | None) -> _Encoding:
        """Choose between a damaged UTF-8 (a few bad bytes among good letters) and an older encoding."""
        bad = good = 0
        accents = b""
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        for block in self._blocks():
            text = decoder.decode(block)
            bad += text.count("\ufffd")
            good += sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
            if len(accents) < _BLOCK:
                accents += b"".join(re.findall(rb"[\x80-\xff]+", block))
        if encoding or bad <= 0.1 * good:
            return _Encoding(encoding or "utf-8", "replace")
        name = _old_encoding(accents)
        try:
            accents.decode(name)
        except UnicodeDecodeError:
            return _Encoding(name, "ignore")
        return _Encoding(name)

    def _read_sample(self) -> None:
        """Look at the first lines: line ends, separator, the « sep= » line that Excel writes."""
        lines = list(islice(self._lines(), _SAMPLE_LINES))
        first = lines[0] if lines else ""
        self.line_end = next((end for end in ("\r\n", "\n", "\r") if first.endswith(end)), "\r\n")
        directive = _DIRECTIVE.fullmatch(first)
        if directive:
            self.directive, self.separator = first, directive[1]
        else:
            self.separator = best_separator(lines)

    def _lines(self) -> Iterator[str]:
        self._stream.seek(0)
        text = io.TextIOWrapper(self._stream, self.encoding, self._errors, newline="")
        try:
            for line in text:
                yield _CONTROLS.sub("", line) if self._has_controls else line
        finally:
            if not self._stream.closed:  # left open for the next reader
                text.detach()

    def _records(self) -> Iterator[Record]:
        lines = self._lines()
        if self.directive:
            next(lines)
        line = 0
        try:
            for line, cells in enumerate(csv.reader(chain(lines, [_END]), delimiter=self.separator), start=1):
                if cells == [_END]:
                    return
                yield line, cells, cells
        except csv.Error:
            raise UnreadableTable(TableProblem.CELL_TOO_LONG, line=line + 1) from None
        raise UnreadableTable(TableProblem.OPEN_QUOTE, line=line)


def best_separator(lines: Sequence[str]) -> str:
    """Choose the separator that cuts most lines into the same number of cells; « ; » where nothing does."""
    return max(SEPARATORS, key=lambda separator: _regularity(lines, separator))


def _regularity(lines: Sequence[str], separator: str) -> float:
    rows, fits = _cut(lines, separator)
    widths = Counter(map(len, rows))
    usual, times = widths.most_common(1)[0] if widths else (0, 0)
    if usual < 2 or (separator == "," and _is_punctuation(lines, len(rows[0]) == usual)):
        return 0.0
    return times / len(rows) * (1.0 if fits else 0.5)


def _cut(lines: Sequence[str], separator: str) -> tuple[list[list[str]], bool]:
    """Cut a sample; a quote in the middle of a cell says that this is hardly the right separator."""
    rows = []
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        rows.extend(row for row in reader if any(row))
    except csv.Error:
        if reader.line_num < len(lines):
            return _cut_loosely(lines, separator), False
    return rows, True


def _cut_loosely(lines: Sequence[str], separator: str) -> list[list[str]]:
    """Cut a sample whatever its quotes; a cell beyond the limit ends it, and the reading itself says where."""
    rows = []
    with suppress(csv.Error):
        rows.extend(row for row in csv.reader(lines, delimiter=separator) if any(row))
    return rows


def _is_punctuation(lines: Sequence[str], first_is_full: bool) -> bool:
    """Tell « 12 rue de la Paix, 42000 Saint-Étienne », one cell, from cells cut by commas."""
    text = "".join(lines)
    spaced = text.count(", ") > 0.8 * text.count(",")
    return spaced and not (first_is_full and not any(map(str.isdigit, lines[0])))

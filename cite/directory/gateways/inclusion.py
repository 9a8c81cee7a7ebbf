"""Files of data·inclusion, record by record: never more than one of them in memory, whatever the size.

JSON (a list, or an answer of the API with its « items »), JSON by lines, CSV and Parquet. A CSV writes lists as JSON
(`["a", "b"]`) or between braces (`{a,b}`).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any, BinaryIO

import ijson

from cite.directory.enums.imports import FileProblem

_HEAD = 4096
_NEEDED = frozenset({"source", "id", "nom"})
_LISTS = frozenset(
    {
        "thematiques",
        "publics",
        "modes_accueil",
        "modes_mobilisation",
        "mobilisable_par",
        "zone_eligibilite",
        "reseaux_porteurs",
    }
)
_NUMBERS = frozenset({"longitude", "latitude", "volume_horaire_hebdomadaire", "nombre_semaines"})


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file, and where it is: its rank, from 1, or its line in a CSV. `values` may be anything."""

    line: int
    values: Any


class UnreadableFile(Exception):
    """A file that is not a list of sheets, from its beginning or from some point on."""

    def __init__(self, problem: FileProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def read_records(stream: BinaryIO) -> Iterator[Record]:
    """Give the records of a file, whatever its shape; what it is shows in its first bytes.

    Raises:
        UnreadableFile: with the sentence to show; records given before remain good.
    """
    stream.seek(0)
    head = stream.read(_HEAD)
    stream.seek(0)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise UnreadableFile(FileProblem.EMPTY)
    if head.startswith(b"PAR1"):
        yield from _from_parquet(stream)
    elif start.startswith(b"["):
        yield from _from_json(stream, "item")
    elif start.startswith(b"{"):
        yield from _from_objects(stream, start)
    elif head.count(b"\0") or start.startswith((b"<", b"PK", b"%PDF")):
        raise UnreadableFile(FileProblem.NOT_A_LIST)
    else:
        yield from _from_csv(stream)


def _from_json(stream: BinaryIO, where: str) -> Iterator[Record]:
    if stream.read(3) != b"\xef\xbb\xbf":
        stream.seek(0)
    try:
        for rank, values in enumerate(ijson.items(stream, where, use_float=True), start=1):
            yield Record(rank, values)
    except ijson.IncompleteJSONError as error:
        raise UnreadableFile(FileProblem.CUT_SHORT) from error
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise UnreadableFile(FileProblem.NOT_A_LIST) from error


def _from_objects(stream: BinaryIO, start: bytes) -> Iterator[Record]:
    """Tell an answer of the API from JSON by lines: the first line of the latter is a record by itself."""
    first = start.partition(b"\n")[0]
    try:
        by_lines = "items" not in json.loads(first)
    except ValueError:
        by_lines = False
    if not by_lines:
        yield from _from_json(stream, "items.item")
        return
    with _text(stream) as lines:
        for line, text in enumerate(lines, start=1):
            if text.strip():
                try:
                    yield Record(line, json.loads(text))
                except ValueError:
                    yield Record(line, text[:200])


@contextmanager
def _text(stream: BinaryIO, newline: str | None = None) -> Iterator[io.TextIOWrapper]:
    """Read bytes as text, and leave them to whoever opened them."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline=newline)
    try:
        yield text
    finally:
        if not stream.closed:
            text.detach()


def _from_csv(stream: BinaryIO) -> Iterator[Record]:
    with _text(stream, newline="") as text:
        yield from _rows_of(text)


def _rows_of(text: io.TextIOWrapper) -> Iterator[Record]:
    head = text.readline()
    separator = max(",;\t", key=head.count)
    names = next(csv.reader([head], delimiter=separator), [])
    if not _NEEDED <= set(names):
        raise UnreadableFile(FileProblem.MISSING_COLUMNS if len(names) > 1 else FileProblem.NOT_A_LIST)
    rows = csv.reader(text, delimiter=separator)
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield Record(rows.line_num + 1, None)
            continue
        if cells:
            yield Record(rows.line_num + 1, dict(zip(names, cells, strict=False)) | _read(names, cells))


def _read(names: list[str], cells: list[str]) -> dict[str, Any]:
    """Read the cells that are lists or numbers; an empty cell is not known."""
    given = dict(zip(names, cells, strict=False))
    read: dict[str, Any] = {name: None for name, cell in given.items() if not cell.strip()}
    for name in _LISTS & given.keys() - read.keys():
        read[name] = _list(given[name])
    for name in _NUMBERS & given.keys() - read.keys():
        read[name] = given[name].replace(",", ".")
    return read


def _list(cell: str) -> list[str]:
    if cell.startswith("["):
        try:
            return [str(value) for value in json.loads(cell)]
        except ValueError:
            return [cell]
    bare = cell.removeprefix("{").removesuffix("}")
    return [value.strip().strip('"') for value in bare.split(",") if value.strip()]


def _from_parquet(stream: BinaryIO) -> Iterator[Record]:
    try:  # an extra of the installation: 55 MB that few need
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise UnreadableFile(FileProblem.NO_PARQUET) from error
    try:
        batches = parquet.ParquetFile(stream).iter_batches(batch_size=1000)
        rows = (values for batch in batches for values in batch.to_pylist())
        for rank, values in enumerate(rows, start=1):
            yield Record(rank, values)
    except (arrow.ArrowException, OSError) as error:
        raise UnreadableFile(FileProblem.CUT_SHORT) from error

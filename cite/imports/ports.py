"""What a kind of import promises, and the register where applications above this one declare theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from cite.core.decisions import Decision
from cite.core.text import sort_key
from cite.imports.rules.cells import Field, ParsedRow


@dataclass(frozen=True, slots=True)
class AddedColumn:
    """A column added to the person's file: its header there, its name on screen."""

    header: str
    label: str


@dataclass(frozen=True, slots=True)
class CellRemark:
    """What a kind says of one cell: its column, what it holds, the sentence with the remedy."""

    column: str
    excerpt: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What happened to one row: the cells added to it, and what it adds to the counts.

    `values` has one text per added column; `counted` names the counters it increases; `remark` is a sentence
    shown with the row's line, `cells` those about one cell; a refused row changed nothing.
    """

    values: tuple[str, ...]
    counted: tuple[str, ...] = ()
    remark: str = ""
    refused: bool = False
    cells: tuple[CellRemark, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A small table that sums an import up: a caption, headers, rows."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ImportContext:
    """For whom an import runs: the territory and the person (their scope is open).

    `since`: when the list was brought: what was done of it since, before a crash, is its own work. `told`: what this
    run has said already, kept by the kind from one row to the next.
    """

    territory: Any
    by: Any
    since: datetime | None = None
    told: set[Any] = field(default_factory=set)


class ImportKind(Protocol):
    """One kind of list that people bring. Applications register theirs in their `apps.py`."""

    key: str
    label: str
    intro: str
    preparation: Sequence[str]
    sample: Sequence[Sequence[str]]
    fields: Sequence[Field]
    one_of: Sequence[Sequence[str]]
    added_columns: Sequence[AddedColumn]
    retention: timedelta
    max_rows: int
    max_bytes: int

    def can_import(self, user: Any, territory: Any) -> Decision:
        """Say whether a person may bring such a list here."""

    def process(self, rows: Sequence[ParsedRow], context: ImportContext) -> Sequence[RowOutcome]:
        """Answer a chunk of rows, in their order; called again from the first chunk after a crash."""

    def summarize(self, counts: Mapping[str, int]) -> Sequence[Summary]:
        """Sum the import up, from the counters that its rows increased."""


_KINDS: dict[str, ImportKind] = {}


class UnknownKind(LookupError):
    """No application declared this kind of import."""


def register(kind: ImportKind) -> None:
    """Declare a kind of import."""
    _KINDS[kind.key] = kind


def all_kinds() -> list[ImportKind]:
    """List the kinds of import, in the order of their names."""
    return sorted(_KINDS.values(), key=lambda kind: sort_key(str(kind.label)))


def kind_named(key: str) -> ImportKind:
    """Find a kind of import.

    Raises:
        UnknownKind: nobody declared it.
    """
    try:
        return _KINDS[key]
    except KeyError:
        raise UnknownKind(key) from None

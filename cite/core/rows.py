"""Many rows of one table, written without a model for each: models took half of the time of an import."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.constants import OnConflict

from cite.core.dates import now

_AT_ONCE = 100
_AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.BooleanField,
    models.IntegerField,
    models.FloatField,
    models.ForeignKey,
)
"""Fields whose values both databases take from Python as they are; a key is a number."""


def write_rows(
    model: type[models.Model],
    fields: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    unique: Sequence[str] = (),
    updated: Sequence[str] = (),
    returned: Sequence[str] = (),
) -> list[tuple[Any, ...]]:
    """Insert rows, each with the values of `fields` in this order; a row that has the same `unique` is updated.

    Every other column has the default of its field, the same for all: whoever writes public identifiers gives them.
    Gives the numbers and texts of `returned` of each row, in whatever order the database writes them.
    """
    rows = list(rows)
    if not rows:
        return []
    table, database = model._meta, connections[DEFAULT_DB_ALIAS]
    given = [table.get_field(name) for name in fields]
    ours = (field for field in table.concrete_fields if not field.primary_key and not field.generated)
    others = [field for field in ours if field not in given]
    ending = database.ops.on_conflict_suffix_sql(
        given,
        OnConflict.UPDATE if unique else None,
        [table.get_field(name).column for name in updated],
        [table.get_field(name).column for name in unique],
    )
    if returned:
        ending += " RETURNING " + ", ".join(
            database.ops.quote_name(table.get_field(name).column) for name in returned
        )
    quoted = [database.ops.quote_name(field.column) for field in (*given, *others)]
    rest = [field.get_db_prep_save(_default(field), database) for field in others]
    target = _Target(database, database.ops.quote_name(table.db_table), quoted, rest, ending)
    write = _copy if database.vendor == "postgresql" else _insert
    return write(target, _prepared(given, rows, database))


@dataclass(frozen=True, slots=True)
class _Target:
    """Where rows go. `columns`: those that each row gives, then those of `rest`, the same for all."""

    database: BaseDatabaseWrapper
    table: str
    columns: list[str]
    rest: list[Any]
    ending: str

    @property
    def into(self) -> str:
        return f"INSERT INTO {self.table} ({', '.join(self.columns)})"


def _insert(target: _Target, rows: Iterator[list[Any]]) -> list[tuple[Any, ...]]:
    """Write rows by hundreds: a statement is read once for all of them."""
    told = []
    one = f"({', '.join(['%s'] * len(target.columns))})"
    with target.database.cursor() as cursor:
        while some := list(islice(rows, _AT_ONCE)):
            values = [value for row in some for value in (*row, *target.rest)]
            cursor.execute(f"{target.into} VALUES {', '.join([one] * len(some))} {target.ending}", values)
            told += cursor.fetchall() if cursor.description else []
    return told


def _copy(target: _Target, rows: Iterator[list[Any]]) -> list[tuple[Any, ...]]:
    """Write rows as PostgreSQL takes them fastest: copied beside the table, then inserted at once."""
    given = ", ".join(target.columns[: len(target.columns) - len(target.rest)])
    taken = ", ".join([given, *["%s"] * len(target.rest)])
    with target.database.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE incoming AS SELECT {given} FROM {target.table} WITH NO DATA")  # noqa: S608
        with target.database.wrap_database_errors, cursor.copy(f"COPY incoming ({given}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f"{target.into} SELECT {taken} FROM incoming {target.ending}", target.rest)  # noqa: S608
        told = cursor.fetchall() if cursor.description else []
        cursor.execute("DROP TABLE incoming")
    return told


def _prepared(
    fields: Sequence[models.Field], rows: Iterable[Sequence[Any]], database: BaseDatabaseWrapper
) -> Iterator[list[Any]]:
    changing = [
        (n, _preparing(field, database))
        for n, field in enumerate(fields)
        if not isinstance(field, _AS_THEY_ARE)
    ]
    for row in rows:
        values = list(row)
        for n, prepare in changing:
            values[n] = prepare(values[n])
        yield values


def _preparing(field: models.Field, database: BaseDatabaseWrapper) -> Callable[[Any], Any]:
    """Prepare the values of a field; days and lists of codes come back a thousand times, and are prepared once."""
    prepare = partial(field.get_db_prep_save, connection=database)
    if isinstance(field, models.DateField):
        return cache(prepare)
    if not isinstance(field, models.JSONField):
        return prepare
    known: dict[tuple[str, ...], Any] = {}

    def remembered(value: Any) -> Any:
        # Texts only: a number and a truth would be taken for one another.
        if type(value) is not tuple or not all(type(each) is str for each in value):
            return prepare(value)
        if value not in known:
            known[value] = prepare(value)
        return known[value]

    return remembered


def _default(field: models.Field) -> Any:
    is_dated = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return now() if is_dated else field.get_default()

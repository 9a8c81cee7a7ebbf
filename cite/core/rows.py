"""Many rows of one table, written without a model for each: models took half of the time of an import."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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
) -> None:
    """Insert rows, each with the values of `fields` in this order; a row that has the same `unique` is updated.

    Every other column has the default of its field, the same for all: whoever writes public identifiers gives them.
    """
    database = connections[DEFAULT_DB_ALIAS]
    named, table = [model._meta.get_field(name) for name in fields], model._meta
    others = [field for field in table.concrete_fields if field not in named and not field.primary_key]
    rest = [_prepare(field, database)(_default(field)) for field in others]
    changing = [
        (n, _prepare(field, database)) for n, field in enumerate(named) if not isinstance(field, _AS_THEY_ARE)
    ]
    quote = database.ops.quote_name
    columns = ", ".join(quote(field.column) for field in (*named, *others))
    one = f"({', '.join(['%s'] * (len(named) + len(others)))})"
    ending = database.ops.on_conflict_suffix_sql(
        named,
        OnConflict.UPDATE if unique else None,
        [table.get_field(name).column for name in updated],
        [table.get_field(name).column for name in unique],
    )
    with database.cursor() as cursor:
        for some in _batches(rows):
            places = ", ".join([one] * len(some))
            values: list[Any] = []
            for row in some:
                start = len(values)
                values += row
                for number, prepare in changing:
                    values[start + number] = prepare(values[start + number])
                values += rest
            cursor.execute(
                f"INSERT INTO {quote(table.db_table)} ({columns}) VALUES {places} {ending}",  # noqa: S608
                values,
            )


def _prepare(field: models.Field, database: BaseDatabaseWrapper) -> Callable[[Any], Any]:
    return lambda value: field.get_db_prep_save(value, database)


def _default(field: models.Field) -> Any:
    is_dated = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return now() if is_dated else field.get_default()


def _batches(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    rest = iter(rows)
    while some := list(islice(rest, _AT_ONCE)):
        yield some

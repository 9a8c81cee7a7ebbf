"""Tests start from the tables of the models, which takes a second; here, migrations give the same tables."""

from collections.abc import Iterator
from functools import cache

import pytest
import sqlparse
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from tests.migrating import empty_database, fields_copied


@pytest.fixture
def migrated(db, tmp_path) -> Iterator[BaseDatabaseWrapper]:
    """Another database, where every migration was applied in turn, from the first."""
    with empty_database(tmp_path) as other, fields_copied():
        executor = MigrationExecutor(other)
        executor.migrate(executor.loader.graph.leaf_nodes())
        yield other


NOT_COMPARED = {"django_migrations", "auth_group_permissions"}
"""The list of what was applied; and a table of Django, whose numbers are wider when its own migrations make it."""


def tables(database: BaseDatabaseWrapper) -> dict[str, tuple]:
    """What each table is made of: its columns, and what holds them to be what they are, by name where it has one."""
    introspection = database.introspection
    with database.cursor() as cursor:
        return {
            name: (
                sorted(map(repr, introspection.get_table_description(cursor, name))),
                sorted(
                    (told(called), sorted((key, str(value)) for key, value in held.items()))
                    for called, held in introspection.get_constraints(cursor, name).items()
                ),
            )
            for name in introspection.table_names(cursor)
            if name not in NOT_COMPARED
        }


def told(name: str) -> str:
    """Drop the names that SQLite makes up, by rank."""
    return "" if name.startswith(("__unnamed", "fk_")) else name


@pytest.mark.slow
def test_migrations_make_the_tables_of_the_models(migrated, monkeypatch):
    monkeypatch.setattr(
        sqlparse, "parse", cache(sqlparse.parse)
    )  # SQLite's own words, asked six times a table
    made, modeled = tables(migrated), tables(connection)
    assert made.keys() == modeled.keys()
    for name, what in modeled.items():
        assert made[name] == what, name

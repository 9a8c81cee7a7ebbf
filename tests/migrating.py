"""Another database, where migrations are tried without touching the tables of the other tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps.registry import Apps
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

NAME = "migrated"


@contextmanager
def empty_database(folder: Path) -> Iterator[BaseDatabaseWrapper]:
    """A database without any table, by the name of `NAME`."""
    other = connection.copy(NAME)
    on_disk = str(folder / "migrated.sqlite3")
    name = on_disk if other.vendor == "sqlite" else f"migrated_{connection.settings_dict['NAME']}"
    other.settings_dict["TEST"] = other.settings_dict["TEST"] | {"NAME": name}
    other.creation._create_test_db(verbosity=0, autoclobber=True)
    other.settings_dict["NAME"] = name
    connections[NAME] = other
    try:
        yield other
    finally:
        del connections[NAME]
        other.close()
        other.creation._destroy_test_db(name, verbosity=0)


def migrate(database: BaseDatabaseWrapper, target: tuple[str, str]) -> Apps:
    """Apply what leads to a migration, or undo what follows it; gives the models as they are there."""
    executor = MigrationExecutor(database)
    executor.migrate([target])
    return executor.loader.project_state([target]).apps

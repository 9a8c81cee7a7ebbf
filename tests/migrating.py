"""Another database, where migrations are tried without touching the tables of the other tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Field

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
    with fields_copied():
        executor = MigrationExecutor(database)
        executor.migrate([target])
        return executor.loader.project_state([target]).apps


@contextmanager
def fields_copied() -> Iterator[None]:
    """Copy a field as it stands: migrations make every model again at each step, by taking its fields apart.

    Half of their time goes there.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Field, "clone", deepcopy)
        yield


class World:
    """Somebody who works in an organization of a Cité, made with the models as a migration knows them."""

    def __init__(self, apps: Apps, *, role: str) -> None:
        self.apps = apps
        self.cite = self.made(
            "tenancy", "Territory", name="Cité de démonstration", slug="demo", epci_code="244200770"
        )
        organization = self.made("actors", "Organization", name="Les Glycines", kind="association")
        self.partner = self.made("actors", "Partner", territory=self.cite, organization=organization)
        user = self.made("accounts", "User", email="ines@example.org", full_name="Inès Marchal")
        places = {"territory": self.cite, "partner": self.partner}
        self.member = self.made("actors", "Membership", user=user, role=role, **places)

    def made(self, app: str, model: str, **values: Any) -> Any:
        """Write a row of that time."""
        return self.apps.get_model(app, model).objects.using(NAME).create(**values)

"""The site as a visitor finds it: the shipped territory, one fictional person per role."""

import sqlite3
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from cite.core.dates import today
from tests.journeys import examined

_OPENED: dict[date, sqlite3.Connection] = {}
"""The whole database as it was opened on a day, in memory: read back, it takes a hundredth of the time."""


@pytest.fixture(scope="session", autouse=True)
def _examined_together(tmp_path_factory, worker_id) -> None:
    """Let the processes of one run share what they have examined."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "examined"
    folder.mkdir(exist_ok=True)
    examined.FOLDER.append(folder)


@pytest.fixture
def site(live_server, settings, capsys) -> str:
    """Where the site answers."""
    if connection.vendor != "sqlite":
        open_site()
    elif today() in _OPENED:
        connection.ensure_connection()
        _OPENED[today()].backup(connection.connection)
    else:
        open_site()
        _OPENED[today()] = sqlite3.connect(":memory:")
        connection.connection.backup(_OPENED[today()])
    return live_server.url


def open_site() -> None:
    """Load the territory and its people, as somebody who tries the product does."""
    call_command("load_territory")
    call_command("seed_demo", people_only=True)

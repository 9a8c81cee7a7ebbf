"""Strictness for every test: a territory scope only where it is asked, no network, undefined variables fail."""

import gc
import socket
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils.translation import get_language
from django_scopes import scope
from hypothesis import settings as hypothesis_settings

from cite.accounts.queries import SECOND_FACTOR_KEY, VERIFIED
from cite.core.catalogues import compile_stale
from cite.core.languages import FRENCH, language_of
from cite.core.typography import FrenchSentences
from cite.tenancy.models import Territory
from tests.browser import browser
from tests.database import asks_one, empty_quickly

__all__ = ["browser"]  # one Chromium for every journey

hypothesis_settings.register_profile("untimed", deadline=None)  # no test depends on a time
hypothesis_settings.load_profile("untimed")
empty_quickly()

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


LONGEST_JOURNEYS = (
    "test_call_for_projects",
    "test_every_page",
    "test_getting_around",
    "test_nobody_lost",
    "test_network",
    "test_second_factor",
    "test_bilan",
    "test_opening",
    "test_file",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="only what asks something of a database: the rest is the same on every one, and runs once",
    )


def pytest_configure() -> None:
    """Give the pages their languages, on a fresh clone too."""
    compile_stale()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what lasts: a long test that starts last is waited for by all the others."""
    if config.getoption("--database-only"):
        config.hook.pytest_deselected(items=[item for item in items if not asks_one(item)])
        items[:] = filter(asks_one, items)
    rank = {("journeys", name): place for place, name in enumerate(LONGEST_JOURNEYS)}
    items.sort(
        key=lambda item: (
            rank.get((item.path.parent.name, item.path.stem), len(rank)),
            item.get_closest_marker("slow") is None,
        )
    )


def pytest_collection_finish() -> None:
    """Keep the collector of rubbish off what stays until the end: the code, the tests, their parameters."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """Say of the tables that every migration has made them: the models did, in a second instead of fifteen.

    `tests/house/test_migrations.py` applies them all, and compares.
    """
    settings.MIGRATION_MODULES = {}
    with django_db_blocker.unblock():
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        known = MigrationLoader(connection).disk_migrations
        recorder.migration_qs.bulk_create(
            recorder.Migration(app=app, name=name)
            for app, name in sorted(known.keys() - recorder.applied_migrations())
        )


@pytest.fixture(scope="session")
def patched() -> Iterator[pytest.MonkeyPatch]:
    """What holds for every test is changed once."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="session", autouse=True)
def _closed_network(patched: pytest.MonkeyPatch) -> None:
    """Let no test leave the machine."""
    real_connect = socket.socket.connect

    def connect(self, address):
        if isinstance(address, tuple) and address[0] not in _LOOPBACK:
            raise AssertionError("a test tried to reach the network")
        return real_connect(self, address)

    patched.setattr(socket.socket, "connect", connect)


@pytest.fixture(scope="session", autouse=True)
def _nothing_left_in_french(patched: pytest.MonkeyPatch) -> None:
    """Refuse a sentence that a page in another language leaves in French without saying so (`in_french`)."""
    real_gettext = FrenchSentences.gettext

    def gettext(self, message):
        language = language_of(get_language())
        if language is not FRENCH:
            raise AssertionError(f"not translated ({language.name}): {message}")
        return real_gettext(self, message)

    patched.setattr(FrenchSentences, "gettext", gettext)


@pytest.fixture(scope="session", autouse=True)
def _second_factor_proved(patched: pytest.MonkeyPatch) -> None:
    """Let `client.force_login` stand for somebody who has passed every step of signing in."""
    real_force_login = Client.force_login

    def force_login(self, user, backend=None):
        real_force_login(self, user, backend)
        session = self.session
        session[SECOND_FACTOR_KEY] = VERIFIED
        session.save()

    patched.setattr(Client, "force_login", force_login)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def territory(db) -> Territory:
    """The Cité of Saint-Étienne Métropole, without any data, and its scope open for the test."""
    cite = Territory.objects.create(
        name="Saint-Étienne Métropole", slug="saint-etienne-metropole", epci_code="244200770"
    )
    with scope(territory=cite):
        yield cite


@pytest.fixture
def other_territory(db) -> Territory:
    """Another Cité of the same installation, to leak from."""
    return Territory.objects.create(
        name="Ville-Fictive Métropole", slug="ville-fictive", epci_code="200000000", host="autre.example.org"
    )

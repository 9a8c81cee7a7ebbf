"""Several people at the same instant, each with her own connection; on PostgreSQL, in an order that is chosen."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, connections, models, transaction
from django_scopes import scope

from cite.core.decisions import Refused
from cite.tenancy.models import Territory

DONE = "done"
POSTGRESQL_ONLY = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite has one writer at a time: nobody waits for a row"
)
Work = Callable[[], object]


def at_once(territory: Territory, *works: Work) -> list[str]:
    """Run works together; tells what became of each: « done », what stood against it, or the error."""
    ready = threading.Barrier(len(works))
    people = _People(territory, works, before=lambda: ready.wait(30))
    for thread in people.threads:
        thread.start()
    return people.ends()


def in_turn(territory: Territory, row: models.Model, *works: Work) -> list[str]:
    """Keep a row, let each work run as far as it can, the one after the other, then give the row back.

    Whatever each holds when it must wait, it holds until the row is given back: two that take rows in opposite orders
    stop each other every time.
    """
    people = _People(territory, works)
    with transaction.atomic():
        type(row).objects.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
        for rank, thread in enumerate(people.threads, start=1):
            thread.start()
            _settle(people.threads[:rank])
    return people.ends()


class _People:
    """Threads, and what became of each."""

    def __init__(self, territory: Territory, works, before: Work = lambda: None) -> None:
        self.territory, self.before = territory, before
        self.found = ["did not end"] * len(works)
        self.threads = [threading.Thread(target=self._run, args=pair) for pair in enumerate(works)]

    def _run(self, rank: int, work: Work) -> None:
        try:
            self.before()
            with scope(territory=self.territory):
                work()
            self.found[rank] = DONE
        except Refused as refusal:
            self.found[rank] = " ".join(objection.value for objection in refusal.decision.objections)
        except (
            Exception
        ) as error:  # an error of the database is what these tests look for: it is told, not hidden
            self.found[rank] = f"{type(error).__name__}: {error}"
        finally:
            connections.close_all()

    def ends(self) -> list[str]:
        for thread in self.threads:
            thread.join(60)
        return self.found


def _settle(threads: list[threading.Thread]) -> None:
    """Wait until each is over, or waits for a row."""
    for _turn in range(500):
        alive = sum(thread.is_alive() for thread in threads)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            waiting = cursor.fetchone()[0]
        if alive <= waiting:
            return
        time.sleep(0.01)
    raise AssertionError("somebody neither ends nor waits")

"""Entries that commit late, and two workers that seal at once: the chain holds."""

import threading

import pytest
from django.db import close_old_connections, connection, transaction

from cite.audit.models import Entry, Seal
from cite.audit.operations import add_entries, seal_entries
from cite.audit.queries.verification import verify_journal
from cite.core.journal import Act

pytestmark = pytest.mark.django_db(transaction=True)


def in_threads(*works) -> None:
    def run(work):
        try:
            work()
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer: nothing commits late")
def test_an_entry_that_commits_late_joins_the_next_seal():
    written, sealed = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            add_entries(acts=[Act(action="x.slow")])
            written.set()
            sealed.wait(60)

    def fast():
        written.wait(60)
        add_entries(acts=[Act(action="x.fast")])
        seal_entries()
        sealed.set()

    in_threads(slow, fast)
    seal_entries()
    by_seal = dict(Entry.objects.values_list("action", "seal_id"))
    assert by_seal == {"x.fast": 1, "x.slow": 2}
    assert verify_journal().broken == ""


def test_several_workers_seal_each_entry_once():
    for rank in range(40):
        add_entries(acts=[Act(action=f"x.act{rank}")])
    in_threads(*[seal_entries] * 4)
    seal_entries()
    assert sum(Seal.objects.values_list("entry_count", flat=True)) == 40
    found = verify_journal()
    assert (found.broken, found.entries, found.waiting) == ("", 40, 0)

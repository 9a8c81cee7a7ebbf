"""The journal: what an entry adds to a page or to an operation, how fast it is sealed and proved."""

from __future__ import annotations

import logging
import time
import tracemalloc
from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django_scopes import scope

from bench.clock import call_times, percentile
from bench.figures import Figure, Report
from bench.scratch import loaded_territory
from bench.sizes import Sizes
from cite.accounts.enums import AccountsAct
from cite.accounts.models import User
from cite.accounts.operations import open_account
from cite.audit.enums import AuditAct
from cite.audit.middleware import JournalMiddleware
from cite.audit.operations import add_entries, seal_entries
from cite.audit.queries.verification import verify_journal
from cite.core.journal import Act, note_reading, record

_ADDED_MS = 3
_WRITTEN_AT_ONCE = 1000


def run(sizes: Sizes, *, with_peers: bool) -> Report:
    """Measure on the database of the benchmarks, committed to the disk each time; there is no peer."""
    report = Report("journal", "Journal: one entry more, and all of them sealed and proved")
    territory = loaded_territory()
    reader = open_account(email="lectrice@bench.example.org", full_name="Lise Mesure")
    seal_entries()
    with scope(territory=territory):
        _measure_entries(report, reader, 25 * sizes.requests)
        _measure_proof(report, reader, sizes.rows // 10)
    return report


def _measure_entries(report: Report, reader: User, count: int) -> None:
    def page(noting: bool) -> Callable[[object], HttpResponse]:
        def show(request: HttpRequest) -> HttpResponse:
            if noting:
                note_reading(request, AuditAct.READ_JOURNAL, target=reader, person=reader)
            return HttpResponse()

        middleware = JournalMiddleware(show)

        def ask(_turn: object) -> HttpResponse:
            request = HttpRequest()
            request.user = reader
            return middleware(request)

        return ask

    bare, noted = (call_times(page(noting), range(count)) for noting in (False, True))
    for percent in (50, 95):
        added = 1000 * (percentile(noted, percent) - percentile(bare, 50))
        report.figures.append(
            Figure(f"added to a page that reads, p{percent}", added, "ms", target=_ADDED_MS)
        )

    with transaction.atomic():
        changes = {"full_name": ("Avant", "Après")}
        acts = call_times(
            lambda _turn: record(AccountsAct.RENAME_ACCOUNT, by=reader, target=reader, changes=changes),
            range(count),
        )
    p95 = 1000 * percentile(acts, 95)
    report.figures.append(Figure("added to an operation, p95", p95, "ms", target=_ADDED_MS))


def _measure_proof(report: Report, reader: User, count: int) -> None:
    for start in range(0, count, _WRITTEN_AT_ONCE):
        add_entries(
            acts=[
                Act(action="bench.write", by=reader, person=reader, changes={"rank": (rank, rank + 1)})
                for rank in range(start, min(start + _WRITTEN_AT_ONCE, count))
            ]
        )
    logging.getLogger("cite.audit").setLevel(logging.WARNING)
    started = time.perf_counter()
    sealed = seal_entries()
    seconds = time.perf_counter() - started
    report.figures.append(Figure("sealed", sealed / seconds, "entries/s", more_is_better=True))
    started = time.perf_counter()
    found = verify_journal()
    seconds = time.perf_counter() - started
    report.figures.append(Figure("verified", found.entries / seconds, "entries/s", more_is_better=True))
    report.agree("the whole journal", {"its proof": 1 if found.broken else 0})
    tracemalloc.start()
    verify_journal()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    report.figures.append(
        Figure(
            "memory to verify, whatever the number",
            peak,
            "MB",
            target=20,
            detail=f"{found.entries:,} entries",
        )
    )

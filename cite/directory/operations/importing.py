"""Other directories: asked by a person, read in the background, the same however often they are read.

A worker killed midway leaves whole batches: what other imports read is recognized by its digest and passed over; what
this one did is read again, so that its report tells everything.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import BinaryIO, Protocol
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_scopes import scope, scopes_disabled

from cite.accounts.models import User
from cite.core.collecting import seldom_collecting
from cite.core.dates import now, today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.core.spreadsheets import TableWriter
from cite.directory.enums.imports import FileProblem, ImportAct, ImportOrigin, ImportRefusal, ImportState
from cite.directory.gateways.inclusion import Record, UnreadableFile, read_records
from cite.directory.models import DirectoryImport
from cite.directory.operations.duplicates import group_duplicates
from cite.directory.operations.facets import places_of
from cite.directory.operations.indexing import catch_up_search
from cite.directory.operations.taking_in import Reading, archive_the_gone, take_in
from cite.directory.permissions import can_moderate
from cite.directory.queries.imports import KINDS, Source, api_sources, reads_the_api
from cite.directory.rules.area import Area
from cite.directory.signals import import_asked
from cite.directory.workflow import IMPORT
from cite.files.models import StoredFile
from cite.files.operations import create_file
from cite.files.queries import FileGone, open_file
from cite.jobs.operations import confirm_lease, report_progress
from cite.tenancy.models import Territory
from cite.territories.queries.territory_map import communes_of

PURPOSE = "directory.import"
"""What the files of imports are kept for."""
AT_ONCE = 1000
SILENT = timedelta(minutes=20)
"""After how long a reading from a command line that says nothing is believed dead."""
_PROGRESS = {"structures": gettext_lazy("structures"), "services": gettext_lazy("services")}


@transaction.atomic
def ask_import(
    *,
    territory: Territory,
    structures: StoredFile | None = None,
    services: StoredFile | None = None,
    origin: ImportOrigin = ImportOrigin.FILES,
    is_complete: bool = True,
    is_local: bool = True,
    by: User,
) -> DirectoryImport:
    """Ask for the import of two files of the standard, one of them is enough; or of data·inclusion by its API.

    What is read from a command line is asked here too, and read by `import_by_hand`.

    Raises:
        Refused: not allowed, nothing to read, no key for the API, or an import is under way.
    """
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)
    give_up_the_dead(territory, silent_since=now() - SILENT)
    busy = DirectoryImport.objects.filter(territory=territory, state__in=IMPORT.sources_of("fail")).exists()
    is_something = origin != ImportOrigin.FILES or structures is not None or services is not None
    require(
        can_moderate(by, territory)
        and unless(is_something, ImportRefusal.NOTHING)
        & unless(origin != ImportOrigin.API or reads_the_api(), ImportRefusal.NO_KEY)
        & unless(not busy, ImportRefusal.RUNNING)
    )
    asked = DirectoryImport.objects.create(
        territory=territory,
        asked_by=by,
        origin=origin,
        structures=structures,
        services=services,
        is_complete=is_complete,
        is_local=is_local,
    )
    record(ImportAct.ASK, by=by, target=asked)
    if origin != ImportOrigin.COMMAND:
        import_asked.send(DirectoryImport, asked=asked)
    return asked


def give_up_the_dead(territory: Territory, *, silent_since: datetime) -> None:
    """Say of a reading from a command line that says nothing any more that it failed: its process was killed."""
    silent = DirectoryImport.objects.filter(
        territory=territory,
        origin=ImportOrigin.COMMAND,
        state__in=IMPORT.sources_of("fail"),
        updated_at__lt=silent_since,
    )
    for asked in silent.select_for_update(no_key=True):
        _fail(asked)


def _fail(asked: DirectoryImport) -> None:
    asked.state, asked.finished_at = IMPORT.target("fail", asked.state), now()
    asked.error = str(FileProblem.GIVEN_UP.label)
    asked.save()


@transaction.atomic
def record_import_job(*, asked: DirectoryImport, job_id: UUID | str) -> None:
    """Write down which background work reads the files."""
    asked.job_id = UUID(str(job_id))
    asked.save()


@transaction.atomic
def stop_import(*, job_id: UUID | str) -> None:
    """Say of an import that its work was given up, so that another may be asked; what it read stays."""
    rows = DirectoryImport.objects.select_for_update(no_key=True)
    asked = rows.filter(job_id=job_id, state__in=IMPORT.sources_of("fail")).first()
    if asked is not None:
        _fail(asked)


@transaction.atomic
def stop_reading(*, asked: DirectoryImport) -> None:
    """Say of a reading from a command line that it stopped, unless it is over; what it read stays."""
    row = DirectoryImport.objects.select_for_update(no_key=True).get(pk=asked.pk)
    if IMPORT.allows("fail", row.state):
        _fail(row)


class Reader(Protocol):
    """Who reads: a worker that holds a job, or a command line."""

    def confirm(self, reading: Reading) -> None:
        """Hold on to the import until the end of the transaction, or stop."""

    def tell(self, reading: Reading, kind: str) -> None:
        """Say how far the reading is, or stop."""


@dataclass(frozen=True, slots=True)
class _Worker:
    """Reads under the lease of its job."""

    job_id: UUID | str

    def confirm(self, reading: Reading) -> None:
        confirm_lease(job_id=self.job_id)

    def tell(self, reading: Reading, kind: str) -> None:
        report_progress(job_id=self.job_id, done=reading.done, label=str(_PROGRESS[kind]))


def run_import(*, import_id: UUID | str, job_id: UUID | str) -> None:
    """Read what an import was asked for. May be run again from the start.

    Raises:
        JobInterrupted: this worker must stop, or no longer has the job.
    """
    with scopes_disabled():
        rows = DirectoryImport.objects.select_related("territory", "structures", "services", "asked_by")
        asked = rows.filter(uuid=import_id).first()
    if asked is None or not IMPORT.allows("begin", asked.state):
        return
    with scope(territory=asked.territory):
        read_import(asked, _sources(asked), _Worker(job_id))


def _sources(asked: DirectoryImport) -> list[Source]:
    """Name what is to be read, structures first: each with what opens it."""
    if asked.origin == ImportOrigin.API:
        return api_sources()
    stored = [(kind, getattr(asked, kind)) for kind in KINDS]
    return [(kind, lambda file=file: _records_of(file)) for kind, file in stored if file is not None]


@contextmanager
def _records_of(file: StoredFile) -> Iterator[Iterator[Record]]:
    with open_file(file) as stream:
        yield read_records(stream)


def read_import(
    asked: DirectoryImport, sources: Iterable[Source], reader: Reader, *, since: datetime | None = None
) -> Reading:
    """Read everything that an import names, keep the report, and say what came of it.

    `since`: what was written from then on is read again: whoever wrote it was stopped before its report.
    """
    if asked.state == ImportState.RUNNING:
        since = asked.created_at
    is_late = begin(asked)
    with tempfile.TemporaryFile() as file, seldom_collecting():
        with _report(file) as writer:
            reading = Reading(
                asked, _area(asked.territory), places_of(asked.territory, on=today()), writer, since
            )
            error = _read_all(reading, sources, reader)
            if is_late or any(reading.counts[f"services_{change}"] for change in ("new", "changed", "gone")):
                catch_up_search(territory=asked.territory)
        _end(reading, file, error, reader)
    return reading


@contextmanager
def _report(file: BinaryIO) -> Iterator[TableWriter]:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = TableWriter(text)
    writer.writerow((_("Fichier"), _("Ligne"), _("Identifiant"), _("Champ"), _("Valeur"), _("Remarque")))
    yield writer
    text.flush()
    text.detach()


@transaction.atomic
def begin(asked: DirectoryImport) -> bool:
    """Say that the reading begins; tells whether one stopped before its end, itself or the one before.

    The search may then know nothing of what that one wrote.
    """
    before = (
        DirectoryImport.objects.filter(territory=asked.territory, pk__lt=asked.pk).order_by("-pk").first()
    )
    is_late = ImportState.RUNNING == asked.state or (
        before is not None and before.state == ImportState.FAILED
    )
    # whoever canceled the work meanwhile gave the import up: it does not come back to life, in the way of the next
    asked.refresh_from_db(
        fields=["state"], from_queryset=DirectoryImport.objects.select_for_update(no_key=True)
    )
    asked.state = IMPORT.target("begin", asked.state)
    asked.save()
    return is_late


def _area(territory: Territory) -> Area:
    communes = list(communes_of(territory).values_list("code", "department_code"))
    return Area(
        frozenset(code for code, _department in communes),
        territory.epci_code,
        frozenset(department for _code, department in communes),
    )


def _read_all(reading: Reading, sources: Iterable[Source], reader: Reader) -> str:
    """Read the structures, then the services, then settle what concerns them all; give the error that stopped it."""
    asked = reading.asked
    try:
        for kind, opened in sources:
            with opened() as records:
                _read_records(reading, kind, records, reader)
            reading.read.add(kind)
    except UnreadableFile as unreadable:
        return str(unreadable.problem.label)
    except FileGone:
        return str(FileProblem.GONE.label)
    with transaction.atomic():
        reader.confirm(reading)
        if asked.is_complete:
            archive_the_gone(reading)
        reading.counts["duplicates"] = group_duplicates(territory=asked.territory, on=today())
    return ""


def _read_records(reading: Reading, kind: str, records: Iterator[Record], reader: Reader) -> None:
    while batch := list(
        islice(records, AT_ONCE)
    ):  # the network is waited for here, outside of the transaction
        with transaction.atomic():
            reader.confirm(reading)
            take_in(reading, kind, batch)
        reading.done += len(batch)
        reader.tell(reading, kind)


@transaction.atomic
def _end(reading: Reading, file: BinaryIO, error: str, reader: Reader) -> None:
    """Keep what came of the reading, and its report where there is something in it."""
    reader.confirm(reading)
    asked = reading.asked
    if reading.counts["remarks"]:
        file.seek(0)
        asked.report = create_file(
            name=_("remarques-import.csv"),
            content_type="text/csv",
            write=lambda destination: _copy(file, destination),
            by=asked.asked_by,
            territory=asked.territory,
            purpose=PURPOSE,
        )
    asked.state = IMPORT.target("fail" if error else "finish", asked.state)
    asked.error, asked.counts, asked.problems = error, dict(+reading.counts), reading.problems
    asked.finished_at = now()
    asked.save()
    record(ImportAct.FINISH, target=asked)


def _copy(source: BinaryIO, destination: BinaryIO) -> None:
    while block := source.read(1_000_000):
        destination.write(block)

"""Files of other directories: asked by a person, read in the background, the same however often they are read.

A worker killed midway leaves whole batches: what was read is recognized by its digest and passed over, and the rest
goes on.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled

from cite.accounts.models import User
from cite.core.dates import now, today
from cite.core.decisions import require, unless
from cite.core.journal import record
from cite.core.spreadsheets import TableWriter
from cite.directory.enums.imports import FileProblem, ImportAct, ImportRefusal
from cite.directory.gateways.inclusion import UnreadableFile, read_records
from cite.directory.models import DirectoryImport
from cite.directory.operations.duplicates import group_duplicates
from cite.directory.operations.facets import places_of
from cite.directory.operations.indexing import catch_up_search
from cite.directory.operations.taking_in import Reading, archive_the_gone, take_in
from cite.directory.permissions import can_moderate
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
_PROGRESS = {"structures": _("structures"), "services": _("services")}


@transaction.atomic
def ask_import(
    *,
    territory: Territory,
    structures: StoredFile | None,
    services: StoredFile | None,
    is_complete: bool = True,
    is_local: bool = True,
    by: User,
) -> DirectoryImport:
    """Ask for the import of two files of the standard; one of them is enough.

    Raises:
        Refused: not allowed, nothing to read, or an import is under way.
    """
    Territory.objects.select_for_update(no_key=True).get(pk=territory.pk)
    busy = DirectoryImport.objects.filter(territory=territory, state__in=IMPORT.sources_of("fail")).exists()
    require(
        can_moderate(by, territory)
        and unless(structures is not None or services is not None, ImportRefusal.NOTHING)
        & unless(not busy, ImportRefusal.RUNNING)
    )
    asked = DirectoryImport.objects.create(
        territory=territory,
        asked_by=by,
        structures=structures,
        services=services,
        is_complete=is_complete,
        is_local=is_local,
    )
    record(ImportAct.ASK, by=by, target=asked)
    import_asked.send(DirectoryImport, asked=asked)
    return asked


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
        asked.state, asked.finished_at = IMPORT.target("fail", asked.state), now()
        asked.error = str(FileProblem.GIVEN_UP.label)
        asked.save()


def run_import(*, import_id: UUID | str, job_id: UUID | str) -> None:
    """Read the files of an import that was asked. May be run again from the start.

    Raises:
        JobInterrupted: this worker must stop, or no longer has the job.
    """
    with scopes_disabled():
        rows = DirectoryImport.objects.select_related("territory", "structures", "services", "asked_by")
        asked = rows.filter(uuid=import_id).first()
    if asked is None or not IMPORT.allows("begin", asked.state):
        return
    with scope(territory=asked.territory), tempfile.TemporaryFile() as file:
        _begin(asked)
        with _report(file) as writer:
            reading = Reading(asked, _area(asked.territory), places_of(asked.territory, on=today()), writer)
            error = _read_all(reading, job_id)
        _end(reading, file, error, job_id)


@contextmanager
def _report(file: BinaryIO) -> Iterator[TableWriter]:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = TableWriter(text)
    writer.writerow((_("Fichier"), _("Ligne"), _("Identifiant"), _("Champ"), _("Valeur"), _("Remarque")))
    yield writer
    text.flush()
    text.detach()


@transaction.atomic
def _begin(asked: DirectoryImport) -> None:
    asked.state = IMPORT.target("begin", asked.state)
    asked.save()


def _area(territory: Territory) -> Area:
    communes = list(communes_of(territory).values_list("code", "department_code"))
    return Area(
        frozenset(code for code, _department in communes),
        territory.epci_code,
        frozenset(department for _code, department in communes),
    )


def _read_all(reading: Reading, job_id: UUID | str) -> str:
    """Read the structures, then the services, then settle what concerns them all; give the error that stopped it."""
    asked = reading.asked
    try:
        for kind in ("structures", "services"):
            if stored := getattr(asked, kind):
                with open_file(stored) as stream:
                    _read_file(reading, kind, stream, job_id)
    except UnreadableFile as unreadable:
        return str(unreadable.problem.label)
    except FileGone:
        return str(FileProblem.GONE.label)
    with transaction.atomic():
        confirm_lease(job_id=job_id)
        if asked.is_complete:
            archive_the_gone(reading)
        reading.counts["duplicates"] = group_duplicates(territory=asked.territory)
    if any(reading.counts[f"services_{change}"] for change in ("new", "changed", "gone")):
        catch_up_search(territory=asked.territory)
    return ""


def _read_file(reading: Reading, kind: str, stream: BinaryIO, job_id: UUID | str) -> None:
    records = iter(read_records(stream))
    while batch := list(islice(records, AT_ONCE)):
        with transaction.atomic():
            confirm_lease(job_id=job_id)
            take_in(reading, kind, batch)
        reading.done += len(batch)
        report_progress(job_id=job_id, done=reading.done, label=_PROGRESS[kind])


@transaction.atomic
def _end(reading: Reading, file: BinaryIO, error: str, job_id: UUID | str) -> None:
    """Keep what came of the reading, and its report where there is something in it."""
    confirm_lease(job_id=job_id)
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

"""What background work does of an import: every row answered, the file given back, the old ones erased.

An import restarts from its first row whenever its worker was killed: the file to give back is built apart and
kept in one transaction at the end, and kinds that write do so in a way that may be done twice.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django_scopes import scopes_disabled

from cite.core.dates import now
from cite.files.models import StoredFile
from cite.files.operations import create_file
from cite.files.queries import FileGone, open_file
from cite.imports.enums import DraftState, ImportObjection
from cite.imports.gateways.tables import Row, Table, UnreadableTable, read_table, write_table
from cite.imports.models import ImportDraft
from cite.imports.operations.forgetting import end_of_retention, forget_everything, forget_source
from cite.imports.operations.steering import PURPOSE, limits_of
from cite.imports.ports import ImportContext, ImportKind, RowOutcome, kind_named
from cite.imports.queries import progress_of
from cite.imports.rules.cells import ParsedRow, parse_row
from cite.imports.workflow import IMPORT, WAITING
from cite.jobs.operations import confirm_lease, report_progress

ROWS_AT_ONCE = 1_000
KEPT_PROBLEMS = 200
EXPIRED_KEPT = timedelta(days=30)
_SLOW_WORK = timedelta(days=1)  # an import still waiting so long after its time will never run


class _NoLongerWanted(Exception):
    """The import was canceled, deleted or expired meanwhile."""


@dataclass(slots=True)
class _Tally:
    """What came of the rows so far."""

    rows: int = 0
    remarked: int = 0
    refused: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[dict[str, Any]] = field(default_factory=list)

    def add(self, row: ParsedRow, outcome: RowOutcome) -> None:
        """Count one row, and keep its problems if they are among the first."""
        self.rows += 1
        self.refused += outcome.refused
        self.remarked += not outcome.refused and bool(outcome.remark or outcome.cells or row.errors)
        self.counts.update(outcome.counted)
        if len(self.problems) < KEPT_PROBLEMS:
            self.problems.extend(_problems(row, outcome))


def _problems(row: ParsedRow, outcome: RowOutcome) -> Iterator[dict[str, Any]]:
    for error in row.errors:
        yield {"line": row.line, "column": error.column, "excerpt": error.excerpt, "sentence": error.sentence}
    for cell in outcome.cells:
        yield {"line": row.line, "column": cell.column, "excerpt": cell.excerpt, "sentence": cell.sentence}
    if outcome.remark:
        yield {"line": row.line, "column": "", "excerpt": "", "sentence": str(outcome.remark)}


def run_import(*, draft_id: UUID | str, job_id: UUID | str) -> None:
    """Answer every row of a confirmed import and keep the file to give back. May be run again from the start.

    Raises:
        JobInterrupted: this worker must stop, or no longer has the job.
    """
    draft = _begin(draft_id)
    if draft is None:
        return
    try:
        with open_file(draft.source) as stream, tempfile.TemporaryFile() as answered:
            table = read_table(stream, limits=limits_of(kind_named(draft.kind)), has_header=draft.has_header)
            tally, remarks = _answer(draft, table, answered, job_id)
            answered.seek(0)
            result = _keep_result(draft, table, answered)
    except _NoLongerWanted:
        return
    except UnreadableTable as unreadable:
        _fail(draft, unreadable.sentence)
    except FileGone:
        _fail(draft, str(ImportObjection.FILE_GONE.label))
    else:
        _finish(draft, result, tally, remarks, job_id)


@transaction.atomic
def _begin(draft_id: UUID | str) -> ImportDraft | None:
    """Take a draft in hand; None where it is over or gone."""
    draft = (
        ImportDraft.objects.select_for_update(of=("self",), no_key=True)
        .select_related("source", "owner", "territory")
        .filter(uuid=draft_id)
        .first()
    )
    if draft is None or not IMPORT.allows("begin", draft.state):
        return None
    draft.state = IMPORT.target("begin", draft.state)
    draft.save_next_version()
    return draft


def _answer(
    draft: ImportDraft, table: Table, answered: BinaryIO, job_id: UUID | str
) -> tuple[_Tally, list[str]]:
    """Write the file to give back, chunk by chunk."""
    kind = kind_named(draft.kind)
    context = ImportContext(territory=draft.territory, by=draft.owner, since=draft.created_at)
    tally = _Tally()
    rows = table.rows()
    headers = [column.header for column in kind.added_columns]
    with write_table(table, answered, headers, for_spreadsheet=True) as writer:
        while chunk := list(islice(rows, ROWS_AT_ONCE)):
            if not ImportDraft.objects.filter(pk=draft.pk, state=DraftState.RUNNING).exists():
                raise _NoLongerWanted
            for row, parsed, outcome in _answers(draft, kind, table, chunk, context):
                writer.write(row, outcome.values)
                tally.add(parsed, outcome)
            report_progress(job_id=job_id, done=tally.rows, total=table.row_count, label=str(kind.label))
    return tally, writer.remarks


def _answers(
    draft: ImportDraft, kind: ImportKind, table: Table, chunk: Sequence[Row], context: ImportContext
) -> Iterator[tuple[Row, ParsedRow, RowOutcome]]:
    labels = table.labels
    parsed = [parse_row(row.line, row.cells, draft.mapping, kind.fields, labels) for row in chunk]
    return zip(chunk, parsed, kind.process(parsed, context), strict=True)


def _keep_result(draft: ImportDraft, table: Table, answered: BinaryIO) -> StoredFile:
    stem = draft.source.name.rpartition(".")[0] or draft.source.name
    return create_file(
        name=f"{stem}-reponses.{table.extension}",
        content_type=table.content_type,
        write=partial(shutil.copyfileobj, answered),
        by=draft.owner,
        territory=draft.territory,
        purpose=PURPOSE,
        expires_at=end_of_retention(draft),
    )


@transaction.atomic
def _finish(
    draft: ImportDraft, result: StoredFile, tally: _Tally, remarks: list[str], job_id: UUID | str
) -> None:
    """Close an import, if it is still wanted and still ours; else its result is erased as nobody's."""
    confirm_lease(job_id=job_id)
    draft = ImportDraft.objects.select_for_update(of=("self",), no_key=True).filter(pk=draft.pk).first()
    if draft is None or not IMPORT.allows("finish", draft.state):
        return
    summaries = kind_named(draft.kind).summarize(tally.counts)
    draft.state = IMPORT.target("finish", draft.state)
    draft.result = result
    draft.row_count, draft.remarked_count, draft.refused_count = tally.rows, tally.remarked, tally.refused
    draft.problems = tally.problems[:KEPT_PROBLEMS]
    draft.summaries = [asdict(summary) for summary in summaries]
    draft.remarks = [*draft.remarks, *remarks]
    draft.finished_at = now()
    draft.expires_at = result.expires_at
    forget_source(draft)
    draft.save_next_version()


@transaction.atomic
def _fail(draft: ImportDraft, sentence: str) -> None:
    """Close an import that cannot come to its end, with the reason and the remedy."""
    draft = ImportDraft.objects.select_for_update(of=("self",), no_key=True).filter(pk=draft.pk).first()
    if draft is None or not IMPORT.allows("fail", draft.state):
        return
    draft.state = IMPORT.target("fail", draft.state)
    draft.error = sentence
    draft.finished_at = now()
    draft.expires_at = end_of_retention(draft)
    forget_everything(draft)
    draft.save_next_version()


def expire_imports(*, at: datetime) -> int:
    """Erase the imports whose time is over, close those whose work died; tells how many were erased."""
    with scopes_disabled():
        for draft in ImportDraft.objects.filter(state__in=WAITING).order_by("pk"):
            progress = progress_of(draft)
            if progress and progress.error:
                _fail(draft, progress.error)
        is_over = Q(expires_at__lte=at) & ~Q(state__in=WAITING) | Q(expires_at__lte=at - _SLOW_WORK)
        due = ImportDraft.objects.filter(is_over).exclude(state=DraftState.EXPIRED).order_by("pk")
        erased = sum(_expire(draft) for draft in due)
        ImportDraft.objects.filter(state=DraftState.EXPIRED, expires_at__lte=at - EXPIRED_KEPT).delete()
        return erased


@transaction.atomic
def _expire(draft: ImportDraft) -> bool:
    draft = ImportDraft.objects.select_for_update(of=("self",), no_key=True).filter(pk=draft.pk).first()
    if draft is None or not IMPORT.allows("expire", draft.state):
        return False
    forget_everything(draft)
    draft.state = IMPORT.target("expire", draft.state)
    draft.save_next_version()
    return True

"""What people ask of an import: start, confirm the columns, cancel, delete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.decisions import Decision, Refused, require, unless
from cite.core.journal import record
from cite.files.enums import FileKind
from cite.files.models import StoredFile
from cite.files.operations import expire_file, store_upload
from cite.files.queries import FileGone, open_file
from cite.files.rules import UploadPolicy
from cite.imports.enums import DraftState, ImportObjection, ImportsAct
from cite.imports.gateways.tables import Limits, UnreadableTable, read_table
from cite.imports.models import ImportDraft
from cite.imports.operations.forgetting import end_of_retention, forget_everything
from cite.imports.permissions import can_delete_draft, can_steer_draft, visible_drafts
from cite.imports.ports import ImportKind, kind_named
from cite.imports.rules.columns import check_mapping
from cite.imports.signals import columns_confirmed
from cite.imports.workflow import IMPORT
from cite.tenancy.models import Territory

TABLES = frozenset({FileKind.CSV, FileKind.XLSX, FileKind.ODS})
KEPT_ROWS = 20  # enough to recognize the columns, and to show some
MOST_DRAFTS = 20  # that a person may hold at once
MOST_CELLS, MOST_UNPACKED_BYTES = 2_000_000, 30_000_000  # of a workbook
PURPOSE = "import"


@dataclass(frozen=True, slots=True)
class _Unreadable:
    """The objection to a file that is no table: its sentence comes from the reader."""

    value: str
    label: str


def start_import(*, kind: str, upload: UploadedFile, by: User, territory: Territory) -> ImportDraft:
    """Keep a list that a person brings, read once from end to end, with its columns to confirm.

    Raises:
        Refused: she may not, or the file cannot be read; nothing is kept then.
    """
    wanted = kind_named(kind)
    held = visible_drafts(by).exclude(state=DraftState.EXPIRED).count()
    require(wanted.can_import(by, territory) & unless(held < MOST_DRAFTS, ImportObjection.TOO_MANY_DRAFTS))
    source = store_upload(
        upload=upload,
        policy=UploadPolicy(max_bytes=wanted.max_bytes, kinds=TABLES),
        by=by,
        territory=territory,
        purpose=PURPOSE,
    )
    draft = ImportDraft(kind=kind, owner=by, territory=territory, source=source)
    try:
        _describe(draft, _facts(wanted, source, None))
        with transaction.atomic():
            draft.save()
            record(ImportsAct.START, by=by, target=draft)
    except BaseException:
        expire_file(file=source)
        raise
    return draft


def read_again(*, draft: ImportDraft, has_header: bool, by: User) -> ImportDraft:
    """Read the file again, the person having said whether its first row names the columns.

    The file is read before the transaction: a large workbook takes seconds.

    Raises:
        Refused: she may not, the columns are confirmed already, or the file cannot be read so.
    """
    require(can_steer_draft(by, draft) & _in_state_to(draft, "confirm"))
    facts = _facts(kind_named(draft.kind), draft.source, has_header)
    with transaction.atomic():
        draft = _locked(draft)
        require(_in_state_to(draft, "confirm"))
        _describe(draft, facts)
        draft.save_next_version()
        record(ImportsAct.READ_AGAIN, by=by, target=draft)
    return draft


@transaction.atomic
def confirm_columns(*, draft: ImportDraft, mapping: Mapping[str, int], by: User, version: int) -> ImportDraft:
    """Take the columns as the person confirms them, and let the work begin.

    `mapping`: column numbers, from 0, by field name.

    Raises:
        Refused: with everything that stands against it.
    """
    draft = ImportDraft.locked(pk=draft.pk, version=version)
    kind = kind_named(draft.kind)
    require(can_steer_draft(by, draft) & _in_state_to(draft, "confirm"))
    require(check_mapping(mapping, kind.fields, len(draft.headers), kind.one_of))
    draft.mapping = dict(mapping)
    draft.state = IMPORT.target("confirm", draft.state)
    draft.expires_at = end_of_retention(draft)
    draft.save_next_version()
    record(ImportsAct.CONFIRM_COLUMNS, by=by, target=draft)
    columns_confirmed.send(ImportDraft, draft=draft)
    return draft


@transaction.atomic
def record_job(*, draft: ImportDraft, job_id: UUID | str) -> None:
    """Write down which background work runs an import."""
    ImportDraft.objects.filter(pk=draft.pk).update(job_id=job_id, updated_at=now())


@transaction.atomic
def cancel_import(*, draft: ImportDraft, by: User) -> None:
    """Stop an import that waits or runs, and erase its files; what a row already did stays done.

    Raises:
        Refused: she may not, or it is over.
    """
    draft = _locked(draft)
    require(can_delete_draft(by, draft) & _in_state_to(draft, "cancel"))
    forget_everything(draft)
    draft.state = IMPORT.target("cancel", draft.state)
    draft.finished_at = now()
    draft.save_next_version()
    record(ImportsAct.CANCEL, by=by, target=draft)


@transaction.atomic
def delete_import(*, draft: ImportDraft, by: User) -> None:
    """Delete an import and its files at once, whatever its state; running work stops by itself.

    Raises:
        Refused: it is not hers.
    """
    draft = _locked(draft)
    require(can_delete_draft(by, draft))
    forget_everything(draft)
    record(ImportsAct.DELETE, by=by, target=draft)
    draft.delete()


def _locked(draft: ImportDraft) -> ImportDraft:
    return ImportDraft.objects.select_for_update(of=("self",), no_key=True).get(pk=draft.pk)


def _in_state_to(draft: ImportDraft, arrow: str) -> Decision:
    return unless(IMPORT.allows(arrow, draft.state), ImportObjection.NOT_IN_THIS_STATE)


def _facts(kind: ImportKind, source: StoredFile, has_header: bool | None) -> dict[str, Any]:
    """Read a file from end to end, and tell what a draft keeps of it.

    Raises:
        Refused: it cannot be read.
    """
    try:
        with open_file(source) as stream:
            table = read_table(stream, limits=limits_of(kind), has_header=has_header)
            first_rows = [list(row.cells) for row in table.first_rows(KEPT_ROWS)]
    except UnreadableTable as unreadable:
        problem = _Unreadable(unreadable.problem.value, unreadable.sentence)
        raise Refused(Decision((problem,))) from unreadable
    except FileGone as gone:
        raise Refused(Decision((ImportObjection.FILE_GONE,))) from gone
    return {
        "has_header": table.has_header,
        "headers": table.headers,
        "sheet": table.sheet,
        "row_count": table.row_count,
        "remarks": table.remarks,
        "first_rows": first_rows,
    }


def _describe(draft: ImportDraft, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(draft, name, value)
    draft.expires_at = end_of_retention(draft)


def limits_of(kind: ImportKind) -> Limits:
    """The limits of a kind's files: a workbook is read while its page waits, in about a second at most.

    Bigger lists are brought as CSV, which is read twenty times faster; the sentences of the refusals say so.
    """
    return Limits(max_rows=kind.max_rows, max_cells=MOST_CELLS, max_unpacked_bytes=MOST_UNPACKED_BYTES)

"""What the pages of imports show."""

from __future__ import annotations

from dataclasses import dataclass

from cite.imports.enums import DraftState, ImportObjection
from cite.imports.models import ImportDraft
from cite.imports.ports import kind_named
from cite.imports.rules.columns import Recognition, recognize
from cite.imports.workflow import WAITING
from cite.jobs.enums import JobStatus
from cite.jobs.queries import job_progress


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import is; `error` says why it will not come to its end."""

    done: int
    total: int
    is_started: bool
    error: str = ""


def recognition_of(draft: ImportDraft) -> Recognition:
    """Recognize the columns of a draft from what it keeps of its file."""
    return recognize(draft.headers, draft.first_rows, kind_named(draft.kind).fields)


def progress_of(draft: ImportDraft) -> ImportProgress | None:
    """Tell how far a confirmed import is; None once it is over.

    A job that died for good is told here, before the periodic task closes the import.
    """
    if draft.state not in WAITING:
        return None
    progress = job_progress(draft.job_id) if draft.job_id else None
    if progress is None:
        return ImportProgress(0, draft.row_count, False)
    is_dead = progress.status in (JobStatus.FAILED, JobStatus.CANCELED)
    return ImportProgress(
        done=progress.done,
        total=draft.row_count,
        is_started=draft.state == DraftState.RUNNING,
        error=progress.error or str(ImportObjection.STOPPED.label) if is_dead else "",
    )

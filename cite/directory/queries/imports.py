"""The imports of other directories, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.directory.enums.imports import ImportState, Remark
from cite.directory.models import DirectoryImport
from cite.directory.permissions import can_moderate
from cite.jobs.queries import job_progress
from cite.tenancy.models import Territory


@dataclass(frozen=True, slots=True)
class Problem:
    """One remark, as the page shows it."""

    line: int
    kind: str
    key: str
    field: str
    excerpt: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is. `error`: the work was given up, and what to do."""

    done: int = 0
    label: str = ""
    error: str = ""


def visible_imports(user: User, territory: Territory | None) -> QuerySet[DirectoryImport]:
    """List the imports, for those who keep the Cité, the newest first."""
    if territory is None or not can_moderate(user, territory):
        return DirectoryImport.objects.none()
    rows = DirectoryImport.objects.filter(territory=territory)
    return rows.select_related("asked_by", "structures", "services", "report")


def progress_of(asked: DirectoryImport) -> Progress | None:
    """Tell how far an import is; none once it is over."""
    if asked.state not in (ImportState.WAITING, ImportState.RUNNING) or asked.job_id is None:
        return None
    progress = job_progress(asked.job_id)
    if progress is None:
        return Progress(error=_("La lecture s’est arrêtée. Redonnez les fichiers."))
    return Progress(progress.done, progress.label, progress.error)


def problems_of(asked: DirectoryImport) -> list[Problem]:
    """List the first remarks, in sentences."""
    names = {"structures": _("Structures"), "services": _("Services")}
    return [
        Problem(
            line=problem["line"],
            kind=names[problem["kind"]],
            key=problem["key"],
            field=problem["field"],
            excerpt=problem["excerpt"],
            sentence=str(Remark(problem["remark"]).label),
        )
        for problem in asked.problems
    ]

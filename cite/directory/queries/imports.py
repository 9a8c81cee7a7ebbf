"""The imports of other directories, and what came of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cite.accounts.models import User
from cite.directory.enums.imports import ImportOrigin, ImportState, Remark
from cite.directory.gateways.inclusion import Record, read_records
from cite.directory.gateways.inclusion_api import PAGE_SIZE, Access, Patience, read_directory
from cite.directory.models import DirectoryImport
from cite.directory.permissions import can_moderate
from cite.jobs.queries import job_progress
from cite.tenancy.models import Territory

KINDS = ("structures", "services")
"""What an annuaire holds, in the order in which it is read."""
PATIENCE = Patience()
Source = tuple[str, Callable[[], AbstractContextManager[Iterator[Record]]]]
"""One thing to read: which kind of records, and what opens it."""


def reads_the_api() -> bool:
    """Say whether this installation has a key for data·inclusion."""
    return bool(settings.DATA_INCLUSION_TOKEN)


def api_sources() -> list[Source]:
    """Name what is read of data·inclusion by its API."""
    access = Access(settings.DATA_INCLUSION_URL, settings.DATA_INCLUSION_TOKEN, PATIENCE, PAGE_SIZE)
    return [(kind, lambda kind=kind: nullcontext(read_directory(access, kind))) for kind in KINDS]


@contextmanager
def records_in(path: Path) -> Iterator[Iterator[Record]]:
    """Open a file of this machine."""
    with path.open("rb") as stream:
        yield read_records(stream)


def kind_of(path: Path) -> str:
    """Tell structures from services by the first record: only a service has a structure.

    Raises:
        UnreadableFile: it is no list of sheets.
    """
    with records_in(path) as records:
        first = next(records, None)
    has_structure = first is not None and isinstance(first.values, dict) and "structure_id" in first.values
    return "services" if has_structure else "structures"


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


def unfinished_since(territory: Territory) -> datetime | None:
    """Tell when the first of the readings that came to no end, since the last that did, was asked."""
    rows = DirectoryImport.objects.filter(territory=territory)
    done = rows.filter(state=ImportState.DONE).order_by("-pk").values_list("pk", flat=True).first() or 0
    return rows.filter(pk__gt=done).order_by("pk").values_list("created_at", flat=True).first()


def progress_of(asked: DirectoryImport) -> Progress | None:
    """Tell how far an import is; none once it is over."""
    if asked.state not in (ImportState.WAITING, ImportState.RUNNING):
        return None
    if asked.origin == ImportOrigin.COMMAND:
        return Progress(asked.counts.get("read", 0), asked.get_origin_display())
    if asked.job_id is None:
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

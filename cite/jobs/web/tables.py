"""The tables of the pages about background work."""

from datetime import UTC, datetime

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from cite.jobs.enums import JobStatus
from cite.jobs.models import Job, Worker
from cite.jobs.queries import PeriodicState
from cite.ui.tables import Column, Table

TONES = {
    JobStatus.WAITING: "neutral",
    JobStatus.RUNNING: "info",
    JobStatus.DONE: "success",
    JobStatus.FAILED: "error",
    JobStatus.CANCELED: "warning",
}
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def jobs_table(jobs: QuerySet[Job], params: QueryDict) -> Table:
    """List jobs, latest first."""
    columns = (
        Column(
            key="task_path",
            label=_("Travail"),
            kind="link",
            sortable=True,
            value=lambda job: job.task_name,
            href=lambda job: reverse("jobs:job", args=[job.uuid]),
        ),
        Column(
            key="status",
            label=_("État"),
            kind="badge",
            value=lambda job: job.get_status_display(),
            tone=lambda job: TONES[JobStatus(job.status)],
        ),
        Column(key="progress", label=_("Avancement"), kind="number", value=progress_of),
        Column(key="attempts", label=_("Essais"), kind="number", sortable=True),
        Column(key="territory", label=_("Cité"), value=lambda job: job.territory or ""),
        Column(key="created_at", label=_("Demandé le"), kind="date", sortable=True),
        Column(key="finished_at", label=_("Fini le"), kind="date", sortable=True),
    )
    return Table(
        jobs,
        columns=columns,
        params=params,
        caption=_("Travaux en arrière-plan, du plus récent au plus ancien"),
        empty_title=_("Aucun travail"),
        empty_text=_(
            "Les travaux demandés par les pages apparaissent ici, puis s’effacent au bout d’une semaine."
        ),
    )


def periodic_table(states: list[PeriodicState], params: QueryDict) -> Table:
    """List the tasks that come back by themselves."""
    columns = (
        Column(key="name", label=_("Tâche")),
        Column(key="every", label=_("Rythme"), value=rhythm_of),
        Column(key="last_run_at", label=_("Dernier lancement"), kind="date"),
        Column(
            key="has_failed",
            label=_("Résultat"),
            kind="badge",
            value=lambda state: JobStatus.FAILED.label if state.has_failed else "",
            tone=lambda state: "error",
        ),
        Column(key="next_run_at", label=_("Prochain lancement"), kind="date"),
    )
    return Table(
        states,
        columns=columns,
        params=params,
        caption=_("Rythme et prochain lancement de chaque tâche"),
        prefix="periodique-",
        page_size=100,
    )


def workers_table(workers: list[Worker], params: QueryDict) -> Table:
    """List the workers that are alive."""
    columns = (
        Column(key="name", label=_("Exécutant")),
        Column(key="queue", label=_("File d’attente"), value=lambda worker: worker.queue or _("toutes")),
        Column(key="created_at", label=_("Démarré le"), kind="date"),
        Column(key="seen_at", label=_("Vu le"), kind="date"),
    )
    return Table(
        workers,
        columns=columns,
        params=params,
        caption=_("Exécutants en service"),
        prefix="executant-",
        page_size=100,
        empty_title=_("Aucun exécutant en service"),
        empty_text=_("Les travaux attendent. Lancez « manage.py run_worker » sur le serveur."),
    )


def progress_of(job: Job) -> str:
    """Write how far a job is: a share where the total is known, else what is done."""
    if job.percent is not None:
        return f"{job.percent}\u00a0%"
    return str(job.progress_done) if job.progress_done else ""


def rhythm_of(state: PeriodicState) -> str:
    """Write how often a task comes back: « 5 minutes »."""
    return timesince(_ANY_DAY, _ANY_DAY + state.every)

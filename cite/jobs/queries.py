"""What there is to know about background work: one job's progress, who is alive, the overview."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, Min, OuterRef, QuerySet

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.periodic import PERIODIC
from cite.jobs.enums import FINISHED, JobStatus
from cite.jobs.models import Job, PeriodicTask, Worker
from cite.jobs.permissions import visible_jobs
from cite.jobs.workflow import JOB


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a job is, for the page of whoever waits for it."""

    status: JobStatus
    done: int
    total: int | None
    percent: int | None
    label: str
    error: str

    @property
    def is_finished(self) -> bool:
        """Whether the job is over, well or not: the page may stop asking."""
        return self.status in FINISHED


@dataclass(frozen=True, slots=True)
class JobsOverview:
    """The background work as its administrators see it."""

    counts: dict[JobStatus, int]
    oldest_waiting: timedelta | None
    workers: list[Worker]
    periodic: list[PeriodicState]


@dataclass(frozen=True, slots=True)
class PeriodicState:
    """A periodic task: how often it runs, when it last did and will next, and whether its last turn was given up."""

    name: str
    every: timedelta
    last_run_at: datetime | None
    next_run_at: datetime | None
    has_failed: bool


def job_progress(job_id: UUID | str) -> JobProgress | None:
    """Tell how far a job is; None where no such job is kept."""
    try:
        job = Job.objects.filter(uuid=job_id).first()
    except ValidationError:
        return None
    if job is None:
        return None
    return JobProgress(
        status=JobStatus(job.status),
        done=job.progress_done,
        total=job.progress_total,
        percent=100 if job.status == JobStatus.DONE else job.percent,
        label=job.progress_label,
        error=job.error,
    )


def due_jobs(queue: str, at: datetime) -> QuerySet[Job]:
    """List the jobs that may be taken now, most urgent first; an empty queue name means every queue."""
    jobs = Job.objects.filter(status__in=JOB.sources_of("claim"), run_after__lte=at)
    if queue:
        jobs = jobs.filter(queue=queue)
    return jobs.order_by("-priority", "run_after", "pk")


def abandoned_jobs(at: datetime) -> QuerySet[Job]:
    """List the jobs whose worker gave no sign of life for the length of a lease."""
    return Job.objects.filter(status=JobStatus.RUNNING, leased_until__lt=at).order_by("pk")


def jobs_by_date(user: User, status: str = "") -> QuerySet[Job]:
    """List the jobs this person may see, latest first, of one status or all."""
    jobs = visible_jobs(user).select_related("territory").order_by("-created_at", "-pk")
    return jobs.filter(status=status) if status else jobs


def live_workers(at: datetime) -> QuerySet[Worker]:
    """List the workers that gave a sign of life within the length of a lease."""
    oldest_sign = at - timedelta(seconds=settings.JOBS_LEASE_SECONDS)
    return Worker.objects.filter(seen_at__gte=oldest_sign).order_by("name")


def periodic_tasks() -> QuerySet[PeriodicTask]:
    """List the tasks that come back by themselves; `has_failed` where the last turn of one was given up."""
    given_up = Job.objects.filter(
        task_path=OuterRef("name"), status=JobStatus.FAILED, created_at__gte=OuterRef("last_run_at")
    )
    return (
        PeriodicTask.objects.filter(name__in=PERIODIC).annotate(has_failed=Exists(given_up)).order_by("name")
    )


def jobs_overview() -> JobsOverview:
    """Gather what the administrators' page shows beside the list of jobs."""
    at = now()
    known = {row.name: row for row in periodic_tasks()}
    periodic = [
        PeriodicState(
            name=name,
            every=declared.every,
            last_run_at=known[name].last_run_at if name in known else None,
            next_run_at=known[name].next_run_at if name in known else None,
            has_failed=name in known and known[name].has_failed,
        )
        for name, declared in sorted(PERIODIC.items())
    ]
    return JobsOverview(
        counts=_counts(),
        oldest_waiting=_oldest_waiting(at),
        workers=list(live_workers(at)),
        periodic=periodic,
    )


def _counts() -> dict[JobStatus, int]:
    """Count the jobs of each status, zeros included."""
    found = dict(Job.objects.order_by().values_list("status").annotate(Count("pk")))
    return {status: found.get(status, 0) for status in JobStatus}


def _oldest_waiting(at: datetime) -> timedelta | None:
    """How long the job that waits for longest could have run already; None when nothing waits."""
    oldest = due_jobs("", at).aggregate(at=Min("run_after"))["at"]
    return at - oldest if oldest else None

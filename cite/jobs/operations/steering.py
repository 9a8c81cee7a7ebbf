"""What is asked of background work: enqueue, cancel, run again, forget; and the rhythm of periodic tasks."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django_scopes import get_scope

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.decisions import require
from cite.core.journal import record
from cite.core.periodic import PERIODIC, PeriodicDeclaration
from cite.jobs.enums import JobsAct, JobStatus
from cite.jobs.models import Job, PeriodicTask, Worker
from cite.jobs.permissions import can_cancel_job, can_retry_job
from cite.jobs.rules import next_run
from cite.jobs.signals import job_stopped
from cite.jobs.workflow import JOB

KEPT = {
    JobStatus.DONE: timedelta(days=7),
    JobStatus.CANCELED: timedelta(days=7),
    JobStatus.FAILED: timedelta(days=30),
}

_ROWS_LOOKED_AT = 20_000


def enqueue_job(
    *,
    task_path: str,
    args: list[Any],
    kwargs: dict[str, Any],
    queue: str,
    priority: int,
    run_after: datetime | None,
    max_attempts: int,
) -> Job:
    """Write down a job, in the caller's transaction: it exists only if the caller commits.

    It will run in the territory where it was asked.
    """
    current = get_scope()
    return Job.objects.create(
        task_path=task_path,
        args=args,
        kwargs=kwargs,
        queue=queue,
        priority=priority,
        run_after=run_after or now(),
        max_attempts=max_attempts,
        territory=current.get("territory") if current.get("_enabled", True) else None,
    )


@transaction.atomic
def cancel_job(*, job: Job, by: User) -> None:
    """Cancel a job; one that runs stops at its next progress report.

    Raises:
        Refused: it is over, or this person may not.
    """
    job = Job.objects.select_for_update(of=("self",), no_key=True).get(pk=job.pk)
    require(can_cancel_job(by, job))
    job.status = JOB.target("cancel", job.status)
    job.lease = job.leased_until = None
    job.finished_at = now()
    job.save()
    record(JobsAct.CANCEL, by=by, target=job)
    job_stopped.send(Job, job=job)


@transaction.atomic
def retry_job(*, job: Job, by: User) -> None:
    """Run again a job that failed or was canceled, with all its attempts.

    Raises:
        Refused: it is not over, it succeeded, or this person may not.
    """
    job = Job.objects.select_for_update(of=("self",), no_key=True).get(pk=job.pk)
    require(can_retry_job(by, job))
    job.status = JOB.target("retry", job.status)
    job.attempts = 0
    job.run_after = now()
    job.finished_at = None
    job.error = job.trace = ""
    job.save()
    record(JobsAct.RETRY, by=by, target=job)


@transaction.atomic
def prune_jobs() -> int:
    """Forget the jobs that are over for long, and the workers that died; tells how many jobs."""
    at = now()
    Worker.objects.filter(seen_at__lt=at - timedelta(days=1)).delete()
    old = Q()
    for status, kept in KEPT.items():
        old |= Q(status=status, finished_at__lt=at - kept)
    return Job.objects.filter(old).delete()[0]


def refresh_statistics() -> bool:
    """Let SQLite count its rows again, so that it chooses the right index; PostgreSQL does it alone.

    Tells whether there was something to do. It looks at a sample of each index, a moment whatever the size: enough rows
    for an index by Cité, where all are alike, not to pass for one by organization.
    """
    if connection.vendor != "sqlite":
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {_ROWS_LOOKED_AT}")
        cursor.execute("ANALYZE")
    return True


def enqueue_due_tasks() -> int:
    """Enqueue every periodic task that is due; tells how many. Any number of workers may call it at once.

    A task whose last job is still waiting or running is not enqueued again on top of it.
    """
    at = now()
    rows = {row.name: row for row in PeriodicTask.objects.filter(name__in=PERIODIC)}
    return sum(_enqueue_if_due(name, task, rows.get(name), at) for name, task in list(PERIODIC.items()))


@transaction.atomic
def record_sign_of_life(*, worker: str, queue: str = "") -> None:
    """Write down that a worker is alive."""
    Worker.objects.update_or_create(name=worker, defaults={"queue": queue, "seen_at": now()})


def remove_worker(*, worker: str) -> None:
    """Forget a worker that stops."""
    Worker.objects.filter(name=worker).delete()


def _enqueue_if_due(name: str, declared: PeriodicDeclaration, row: PeriodicTask | None, at: datetime) -> bool:
    """Enqueue one task, if this process is the first to move its next due time forward."""
    if row is None:
        row, _created = PeriodicTask.objects.get_or_create(name=name, defaults={"next_run_at": at})
    if row.next_run_at > at:
        return False
    with transaction.atomic():
        is_ours = PeriodicTask.objects.filter(pk=row.pk, next_run_at=row.next_run_at).update(
            last_run_at=at, next_run_at=next_run(row.next_run_at, declared.every, at), updated_at=at
        )
        unfinished = Job.objects.filter(task_path=name, status__in=JOB.sources_of("cancel"))
        if not is_ours or unfinished.exists():
            return False
        declared.task.enqueue()
    return True

"""The life of a job in a worker's hands.

Each claim draws a new lease, and every write about the job names it: a worker that lost its lease (killed,
frozen, cut from the database) can no longer change anything, even if it wakes up.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from cite.core.dates import now
from cite.core.decisions import Refused
from cite.core.periodic import PERIODIC
from cite.jobs.enums import JobError, JobStatus
from cite.jobs.models import Job
from cite.jobs.queries import abandoned_jobs, due_jobs
from cite.jobs.rules import retry_delay, trace_without_values
from cite.jobs.signals import job_stopped
from cite.jobs.workflow import JOB

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_REPORTS = 0.25
RESULT_MAX_CHARACTERS = 10_000


class JobInterrupted(Exception):
    """The task must stop where it is; let it pass."""


class LeaseLost(JobInterrupted):
    """Another worker has the job now: nothing more may be written for it here."""


class JobCanceled(JobInterrupted):
    """An administrator canceled the job while it ran."""


class WorkerStopping(JobInterrupted):
    """This worker was asked to stop: the job goes back to the queue."""


class UnknownTask(LookupError):
    """No such task in this version of the code."""


@dataclass(slots=True, eq=False)
class _Hold:
    """What this process knows of a job in its hands; times are `time.monotonic()`."""

    job_id: str
    lease: UUID
    safe_until: float
    next_report: float = 0.0
    lost: bool = False
    stopping: bool = False


_holds: set[_Hold] = set()
_current: ContextVar[_Hold | None] = ContextVar("job in hand", default=None)


def claim_job(*, worker: str, queue: str = "") -> Job | None:
    """Take the most urgent job that is due, under a new lease; None when there is none.

    Looks before it locks, so that idle workers never take SQLite's only write lock.
    """
    if not due_jobs(queue, now()).exists():
        return None
    with transaction.atomic():
        job = due_jobs(queue, now()).select_for_update(skip_locked=True, no_key=True).first()
        if job is None:
            return None
        job.status = JOB.target("claim", job.status)
        job.attempts += 1
        job.started_at = now()
        job.finished_at = None
        job.lease = uuid4()
        job.leased_until = now() + _lease_length()
        job.worker = worker
        job.progress_done, job.progress_total, job.progress_label = 0, None, ""
        job.error = ""
        job.save()
    return job


@contextmanager
def in_hand(*, job: Job) -> Iterator[None]:
    """Run a claimed job's task inside: its lease is renewed, and its progress may be reported."""
    left = (job.leased_until - now()).total_seconds()
    hold = _Hold(job_id=str(job.uuid), lease=job.lease, safe_until=time.monotonic() + left)
    _holds.add(hold)
    token = _current.set(hold)
    try:
        yield
    finally:
        _current.reset(token)
        _holds.discard(hold)


def report_progress(*, job_id: UUID | str, done: int, total: int | None = None, label: str = "") -> None:
    """Say how far the job is, and learn whether to go on. Call it often: it writes 4 times a second at most.

    Raises:
        JobInterrupted: stop here; the job was canceled or taken by another worker, or this worker must stop.
    """
    hold = _hold_of(job_id)
    if hold.stopping:
        raise WorkerStopping(hold.job_id)
    at = time.monotonic()
    is_over = total is not None and done >= total
    if not hold.lost and at < min(hold.next_report, hold.safe_until) and not is_over:
        return
    _write_under_lease(hold, progress_done=done, progress_total=total, progress_label=label[:200])
    hold.next_report = at + SECONDS_BETWEEN_REPORTS


def confirm_lease(*, job_id: UUID | str) -> None:
    """Hold the job until the end of the caller's transaction, which commits only if the job is still ours.

    Raises:
        JobInterrupted: it is not; let the transaction roll back.
    """
    _write_under_lease(_hold_of(job_id))


def renew_leases() -> None:
    """Renew the leases of every job in this process's hands."""
    for hold in list(_holds):
        try:
            _write_under_lease(hold)
        except JobInterrupted:
            hold.lost = True


def stop_held_jobs() -> None:
    """Ask the jobs in this process's hands to stop at their next progress report."""
    for hold in list(_holds):
        hold.stopping = True


@transaction.atomic
def finish_job(*, job: Job, result: object = None) -> None:
    """Close a job that succeeded.

    Raises:
        JobInterrupted: it is no longer ours; its result is not kept.
    """
    if len(repr(result)) > RESULT_MAX_CHARACTERS:
        raise ValueError("a job's result is a few figures or identifiers; larger things go to a stored file")
    job = _locked(job)
    job.result = result
    job.trace = ""
    _release(job, "finish", finished=True)


@transaction.atomic
def fail_job(*, job: Job, error: Exception) -> None:
    """Close a job whose task raised, or put it back for another attempt after a while.

    A refusal is final, and its sentences are kept for the person; of other errors, types and lines of code.

    Raises:
        JobInterrupted: the job is no longer ours.
    """
    job = _locked(job)
    job.trace = trace_without_values(error)
    is_refused = isinstance(error, Refused)
    is_final = is_refused or isinstance(error, UnknownTask)
    level = logging.INFO if is_refused else logging.ERROR
    logger.log(level, "job %s (%s), attempt %d:\n%s", job.uuid, job.task_path, job.attempts, job.trace)
    if is_refused:
        _give_up(job, " ".join(error.decision.sentences))
    elif is_final:
        _give_up(job, str(JobError.UNKNOWN_TASK.label))
    else:
        _try_again_or_give_up(job, JobError.UNEXPECTED)


@transaction.atomic
def put_back_job(*, job: Job) -> None:
    """Hand a job back to the queue unharmed: this attempt does not count.

    Raises:
        JobInterrupted: the job is no longer ours.
    """
    job = _locked(job)
    job.attempts -= 1
    _release(job, "put_back")


def put_back_abandoned_jobs() -> int:
    """Requeue the jobs whose worker died, or give them up after their last attempt; tells how many."""
    if not abandoned_jobs(now()).exists():
        return 0
    with transaction.atomic():
        jobs = list(abandoned_jobs(now()).select_for_update(skip_locked=True, no_key=True))
        for job in jobs:
            logger.warning("job %s (%s) was abandoned by %s", job.uuid, job.task_path, job.worker)
            _try_again_or_give_up(job, JobError.INTERRUPTED)
    return len(jobs)


def _try_again_or_give_up(job: Job, reason: JobError) -> None:
    """Put a job back for another attempt after a while, or close it after its last.

    A periodic task tries again until its next turn, ever more rarely: nobody is there to ask for it again, and a
    nightly one would otherwise be lost for a day because of a few bad seconds.
    """
    again = now() + retry_delay(job.attempts)
    periodic = PERIODIC.get(job.task_path)
    if job.attempts < job.max_attempts or (periodic and again < job.created_at + periodic.every):
        job.run_after = again
        _release(job, "put_back")
    else:
        _give_up(job, str(reason.label))


def _give_up(job: Job, error: str) -> None:
    job.error = error
    _release(job, "fail", finished=True)


def _lease_length() -> timedelta:
    return timedelta(seconds=settings.JOBS_LEASE_SECONDS)


def _hold_of(job_id: UUID | str) -> _Hold:
    hold = _current.get()
    if hold is None or hold.job_id != str(job_id):
        raise LeaseLost(f"{job_id} is not the job that runs here")
    return hold


def _write_under_lease(hold: _Hold, **changes: object) -> None:
    """Renew the lease and write, if the lease is still the job's."""
    at = time.monotonic()
    moment = now()
    written = Job.objects.filter(uuid=hold.job_id, lease=hold.lease).update(
        leased_until=moment + _lease_length(), updated_at=moment, **changes
    )
    if not written:
        raise _reason_lost(hold.job_id)
    hold.safe_until = at + settings.JOBS_LEASE_SECONDS


def _reason_lost(job_id: UUID | str) -> JobInterrupted:
    is_canceled = Job.objects.filter(uuid=job_id, status=JobStatus.CANCELED).exists()
    return JobCanceled(str(job_id)) if is_canceled else LeaseLost(str(job_id))


def _locked(job: Job) -> Job:
    """Fetch a job for change, if this lease is still its own."""
    ours = Job.objects.select_for_update(no_key=True).filter(pk=job.pk, lease=job.lease).first()
    if ours is None:
        raise _reason_lost(job.uuid)
    return ours


def _release(job: Job, arrow: str, *, finished: bool = False) -> None:
    """Follow an arrow that ends the lease, and save."""
    job.status = JOB.target(arrow, job.status)
    job.lease = job.leased_until = None
    job.finished_at = now() if finished else None
    job.save()
    if job.status == JobStatus.FAILED:
        job_stopped.send(Job, job=job)

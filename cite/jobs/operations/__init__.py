"""Changes to background work: what anybody may ask, and what only the worker does."""

from cite.jobs.operations.running import (
    JobCanceled,
    JobInterrupted,
    LeaseLost,
    WorkerStopping,
    claim_job,
    confirm_lease,
    fail_job,
    finish_job,
    put_back_abandoned_jobs,
    put_back_job,
    renew_leases,
    report_progress,
    stop_held_jobs,
)
from cite.jobs.operations.steering import (
    cancel_job,
    enqueue_due_tasks,
    enqueue_job,
    prune_jobs,
    record_sign_of_life,
    remove_worker,
    retry_job,
)

__all__ = [
    "JobCanceled",
    "JobInterrupted",
    "LeaseLost",
    "WorkerStopping",
    "cancel_job",
    "claim_job",
    "confirm_lease",
    "enqueue_due_tasks",
    "enqueue_job",
    "fail_job",
    "finish_job",
    "prune_jobs",
    "put_back_abandoned_jobs",
    "put_back_job",
    "record_sign_of_life",
    "remove_worker",
    "renew_leases",
    "report_progress",
    "retry_job",
    "stop_held_jobs",
]

"""Who may see and steer background work: the platform's administrators."""

from django.db.models import QuerySet

from cite.accounts.models import User
from cite.accounts.permissions import can_administer
from cite.core.decisions import Decision, unless
from cite.jobs.enums import JobObjection, JobStatus
from cite.jobs.models import Job
from cite.jobs.workflow import JOB


def visible_jobs(user: User) -> QuerySet[Job]:
    """List the jobs a person may see: all for an administrator, else none."""
    return Job.objects.all() if can_administer(user) else Job.objects.none()


def can_cancel_job(user: User, job: Job) -> Decision:
    """Allow canceling a job that is not over."""
    return can_administer(user) & unless(JOB.allows("cancel", job.status), JobObjection.ALREADY_OVER)


def can_retry_job(user: User, job: Job) -> Decision:
    """Allow running again a job that failed or was canceled."""
    return (
        can_administer(user)
        & unless(job.status != JobStatus.DONE, JobObjection.SUCCEEDED)
        & unless(not JOB.allows("cancel", job.status), JobObjection.NOT_OVER)
    )

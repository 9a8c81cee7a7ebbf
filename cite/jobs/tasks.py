"""The housekeeping of background work, and of the database."""

from datetime import timedelta

from django_tasks import task

from cite.core.periodic import periodic
from cite.jobs import operations


@periodic(every=timedelta(days=1))
@task
def forget_old_jobs() -> int:
    """Forget the jobs that are over for long."""
    return operations.prune_jobs()


@periodic(every=timedelta(days=1))
@task
def refresh_statistics() -> bool:
    """Keep lists and searches fast as the tables grow."""
    return operations.refresh_statistics()

"""The housekeeping of background work."""

from datetime import timedelta

from django_tasks import task

from cite.core.periodic import periodic
from cite.jobs import operations


@periodic(every=timedelta(days=1))
@task
def forget_old_jobs() -> int:
    """Forget the jobs that are over for long."""
    return operations.prune_jobs()

"""The housekeeping of the journal."""

from datetime import timedelta

from django_tasks import task

from cite.audit import operations
from cite.core.periodic import periodic


@periodic(every=timedelta(minutes=1))
@task
def seal_journal() -> int:
    """Put the entries of the last minute under a seal."""
    return operations.seal_entries()


@periodic(every=timedelta(days=1))
@task
def erase_old_journal() -> int:
    """Erase the content of the entries that have been kept as long as their rule says."""
    return operations.erase_old_contents()

"""The forgetting of files."""

from datetime import timedelta

from django_tasks import task

from cite.core.dates import now
from cite.core.periodic import periodic
from cite.files import operations


@periodic(every=timedelta(minutes=5))
@task
def forget_files() -> int:
    """Erase the files whose time is over or that nothing refers to."""
    return operations.delete_unreferenced_files(at=now())


@periodic(every=timedelta(hours=1))
@task
def sweep_bytes() -> int:
    """Delete the bytes that no row refers to."""
    return operations.delete_orphan_bytes(at=now())

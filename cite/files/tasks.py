"""The examination of files, and their forgetting."""

from datetime import timedelta

from django_tasks import task

from cite.core.dates import now
from cite.core.periodic import periodic
from cite.files import operations


@task
def scan_file(file_id: str) -> str | None:
    """Have an upload examined; while the antivirus is down, it stays in quarantine and is tried again."""
    return operations.scan_file(file_id=file_id)


@periodic(every=timedelta(minutes=5))
@task
def scan_waiting_files() -> int:
    """Examine what has waited too long: the antivirus was down, or a worker was killed."""
    return operations.scan_waiting_files(at=now())


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

"""What the directory does when something happens."""

from typing import Any

from django.dispatch import receiver

from cite.directory.models import DirectoryImport
from cite.directory.operations.importing import record_import_job
from cite.directory.signals import import_asked
from cite.directory.tasks import import_directory


@receiver(import_asked)
def enqueue_import(sender: type[DirectoryImport], asked: DirectoryImport, **kwargs: Any) -> None:
    """Have a worker read the files, once the transaction that asked it commits."""
    job = import_directory.enqueue(str(asked.uuid))
    record_import_job(asked=asked, job_id=job.id)

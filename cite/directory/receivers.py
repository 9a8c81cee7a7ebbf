"""What the directory does when something happens."""

from typing import Any

from django.dispatch import receiver
from django_scopes import scope

from cite.directory.models import DirectoryImport
from cite.directory.operations.importing import record_import_job, stop_import
from cite.directory.signals import import_asked
from cite.directory.tasks import import_directory
from cite.jobs.models import Job
from cite.jobs.signals import job_stopped


@receiver(import_asked)
def enqueue_import(sender: type[DirectoryImport], asked: DirectoryImport, **kwargs: Any) -> None:
    """Have a worker read the files, once the transaction that asked it commits."""
    job = import_directory.enqueue(str(asked.uuid))
    record_import_job(asked=asked, job_id=job.id)


@receiver(job_stopped)
def stop_its_import(sender: type[Job], job: Job, **kwargs: Any) -> None:
    """Let another import be asked when the work of one is given up."""
    if job.task_path == import_directory.module_path:
        with scope(territory=job.territory):
            stop_import(job_id=job.uuid)

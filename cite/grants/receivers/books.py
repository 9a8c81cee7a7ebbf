"""What follows when somebody asks for the book of a committee: it is made in the background, or she is told why not."""

from typing import Any

from django.dispatch import receiver
from django_scopes import scope

from cite.grants.models import CommitteeBook
from cite.grants.operations.books import record_book_job
from cite.grants.signals import book_asked
from cite.grants.tasks.books import make_committee_book, tell_book_not_made
from cite.jobs.models import Job
from cite.jobs.signals import job_stopped


@receiver(book_asked)
def enqueue_book(sender: type[CommitteeBook], book: CommitteeBook, **kwargs: Any) -> None:
    """Enqueue the work, in the transaction that asks for it."""
    job = make_committee_book.enqueue(str(book.uuid))
    record_book_job(book=book, job_id=job.id)


@receiver(job_stopped)
def enqueue_telling(sender: type[Job], job: Job, **kwargs: Any) -> None:
    """Enqueue the message to whoever waits for a book that this work will not make."""
    if job.task_path == make_committee_book.module_path:
        with scope(territory=job.territory):
            tell_book_not_made.enqueue(str(job.uuid))

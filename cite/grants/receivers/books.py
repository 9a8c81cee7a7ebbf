"""What follows when somebody asks for the book of a committee: it is made in the background."""

from typing import Any

from django.dispatch import receiver

from cite.grants.models import CommitteeBook
from cite.grants.operations.books import record_book_job
from cite.grants.signals import book_asked
from cite.grants.tasks.books import make_committee_book


@receiver(book_asked)
def enqueue_book(sender: type[CommitteeBook], book: CommitteeBook, **kwargs: Any) -> None:
    """Enqueue the work, in the transaction that asks for it."""
    job = make_committee_book.enqueue(str(book.uuid))
    record_book_job(book=book, job_id=job.id)

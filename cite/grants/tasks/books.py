"""The background work of the books of committees."""

from datetime import timedelta
from typing import Any

from django_tasks import task

from cite.core.dates import now
from cite.core.periodic import periodic
from cite.grants.operations import books


@task(takes_context=True)
def make_committee_book(context: Any, book_id: str) -> int:
    """Make the book that somebody asked."""
    return books.make_book(book_id=book_id, job_id=context.task_result.id)


@task
def tell_book_not_made(job_id: str) -> bool:
    """Tell whoever waits for a book that this work will not make it."""
    return books.tell_book_not_made(job_id=job_id)


@periodic(every=timedelta(hours=1))
@task
def expire_committee_books() -> int:
    """Forget the books whose time is over."""
    return books.expire_books(at=now())

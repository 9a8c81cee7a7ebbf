"""The book of a committee: asked, made in the background, kept a while.

Everything is made again from the start when a worker was killed: the file is kept in one transaction at the end, by
the work that the book names; whatever an older work brings is nobody's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from cite.accounts.models import User
from cite.core.dates import now, today
from cite.core.decisions import require
from cite.core.journal import record
from cite.documents.gateways import PDF_TYPE, render_pdf
from cite.files.models import StoredFile
from cite.files.operations import create_file, expire_file
from cite.grants.enums.books import BOOK_PURPOSE, BookAct
from cite.grants.models import CommitteeBook, CommitteeItem
from cite.grants.notices.awards import BOOK_NOT_MADE, BOOK_READY
from cite.grants.permissions.books import can_ask_book
from cite.grants.queries.books import book_document, progress_of
from cite.grants.queries.committee import items_of
from cite.grants.queries.sheets import FileSheet, sheets_of
from cite.grants.signals import book_asked
from cite.jobs.operations import confirm_lease, report_progress
from cite.meetings.models import Meeting
from cite.notifications.operations import notify

KEPT = timedelta(days=30)
"""How long a book is kept once it is made."""
FILES_AT_ONCE = 10
"""How many files are gathered with the same queries, between two reports of progress."""


@transaction.atomic
def ask_book(*, meeting: Meeting, by: User) -> CommitteeBook:
    """Ask for the book of a committee, made for this person; the one she had stays until then. Asked twice, made once.

    Raises:
        Refused: she sees no file of this committee.
    """
    require(can_ask_book(by, meeting))
    Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=meeting.pk)
    fresh = {"asked_at": now(), "territory": meeting.territory}
    book, _is_new = CommitteeBook.objects.get_or_create(meeting=meeting, asked_by=by, defaults=fresh)
    progress = progress_of(book)
    if progress is not None and progress.is_waiting:
        return book
    book.asked_at, book.job_id = now(), None
    book.save()
    record(BookAct.ASK, by=by, target=meeting)
    book_asked.send(CommitteeBook, book=book)
    return book


@transaction.atomic
def record_book_job(*, book: CommitteeBook, job_id: UUID | str) -> None:
    """Write down which background work makes a book."""
    book.job_id = UUID(str(job_id))
    book.save()


def make_book(*, book_id: UUID | str, job_id: UUID | str) -> int:
    """Make the book that somebody asked, from what she may read now; tells how many files it holds.

    Raises:
        JobInterrupted: this worker must stop, or no longer has the job.
        Refused: no file is left that she may read, or there is no room on the disk.
    """
    rows = CommitteeBook.objects.select_related("meeting__territory", "asked_by")
    book = rows.filter(uuid=book_id, job_id=job_id).first()
    if book is None:
        return 0
    meeting, person = book.meeting, book.asked_by
    require(can_ask_book(person, meeting))
    items = items_of(person, meeting, with_answers=True)
    sheets = _sheets(items, person, job_id)
    report_progress(job_id=job_id, done=len(items), total=len(items), label=_("Mise en page"))
    pdf = render_pdf(book_document(meeting, items, sheets, person), is_dense=True)
    file = create_file(
        name=slugify(_("livre %(meeting)s %(day)s") % {"meeting": meeting.title, "day": meeting.day})[:100]
        + ".pdf",
        content_type=PDF_TYPE,
        write=lambda stream: stream.write(pdf),
        by=person,
        territory=meeting.territory,
        purpose=BOOK_PURPOSE,
        expires_at=now() + KEPT,
    )
    _finish(book, file, sheets, job_id)
    return len(items)


def _sheets(items: Sequence[CommitteeItem], person: User, job_id: UUID | str) -> list[FileSheet]:
    """Gather the files, a few at once, and say how far it is."""
    sheets: list[FileSheet] = []
    for start in range(0, len(items), FILES_AT_ONCE):
        report_progress(job_id=job_id, done=start, total=len(items), label=_("Lecture des dossiers"))
        some = [item.application for item in items[start : start + FILES_AT_ONCE]]
        sheets += sheets_of(some, person, today())
    return sheets


@transaction.atomic
def _finish(book: CommitteeBook, file: StoredFile, sheets: Sequence[FileSheet], job_id: UUID | str) -> None:
    """Give the book, if it is still this work that makes it, and tell who asked; the one before goes."""
    confirm_lease(job_id=job_id)
    related = ("file", "asked_by", "meeting__territory")
    found = CommitteeBook.objects.select_for_update(of=("self",), no_key=True).select_related(*related)
    book = found.filter(pk=book.pk, job_id=job_id).first()
    if book is None:
        expire_file(file=file)
        return
    before, book.file = book.file, file
    book.files = [sheet.application.pk for sheet in sheets]
    book.marked = [sheet.application.pk for sheet in sheets if sheet.summary.reviews]
    book.made_at, book.job_id = now(), None
    book.save()
    if before is not None:
        expire_file(file=before)
    notify(
        kind=BOOK_READY.key,
        territory=book.meeting.territory,
        to=book.asked_by,
        fields={
            "day": date_format(book.meeting.day, "j F Y"),
            "until": date_format(localtime(file.expires_at), "j F Y"),
        },
        path=reverse("grants:committee-book", args=[book.meeting.uuid]),
        about=f"book:{book.uuid}",
    )


@transaction.atomic
def tell_book_not_made(*, job_id: UUID | str) -> bool:
    """Tell whoever asked for a book why this work did not make it, and what to do, once.

    False where nobody waits for it: another work makes the book, or this one was started again.
    """
    found = CommitteeBook.objects.select_related("asked_by", "meeting__territory").filter(job_id=job_id)
    book = found.first()
    progress = progress_of(book) if book else None
    if progress is None or progress.is_waiting:
        return False
    notify(
        kind=BOOK_NOT_MADE.key,
        territory=book.meeting.territory,
        to=book.asked_by,
        fields={"day": date_format(book.meeting.day, "j F Y"), "reason": progress.error},
        path=reverse("grants:committee-book", args=[book.meeting.uuid]),
        about=f"book:{job_id}",
    )
    return True


def expire_books(*, at: datetime) -> int:
    """Forget the books whose time is over, everywhere; tells how many."""
    with scopes_disabled():
        return sum(
            _expire(book) for book in CommitteeBook.objects.filter(file__expires_at__lte=at).order_by("pk")
        )


@transaction.atomic
def _expire(book: CommitteeBook) -> bool:
    """Erase a file; the row stays only where another one is on its way."""
    found = (
        CommitteeBook.objects.select_for_update(of=("self",), no_key=True)
        .select_related("file")
        .filter(pk=book.pk)
        .first()
    )
    if found is None or found.file_id != book.file_id:
        return False
    file = found.file
    if found.job_id is None:
        found.delete()
    else:
        found.file, found.made_at, found.files, found.marked = None, None, [], []
        found.save()
    expire_file(file=file)
    return True

"""Who asks for the book of a committee, and who is given it: each her own, as long as she may read all of it."""

from __future__ import annotations

from cite.accounts.models import User
from cite.core.decisions import Decision, unless
from cite.files.models import StoredFile
from cite.grants.enums.books import BookObjection
from cite.grants.models import CommitteeBook
from cite.grants.permissions.awards import can_follow_awards
from cite.grants.permissions.committee import readable_files, visible_committees, visible_items
from cite.grants.permissions.review import marks_hidden_from
from cite.grants.rules.books import book_decision
from cite.meetings.models import Meeting


def can_ask_book(user: User, meeting: Meeting) -> Decision:
    """Let whoever sees files of a committee have her book of it."""
    sees = visible_committees(user, meeting.territory).filter(pk=meeting.pk).exists()
    files = visible_items(user, meeting).count() if sees else 0
    return can_follow_awards(user, meeting.territory) and book_decision(files)


def can_read_book(user: User, book: CommitteeBook) -> Decision:
    """Give a book to the person it was made for, unless she may no longer read a file or the marks that it shows."""
    if book.asked_by_id != user.pk:
        return Decision((BookObjection.NOT_YOURS,))
    territory = book.meeting.territory
    sees = visible_committees(user, territory).filter(pk=book.meeting_id).exists()
    readable = readable_files(user, territory).filter(pk__in=book.files).count()
    return can_follow_awards(user, territory) and unless(
        sees and readable == len(book.files) and not marks_hidden_from(user, book.marked),
        BookObjection.NO_LONGER_YOURS,
    )


def can_read_book_file(user: User, file: StoredFile) -> Decision:
    """Ask it of the book that a stored file is; one that was replaced is nobody's."""
    book = CommitteeBook.objects.filter(file=file).select_related("meeting__territory").first()
    return can_read_book(user, book) if book else Decision((BookObjection.NOT_YOURS,))

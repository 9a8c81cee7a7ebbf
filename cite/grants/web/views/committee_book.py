"""The book of a committee: asked by one button, watched while it is made, taken."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRefresh

from cite.core.dates import now
from cite.core.journal import note_reading
from cite.core.text import readable_size
from cite.grants.enums.committee import CommitteeAct
from cite.grants.models import CommitteeBook
from cite.grants.operations.books import KEPT, ask_book
from cite.grants.permissions.books import can_ask_book, can_read_book
from cite.grants.queries.books import BookProgress, book_of, progress_of
from cite.grants.web.views.committee import CommitteePage
from cite.ui.views import ActionPage


class Book(CommitteePage):
    """The book that this person asked: none yet, on its way, made, or why not."""

    title = _("Livre du comité : %(meeting)s")
    template_name = "grants/committee_book.html"
    fragment_name = "grants/_book_progress.html"

    @cached_property
    def book(self) -> CommitteeBook | None:
        """Her book, where she asked for one."""
        return book_of(self.request.user, self.meeting)

    @cached_property
    def progress(self) -> BookProgress | None:
        """How far it is, where it is not made."""
        return progress_of(self.book) if self.book else None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it; the page that watches it reloads once it is over."""
        is_waiting = self.progress is not None and self.progress.is_waiting
        if request.htmx and not request.htmx.boosted and not is_waiting:
            return HttpResponseClientRefresh()
        self.refresh_seconds = 3 if is_waiting else None
        return self.show(is_waiting=is_waiting)

    def get_context(self) -> dict[str, Any]:
        """Gather what its state shows."""
        book, progress = self.book, self.progress
        file = book.file if book and book.file and book.file.is_available(now()) else None
        asked = can_ask_book(self.request.user, self.meeting)
        given = can_read_book(self.request.user, book) if file else None
        return super().get_context() | {
            "count": len(self.items),
            "book": book,
            "file": file if given else None,
            "withheld": given.sentences if given is not None else [],
            "detail": readable_size(file.size) if file else "",
            "progress": progress,
            "error": progress.error if progress else "",
            "may_ask": bool(asked),
            "reasons": asked.sentences,
            "kept_days": KEPT.days,
        }


class BookFile(CommitteePage):
    """The file of the book as it is now: this address stays while a newer book replaces the other."""

    title = _("Livre de « %(meeting)s »")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to the file, where it may be given."""
        book = book_of(request.user, self.meeting)
        if book is None or book.file is None or not can_read_book(request.user, book):
            raise Http404
        note_reading(request, CommitteeAct.READ, target=self.meeting)
        return redirect("files:download", uuid=book.file.uuid)


class AskBook(CommitteePage, ActionPage):
    """Ask for the book, or for a newer one."""

    title = _("Demander le livre de « %(meeting)s »")
    success_message = _("Votre livre se prépare. Vous pouvez fermer la page et revenir.")

    @property
    def back(self) -> str:
        """Go to the page of the book."""
        return reverse("grants:committee-book", args=[self.meeting.uuid])

    def perform(self) -> None:
        """Ask for it."""
        ask_book(meeting=self.meeting, by=self.request.user)

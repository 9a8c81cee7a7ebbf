"""A person's inbox: read, put back, all read at once and undone."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cite.notifications import operations
from cite.notifications.models import Notice
from cite.notifications.queries import inbox_of, unread_count
from cite.ui.messages import tell
from cite.ui.views import SIGNED_IN, Page

PAGE_SIZE = 20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Inbox(Page):
    """What a person received on this site, latest first."""

    title = _("Vos messages")
    permission = SIGNED_IN
    template_name = "notifications/inbox.html"

    def get_context(self) -> dict[str, Any]:
        """List the messages of the page asked, all or only those to read."""
        unread_only = "a-lire" in self.request.GET
        notices = inbox_of(self.request.user, self.request.territory, unread_only=unread_only)
        return {
            "page": Paginator(notices, PAGE_SIZE).get_page(self.request.GET.get("page")),
            "unread_only": unread_only,
            "unread": unread_count(self.request),
        }


class _OneNotice(Page):
    """One button about one of a person's own messages."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    @cached_property
    def notice(self) -> Notice:
        """The message named in the address, among her own."""
        return get_object_or_404(
            inbox_of(self.request.user, self.request.territory), uuid=self.kwargs["uuid"]
        )


class OpenNotice(_OneNotice):
    """Marks a message read, and goes to the page it is about."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Note that it is read; go there."""
        operations.mark_read(notice=self.notice, by=request.user)
        return redirect(self.notice.path or reverse("notifications:inbox"))


class MarkRead(_OneNotice):
    """Marks a message read."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Note it, and come back."""
        operations.mark_read(notice=self.notice, by=request.user)
        return redirect("notifications:inbox")


class MarkUnread(_OneNotice):
    """Puts a message back among those to read."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Put it back, and come back."""
        operations.mark_unread(notice=self.notice, by=request.user)
        return redirect("notifications:inbox")


class MarkAllRead(Page):
    """Marks everything read, with a way back."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Note it; the next page offers to undo."""
        count, at = operations.mark_all_read(by=request.user, territory=request.territory)
        if count:
            undo = reverse("notifications:undo-mark-all-read", args=[(at - _EPOCH) // _MICROSECOND])
            sentence = ngettext(
                "%(count)s message marqué comme lu.", "%(count)s messages marqués comme lus.", count
            )
            tell(request, sentence % {"count": count}, undo_url=undo)
        return redirect("notifications:inbox")


class UndoMarkAllRead(Page):
    """Puts back what was marked read at once."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, microseconds: int, **kwargs: Any) -> HttpResponseBase:
        """Put it back."""
        try:
            at = _EPOCH + microseconds * _MICROSECOND
        except OverflowError as error:
            raise Http404 from error
        operations.undo_mark_all_read(by=request.user, at=at)
        tell(request, str(_("Ces messages sont de nouveau à lire.")))
        return redirect("notifications:inbox")

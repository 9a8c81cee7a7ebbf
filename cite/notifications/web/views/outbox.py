"""What leaves, what failed, and what people decide about it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Decision, Refused
from cite.notifications import operations
from cite.notifications.enums import MessageState
from cite.notifications.models import Message
from cite.notifications.permissions import can_watch_outbox, can_write_texts
from cite.notifications.ports import label_of
from cite.notifications.queries import outbox_counts, outbox_of
from cite.notifications.rules.addresses import masked
from cite.notifications.workflow import MESSAGE
from cite.ui.messages import tell
from cite.ui.views import Page

PAGE_SIZE = 25
TONES = {
    MessageState.QUEUED: "info",
    MessageState.HELD: "info",
    MessageState.SENDING: "info",
    MessageState.SENT: "success",
    MessageState.GATHERED: "success",
    MessageState.FAILED: "error",
    MessageState.UNCERTAIN: "warning",
    MessageState.CANCELED: "neutral",
}


def watches_outbox(request: HttpRequest) -> Decision:
    """Open a page to whoever watches what leaves."""
    return can_watch_outbox(request.user, request.territory)


class OutboxPage(Page):
    """What the platform sends: how many in each state, and each one."""

    title = _("Envois")
    permission = watches_outbox
    template_name = "notifications/outbox.html"

    @property
    def state(self) -> str:
        """The state asked."""
        asked = self.request.GET.get("etat", "")
        return asked if asked in MessageState else ""

    def get_context(self) -> dict[str, Any]:
        """Count by state, and list the page asked."""
        user, territory = self.request.user, self.request.territory
        counts = outbox_counts(user, territory)
        messages = outbox_of(user, territory, self.state)
        page = Paginator(messages, PAGE_SIZE).get_page(self.request.GET.get("page"))
        return {
            "filters": _filters(counts),
            "failed": counts[MessageState.FAILED],
            "uncertain": counts[MessageState.UNCERTAIN],
            "page": page,
            "rows": [_row(message) for message in page.object_list],
            "writes_texts": bool(can_write_texts(user, territory)),
        }


class _OneMessage(Page):
    """One button about a message that has not left."""

    permission = watches_outbox
    http_method_names = ["post"]
    success_message = ""

    @cached_property
    def message(self) -> Message:
        """The message named in the address."""
        return get_object_or_404(
            outbox_of(self.request.user, self.request.territory), uuid=self.kwargs["uuid"]
        )

    def act(self) -> None:
        """Make the one operation call."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Do it, or say every reason why not."""
        state = self.message.state
        try:
            self.act()
        except Refused as refusal:
            for sentence in refusal.decision.sentences:
                tell(request, sentence, tone="error")
        else:
            tell(request, str(self.success_message))
        return redirect(f"{reverse('notifications:outbox')}?etat={state}")


class Resend(_OneMessage):
    """Sends again what failed or is uncertain."""

    success_message = _("Le message repart. Il quittera cette page dans un instant.")

    def act(self) -> None:
        """Send it again."""
        operations.resend_message(
            message=self.message, by=self.request.user, territory=self.request.territory
        )


class Abandon(_OneMessage):
    """Gives up a message."""

    success_message = _("Cet envoi est abandonné.")

    def act(self) -> None:
        """Give it up."""
        operations.abandon_message(
            message=self.message, by=self.request.user, territory=self.request.territory
        )


def _filters(counts: dict[MessageState, int]) -> list[tuple[str, str]]:
    """Propose to see the messages of one state: pairs of a label and an address."""
    address = reverse("notifications:outbox")
    each = [
        (f"{state.label} ({count})", f"{address}?etat={state.value}")
        for state, count in counts.items()
        if count
    ]
    return [(str(_("Tous")), address), *each]


def _row(message: Message) -> dict[str, Any]:
    """Tell a message without revealing whom it is for, nor what it says."""
    state = MessageState(message.state)
    facts = [
        (_("Canal"), message.get_channel_display()),
        (_("Pour"), masked(message.destination)),
        (_("Écrit le"), message.created_at),
        (_("Essais"), str(message.attempts)),
    ]
    if state in (MessageState.QUEUED, MessageState.HELD):
        facts.append((_("Pas avant le"), message.due_at))
    if message.sent_at:
        facts.append((_("Envoyé le"), message.sent_at))
    if message.provider_answer:
        facts.append((_("Réponse du service"), message.provider_answer))
    return {
        "message": message,
        "label": label_of(message.kind),
        "tone": TONES[state],
        "facts": facts,
        "may_resend": MESSAGE.allows("resend", state) and message.erased_at is None,
        "may_abandon": MESSAGE.allows("abandon", state),
    }

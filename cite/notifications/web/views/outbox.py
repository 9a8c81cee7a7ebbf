"""What leaves, what failed, and what people decide about it."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cite.core.decisions import Decision
from cite.notifications import operations
from cite.notifications.enums import MessageState
from cite.notifications.models import Message
from cite.notifications.permissions import can_abandon, can_resend, can_watch_outbox
from cite.notifications.ports import label_of
from cite.notifications.queries import outbox_counts, outbox_of
from cite.notifications.rules.addresses import masked
from cite.notifications.web.tables import TONES, outbox_table
from cite.ui.messages import tell
from cite.ui.tables import Table
from cite.ui.views import ActionPage, Page, TablePage


def watches_outbox(request: HttpRequest) -> Decision:
    """Open a page to whoever watches what leaves."""
    return can_watch_outbox(request.user, request.territory)


class OutboxPage(TablePage):
    """What the platform sends: how many in each state, and each one."""

    title = _("Envois")
    permission = watches_outbox
    template_name = "notifications/outbox.html"

    @property
    def state(self) -> str:
        """The state asked."""
        asked = self.request.GET.get("etat", "")
        return asked if asked in MessageState else ""

    def get_table(self) -> Table:
        """List the messages of the state asked; all of them where it is unknown."""
        messages = outbox_of(self.request.user, self.request.territory, self.state)
        return outbox_table(messages, self.request.GET)

    def get_context(self) -> dict[str, Any]:
        """Count by state."""
        counts = outbox_counts(self.request.user, self.request.territory)
        return {
            "filters": _filters(counts),
            "failed": counts[MessageState.FAILED],
            "uncertain": counts[MessageState.UNCERTAIN],
        }


class _OneMessage(Page):
    """A page about one outgoing message."""

    permission = watches_outbox
    breadcrumb = ((_("Envois"), reverse_lazy("notifications:outbox")),)

    @cached_property
    def message(self) -> Message:
        """The message named in the address."""
        messages = outbox_of(self.request.user, self.request.territory)
        return get_object_or_404(messages, uuid=self.kwargs["uuid"])

    def get_title(self) -> str:
        """Name the kind of message."""
        return label_of(self.message.kind)


class MessagePage(_OneMessage):
    """What became of a message: neither its text nor its reader's address."""

    template_name = "notifications/message.html"

    def get_context(self) -> dict[str, Any]:
        """Gather the facts, and what may be done."""
        user, territory, message = self.request.user, self.request.territory, self.message
        return {
            "message": message,
            "tone": TONES[MessageState(message.state)],
            "facts": _facts(message),
            "may_resend": bool(can_resend(user, territory, message)),
            "may_abandon": bool(can_abandon(user, territory, message)),
        }


class _MessageAction(_OneMessage, ActionPage):
    """One button about a message that has not left."""

    @property
    def back(self) -> str:
        """The page of the message."""
        return reverse("notifications:message", args=[self.message.uuid])


class Resend(_MessageAction):
    """Sends again what failed or is uncertain."""

    success_message = _("Le message repart dans un instant.")

    def perform(self) -> None:
        """Send it again."""
        operations.resend_message(
            message=self.message, by=self.request.user, territory=self.request.territory
        )


class Abandon(_MessageAction):
    """Gives up a message."""

    success_message = _("Cet envoi est abandonné.")

    def perform(self) -> None:
        """Give it up."""
        operations.abandon_message(
            message=self.message, by=self.request.user, territory=self.request.territory
        )


class ResendFailed(Page):
    """Sends again everything that failed."""

    permission = watches_outbox
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send it again, and say how many."""
        count = operations.resend_failed_messages(by=request.user, territory=request.territory)
        if count:
            sentence = ngettext("%(count)s message repart.", "%(count)s messages repartent.", count)
            tell(request, sentence % {"count": count})
        else:
            tell(request, str(_("Aucun message n’était à renvoyer.")), tone="info")
        return redirect("notifications:outbox")


def _filters(counts: dict[MessageState, int]) -> list[tuple[str, str]]:
    """Propose to see the messages of one state: pairs of a label and an address."""
    address = reverse("notifications:outbox")
    each = [
        (f"{state.label} ({count})", f"{address}?etat={state.value}")
        for state, count in counts.items()
        if count
    ]
    return [(str(_("Tous")), address), *each]


def _facts(message: Message) -> list[tuple[Any, Any]]:
    """Tell a message in pairs of a label and a value, without revealing whom it is for, nor what it says."""
    facts = [
        (_("Canal"), message.get_channel_display()),
        (_("Pour"), masked(message.destination)),
        (_("Écrit le"), message.created_at),
        (_("Essais"), str(message.attempts)),
    ]
    if message.state in (MessageState.QUEUED, MessageState.HELD):
        facts.append((_("Pas avant le"), message.due_at))
    if message.sent_at:
        facts.append((_("Envoyé le"), message.sent_at))
    if message.provider_answer:
        facts.append((_("Réponse du service d’envoi"), message.provider_answer))
    if message.erased_at:
        facts.append((_("Texte effacé le"), message.erased_at))
    return facts

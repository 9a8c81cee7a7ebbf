"""The messages of a file."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.core.journal import note_reading
from cite.grants.enums import ApplicationAct
from cite.grants.operations.thread import write_message
from cite.grants.permissions.review import can_write_message
from cite.grants.queries.thread import messages_of
from cite.grants.web.forms.opinions import MessageForm
from cite.grants.web.views.reviewing import BothSidesPage
from cite.ui.views import FormPage


class Thread(BothSidesPage, FormPage):
    """What the carrier and those who review her file say to each other."""

    title = _("Messages : %(file)s")
    template_name = "grants/thread.html"
    form_class = MessageForm
    success_message = _("Votre message est parti.")

    @property
    def success_url(self) -> str:
        """Stay in the thread."""
        return reverse("grants:thread", args=[self.application.uuid])

    def get_context(self) -> dict[str, Any]:
        """Show what was said; the carrier reads which side speaks, not which instructor."""
        note_reading(self.request, ApplicationAct.READ, target=self.application)
        return super().get_context() | {
            "thread": messages_of(self.application),
            "shows_names": self.is_desk,
            "may_write": bool(can_write_message(self.request.user, self.application)),
        }

    def perform(self, form: MessageForm) -> None:
        """Send it."""
        write_message(application=self.application, text=form.cleaned_data["text"], by=self.request.user)

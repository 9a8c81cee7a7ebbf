"""How a person wants her messages."""

from typing import Any

from django.conf import settings
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.notifications import operations
from cite.notifications.models import Contact
from cite.notifications.queries import (
    contact_of,
    essential_notices,
    preferences_of,
    refusable_categories,
    settings_of,
)
from cite.notifications.rules.addresses import masked
from cite.notifications.web.forms import PreferencesForm
from cite.ui.views import SIGNED_IN, FormPage

_INBOX = (_("Vos messages"), reverse_lazy("notifications:inbox"))


class Preferences(FormPage):
    """How often a person wants each category, on each channel, and when not."""

    title = _("Choisir vos messages")
    permission = SIGNED_IN
    template_name = "notifications/preferences.html"
    breadcrumb = (_INBOX,)
    form_class = PreferencesForm
    success_message = _("Vos préférences sont enregistrées.")
    success_url = reverse_lazy("notifications:preferences")

    @cached_property
    def contact(self) -> Contact:
        """How this person may be reached."""
        return contact_of(self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form what may be chosen, and what was."""
        return super().get_form_kwargs() | {
            "categories": refusable_categories(),
            "chosen": preferences_of(self.request.user),
            "contact": self.contact,
            "cite_hours": settings_of(self.request.territory).quiet_hours,
        }

    def perform(self, form: PreferencesForm) -> None:
        """Keep her choices."""
        operations.change_preferences(by=self.request.user, choices=form.choices, quiet=form.quiet)

    def get_context(self) -> dict[str, Any]:
        """Say which phone is known, and what cannot be refused."""
        return {
            "sends_sms": bool(settings.SMS),
            "phone": masked(self.contact.phone),
            "essential": essential_notices(),
        }

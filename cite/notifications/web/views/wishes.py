"""How a person wants her messages, and on which phone."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Refused
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
from cite.notifications.web.forms import CodeForm, PhoneForm, PreferencesForm
from cite.ui.views import SIGNED_IN, ActionPage, FormPage

_INBOX = (_("Vos messages"), reverse_lazy("notifications:inbox"))
_PREFERENCES = (_("Préférences"), reverse_lazy("notifications:preferences"))


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


class AskPhoneCode(FormPage):
    """Asks for a phone number, and sends a code to it."""

    title = _("Recevoir des SMS")
    permission = SIGNED_IN
    template_name = "notifications/phone.html"
    breadcrumb = (_INBOX, _PREFERENCES)
    form_class = PhoneForm
    success_message = _("Un code vient de partir par SMS.")
    success_url = reverse_lazy("notifications:phone-code")

    def perform(self, form: PhoneForm) -> None:
        """Send the code."""
        operations.ask_phone_code(
            by=self.request.user, territory=self.request.territory, phone=form.cleaned_data["phone"]
        )


class ConfirmPhone(FormPage):
    """Confirms a number with the code it received."""

    title = _("Confirmer votre numéro")
    permission = SIGNED_IN
    template_name = "notifications/phone_code.html"
    breadcrumb = (_INBOX, _PREFERENCES)
    form_class = CodeForm
    success_message = _("Votre numéro est confirmé. Vous pouvez recevoir des SMS.")
    success_url = reverse_lazy("notifications:preferences")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the code; without a number to confirm, ask for the number first."""
        if not contact_of(request.user).candidate_phone:
            return redirect("notifications:phone")
        return super().get(request, *args, **kwargs)

    def perform(self, form: CodeForm) -> None:
        """Try the code."""
        decision = operations.confirm_phone(by=self.request.user, code=form.cleaned_data["code"])
        if not decision:
            raise Refused(decision)

    def get_context(self) -> dict[str, Any]:
        """Say where the code went."""
        return {"phone": masked(contact_of(self.request.user).candidate_phone)}


class ForgetPhone(ActionPage):
    """Forgets a phone number."""

    permission = SIGNED_IN
    success_message = _("Votre numéro est retiré : vous ne recevrez plus de SMS.")
    back = reverse_lazy("notifications:preferences")

    def perform(self) -> None:
        """Forget it."""
        operations.forget_phone(by=self.request.user)

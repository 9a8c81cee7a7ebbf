"""How a person is reached: each address and number is proved by a code sent to it."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Decision, require
from cite.notifications import operations
from cite.notifications.queries import contact_of
from cite.notifications.rules.addresses import masked
from cite.notifications.web.forms import CodeForm, EmailForm, PhoneForm
from cite.ui.views import SIGNED_IN, ActionPage, FormPage

_ABOVE = (
    (_("Vos messages"), reverse_lazy("notifications:inbox")),
    (_("Préférences"), reverse_lazy("notifications:preferences")),
)
_ACCOUNT = ((_("Mon compte"), reverse_lazy("my-account")),)


class ConfirmCode(FormPage):
    """Asks for the code that was sent; without an address to confirm, for the address first."""

    permission = SIGNED_IN
    template_name = "notifications/code.html"
    form_class = CodeForm
    candidate = ""
    """Which field of `Contact` waits for the code."""
    first = ""
    """The page that asks for the address."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the code."""
        return super().get(request, *args, **kwargs) if self._address() else redirect(self.first)

    def perform(self, form: CodeForm) -> None:
        """Try the code."""
        require(self.confirm(form.cleaned_data["code"]))

    def confirm(self, code: str) -> Decision:
        """Call the operation that tries a code."""
        raise NotImplementedError

    def get_context(self) -> dict[str, Any]:
        """Say where the code went."""
        return {"address": masked(self._address()), "first": reverse_lazy(self.first)}

    def _address(self) -> str:
        return getattr(contact_of(self.request.user), self.candidate)


@method_decorator(reauthentication_required, name="dispatch")
class AskEmailCode(FormPage):
    """Asks for another address to sign in with, and sends a code to it."""

    title = _("Changer mon adresse électronique")
    permission = SIGNED_IN
    template_name = "notifications/email.html"
    breadcrumb = _ACCOUNT
    form_class = EmailForm
    success_message = _("Un code vient de partir à cette adresse.")
    success_url = reverse_lazy("notifications:email-code")

    def perform(self, form: EmailForm) -> None:
        """Send the code."""
        operations.ask_email_code(
            by=self.request.user, territory=self.request.territory, email=form.cleaned_data["email"]
        )


@method_decorator(reauthentication_required, name="dispatch")
class ConfirmEmail(ConfirmCode):
    """Takes the new address for the account, once it is proved."""

    title = _("Confirmer votre adresse")
    breadcrumb = _ACCOUNT
    success_message = _("Votre adresse est changée. Utilisez-la à votre prochaine connexion.")
    success_url = reverse_lazy("my-account")
    candidate, first = "candidate_email", "notifications:email"

    def confirm(self, code: str) -> Decision:
        """Try the code; this session stays open, the others close."""
        key = self.request.session.session_key or ""
        return operations.confirm_email(by=self.request.user, code=code, session_key=key)


class AskPhoneCode(FormPage):
    """Asks for a phone number, and sends a code to it."""

    title = _("Recevoir des SMS")
    permission = SIGNED_IN
    template_name = "notifications/phone.html"
    breadcrumb = _ABOVE
    form_class = PhoneForm
    success_message = _("Un code vient de partir par SMS.")
    success_url = reverse_lazy("notifications:phone-code")

    def perform(self, form: PhoneForm) -> None:
        """Send the code."""
        operations.ask_phone_code(
            by=self.request.user, territory=self.request.territory, phone=form.cleaned_data["phone"]
        )


class ConfirmPhone(ConfirmCode):
    """Confirms a number with the code it received."""

    title = _("Confirmer votre numéro")
    breadcrumb = _ABOVE
    success_message = _("Votre numéro est confirmé. Vous pouvez recevoir des SMS.")
    success_url = reverse_lazy("notifications:preferences")
    candidate, first = "candidate_phone", "notifications:phone"

    def confirm(self, code: str) -> Decision:
        """Try the code."""
        return operations.confirm_phone(by=self.request.user, code=code)


class ForgetPhone(ActionPage):
    """Forgets a phone number."""

    permission = SIGNED_IN
    success_message = _("Votre numéro est retiré : vous ne recevrez plus de SMS.")
    back = reverse_lazy("notifications:preferences")

    def perform(self) -> None:
        """Forget it."""
        operations.forget_phone(by=self.request.user)

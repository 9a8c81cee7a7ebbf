"""How people enter and leave: accounts are opened by the Cité, nobody signs up alone."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cite.accounts.adapters.proconnect import forget_identity, sign_out_address


def sign_in(request: HttpRequest, user: AbstractBaseUser, *, redirect_url: str = "") -> HttpResponse:
    """Sign a person in who has just proved who she is (a link of an invitation): her second factor is asked."""
    login = Login(user=user, redirect_url=redirect_url or None, email_verification="none")
    return perform_login(request, login)


class AccountAdapter(DefaultAccountAdapter):
    """Closes self-registration: an unknown address receives a message that says so, and the page never tells."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: the coordination opens accounts."""
        return False

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, Any]]:
        """List the ways to prove again who is there, the one a person uses first; recovery codes last."""
        words = {
            "account_reauthenticate": _("Avec mon mot de passe"),
            "mfa_reauthenticate": _("Avec mon application, ou un code de secours"),
            "mfa_reauthenticate_webauthn": _("Avec ma clé d’accès"),
        }
        order = ["mfa_reauthenticate_webauthn", "mfa_reauthenticate", "account_reauthenticate"]
        names = {reverse(name): name for name in words}
        methods = [
            method | {"description": words[names[method["url"]]]}
            for method in super().get_reauthentication_methods(user)
        ]
        return sorted(methods, key=lambda method: order.index(names[method["url"]]))

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Leave ProConnect too, for whoever came by it."""
        return sign_out_address(request) or super().get_logout_redirect_url(request)

    def logout(self, request: HttpRequest) -> None:
        """Close the session, and what it knew of ProConnect with it."""
        forget_identity(request)
        super().logout(request)

"""Accounts as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Registers `cite.accounts`."""

    name = "cite.accounts"
    label = "accounts"
    verbose_name = _("comptes")

    def ready(self) -> None:
        """Hear the sign-in library, and offer « Mon compte » in the header."""
        from cite.accounts import receivers  # noqa: F401
        from cite.ui.navigation import NavEntry, register

        register(NavEntry(_("Mon compte"), "my-account", order=10, audience="account"))

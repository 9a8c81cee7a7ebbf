"""Accounts as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Registers `cite.accounts`."""

    name = "cite.accounts"
    label = "accounts"
    verbose_name = _("comptes")

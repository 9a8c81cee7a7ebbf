"""Tenancy as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenancyConfig(AppConfig):
    """Registers `cite.tenancy`."""

    name = "cite.tenancy"
    label = "tenancy"
    verbose_name = _("territoires")

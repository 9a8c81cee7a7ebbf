"""Audit as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Registers `cite.audit`."""

    name = "cite.audit"
    label = "audit"
    verbose_name = _("journal")

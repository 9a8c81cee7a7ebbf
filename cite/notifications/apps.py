"""Notifications as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Registers `cite.notifications`."""

    name = "cite.notifications"
    label = "notifications"
    verbose_name = _("messages")

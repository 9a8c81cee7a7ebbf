"""Notifications as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Registers `cite.notifications`."""

    name = "cite.notifications"
    label = "notifications"
    verbose_name = _("messages")

    def ready(self) -> None:
        """Declare our own messages, and listen to what calls for one."""
        from cite.notifications import receivers  # noqa: F401 - connects them
        from cite.notifications.notices import NOTICES
        from cite.notifications.ports import register

        for kind in NOTICES:
            register(kind)

"""Notifications as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from cite.ui.navigation import NavEntry, register


class NotificationsConfig(AppConfig):
    """Registers `cite.notifications`."""

    name = "cite.notifications"
    label = "notifications"
    verbose_name = _("messages")

    def ready(self) -> None:
        """Declare our own messages and pages, and listen to what calls for a message."""
        from cite.notifications import ports, receivers  # noqa: F401 - receivers connect themselves
        from cite.notifications.adapters import stuck_messages
        from cite.notifications.notices import NOTICES
        from cite.notifications.queries import unread_count
        from cite.ui import waiting

        for kind in NOTICES:
            ports.register(kind)
        waiting.register("notifications", stuck_messages)
        register(
            NavEntry(_("Messages"), "notifications:inbox", order=10, audience="account", badge=unread_count)
        )
        work = {"audience": "professional", "group": "management"}
        register(NavEntry(_("Textes des messages"), "notifications:templates", order=810, **work))
        register(NavEntry(_("Envois"), "notifications:outbox", order=820, **work))

"""Meetings as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """Registers `cite.meetings`."""

    name = "cite.meetings"
    label = "meetings"
    verbose_name = _("réunions")

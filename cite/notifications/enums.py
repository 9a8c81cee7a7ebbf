"""The vocabulary of messages."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a message travels."""

    EMAIL = "email", _("Courriel")
    SMS = "sms", _("SMS")
    INBOX = "inbox", _("Sur ce site")

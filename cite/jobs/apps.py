"""Background work as a Django application."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Registers `cite.jobs`."""

    name = "cite.jobs"
    label = "jobs"

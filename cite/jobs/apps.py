"""Background work as a Django application."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from cite.ui.navigation import NavEntry, register


class JobsConfig(AppConfig):
    """Registers `cite.jobs`, and imports every `tasks` module so that periodic tasks are known everywhere."""

    name = "cite.jobs"
    label = "jobs"
    verbose_name = _("travaux en arrière-plan")

    def ready(self) -> None:
        """Import the tasks of every application; offer administrators their page, and tell them what failed."""
        from cite.jobs.adapters import periodic_tasks_given_up
        from cite.ui.waiting import register as register_waiting

        autodiscover_modules("tasks")
        register_waiting("jobs", periodic_tasks_given_up)
        register(
            NavEntry(
                _("Travaux"),
                "jobs:jobs",
                order=900,
                audience="professional",
                group="management",
            )
        )

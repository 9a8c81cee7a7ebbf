"""Stored files as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Registers `cite.files`: its receivers, and what its quarantine expects of people."""

    name = "cite.files"
    label = "files"
    verbose_name = _("fichiers")

    def ready(self) -> None:
        """Connect the receivers, and tell the coordination when the antivirus is late."""
        from cite.files import receivers  # noqa: F401
        from cite.files.adapters import late_scans
        from cite.ui.waiting import register

        register("files", late_scans)

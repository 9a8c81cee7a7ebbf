"""Stored files as a Django application."""

from collections.abc import Iterator

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cite.ui.waiting import Waiting, register


class FilesConfig(AppConfig):
    """Registers `cite.files`: its receivers, and what its quarantine expects of people."""

    name = "cite.files"
    label = "files"
    verbose_name = _("fichiers")

    def ready(self) -> None:
        """Connect the receivers, and tell the coordination when the antivirus is late."""
        from django.urls import reverse

        from cite.core.dates import now
        from cite.files import receivers  # noqa: F401
        from cite.files.permissions import can_watch_quarantine
        from cite.files.queries import waiting_files

        def late_scans(request: HttpRequest) -> Iterator[Waiting]:
            if not can_watch_quarantine(request.user, request.territory):
                return
            if count := waiting_files(now()).count():
                yield Waiting(
                    label=str(_("L’antivirus ne répond pas : des fichiers attendent d’être examinés")),
                    detail=str(_("Prévenez la personne qui administre la plateforme.")),
                    url=reverse("files:quarantine"),
                    count=count,
                    is_urgent=True,
                )

        register("files", late_scans)

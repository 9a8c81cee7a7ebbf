"""Gives a stored file back to its owner."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from cite.files.enums import FileObjection
from cite.files.permissions import visible_files
from cite.files.queries import FileGone, open_file
from cite.ui.views import SIGNED_IN, Page


class FileDownload(Page):
    """A file, saved and never shown by the browser: what people upload must not run in our pages.

    Another person's file does not exist; one whose time is over says so (410). The bytes are streamed once
    the territory of the request is closed: they are opened before, and need nothing of the database.
    """

    title = _("Fichier supprimé")
    permission = SIGNED_IN
    template_name = "files/gone.html"

    def get(self, request: Any, *args: Any, uuid: UUID, **kwargs: Any) -> HttpResponseBase:
        """Stream the bytes."""
        file = get_object_or_404(visible_files(request.user), uuid=uuid)
        try:
            stream = open_file(file)
        except FileGone:
            response = self.show(reason=FileObjection.EXPIRED.label)
            response.status_code = 410
            return response
        response = FileResponse(
            stream, as_attachment=True, filename=file.name, content_type=file.content_type
        )
        response["Cache-Control"] = "private, no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response

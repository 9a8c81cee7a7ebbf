"""How uploads enter: what is far too large is read, counted and thrown away, so that the page can say so.

And what files tell on the home page: the antivirus is late.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers, StopUpload
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.core.dates import now
from cite.files.permissions import can_watch_quarantine
from cite.files.queries import waiting_files
from cite.ui.waiting import Waiting


class DiscardedUpload(UploadedFile):
    """An upload whose bytes were thrown away; its size is true, so every policy refuses it by a sentence."""

    def __init__(self, *, name: str, content_type: str, size: int, request_size: int) -> None:
        super().__init__(file=BytesIO(), name=name, content_type=content_type, size=size)
        self.request_size = request_size


class QuotaUploadHandler(FileUploadHandler):
    """Decides once, on the announced length of the whole request, whether its files are kept or thrown away.

    Answering before the browser has sent everything would show « connection reset » instead of our page.
    The bytes are therefore read, up to UPLOAD_DRAIN_MAX_BYTES, and go neither to memory nor to the disk;
    the other fields of the form are kept, among them its CSRF token.
    """

    chunk_size = 256 * 1024

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],
        content_length: int,
        boundary: bytes,
        encoding: str | None = None,
    ) -> None:
        """Compare the announced length with the limit."""
        self.request_size = content_length
        self.is_discarding = content_length > settings.UPLOAD_MAX_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Keep the file from the handlers that store it."""
        super().new_file(*args, **kwargs)
        if self.is_discarding:
            if self.request_size > settings.UPLOAD_DRAIN_MAX_BYTES:
                raise StopUpload(connection_reset=True)
            raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Throw the bytes away, or let them pass."""
        return None if self.is_discarding else raw_data

    def file_complete(self, file_size: int) -> DiscardedUpload | None:
        """Give the form a file that is nothing but its name and size."""
        if not self.is_discarding:
            return None
        return DiscardedUpload(
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            request_size=self.request_size,
        )


def late_scans(request: HttpRequest) -> Iterator[Waiting]:
    """Tell the coordination and the co-pilots how many files wait for an antivirus that does not answer."""
    if not can_watch_quarantine(request.user, getattr(request, "territory", None)):
        return
    if count := waiting_files(now()).count():
        yield Waiting(
            label=str(_("L’antivirus ne répond pas : des fichiers attendent d’être examinés")),
            detail=str(_("Prévenez la personne qui administre la plateforme.")),
            url=reverse("files:quarantine"),
            count=count,
            is_urgent=True,
        )

"""Gives a stored file back to whoever may read it, once the antivirus has nothing against it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.files.enums import FileObjection, FilesAct, ScanState
from cite.files.models import StoredFile
from cite.files.permissions import can_hand_over, can_watch_quarantine
from cite.files.queries import FileGone, open_file, quarantined_files, readable_file
from cite.files.web.tables import quarantine_table
from cite.ui.tables import Table
from cite.ui.views import SIGNED_IN, Page, TablePage

_SECONDS = 5


class FileDownload(Page):
    """A file, saved and never shown by the browser: what people upload must not run in our pages.

    Another person's file does not exist; one whose time is over says so (410); one in quarantine says so (202) and
    asks again. The bytes are streamed once the territory of the request is closed: they are opened before, and need
    nothing of the database.
    """

    title = _("Fichier supprimé")
    permission = SIGNED_IN
    template_name = "files/gone.html"

    def get(self, request: Any, *args: Any, uuid: UUID, **kwargs: Any) -> HttpResponseBase:
        """Stream the bytes, or say why not."""
        file = readable_file(request.user, uuid)
        if file is None:
            raise Http404
        if not (decision := can_hand_over(file)):
            return self._withhold(file, decision)
        if request.htmx:  # the page that waited: a file cannot come by htmx
            return self._answer("files/_ready.html", 200, url=request.path)
        try:
            stream = open_file(file)
        except FileGone:
            return self._answer("files/gone.html", 410, reason=FileObjection.EXPIRED.label)
        note_reading(request, FilesAct.READ_FILE, target=file)
        return _saved(stream, file)

    def _withhold(self, file: StoredFile, decision: Decision) -> HttpResponse:
        (reason,) = decision.sentences
        if file.scan_state == ScanState.WAITING:
            self.refresh_seconds = _SECONDS
            template = "files/_waiting.html" if self.request.htmx else "files/waiting.html"
            title = _("Fichier en cours d’examen")
            return self._answer(template, 202, reason=reason, url=self.request.path, title=title)
        status = 410 if file.scan_state == ScanState.INFECTED else 403
        title = _("Ce fichier ne peut pas être donné")
        answer = self._answer("files/gone.html", status, reason=reason, title=title)
        if self.request.htmx:
            answer["HX-Refresh"] = "true"
        return answer

    def _answer(self, template: str, status: int, **extra: Any) -> HttpResponse:
        self.template_name = template
        response = self.show(**extra)
        response.status_code = status
        return response


def _saved(stream: Any, file: StoredFile) -> FileResponse:
    """Answer with bytes that the browser saves: it may neither show them, nor guess their type, nor run them."""
    response = FileResponse(stream, as_attachment=True, filename=file.name, content_type=file.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def watches(request: HttpRequest) -> Decision:
    """Ask whether this person looks after the quarantine."""
    return can_watch_quarantine(request.user, request.territory)


class Quarantine(TablePage):
    """The uploads that are given to nobody: why, and whether the antivirus answers."""

    title = _("Fichiers en quarantaine")
    permission = watches
    template_name = "files/quarantine.html"

    def get_table(self) -> Table:
        """List them."""
        return quarantine_table(quarantined_files(), self.request.GET)

    def get_context(self) -> dict[str, Any]:
        """Say whether there is an antivirus at all."""
        return {"has_antivirus": bool(settings.CLAMD_URL)}

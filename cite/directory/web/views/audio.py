"""The recordings of a sheet: heard by everybody, added and removed by its authors, accepted by moderators."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.core.languages import FRENCH
from cite.directory.models import Service, ServiceAudio
from cite.directory.operations import audio as operations
from cite.directory.permissions import can_moderate
from cite.directory.permissions.audio import can_hear, public_audios
from cite.directory.queries.audio import audios_of, set_aside_of
from cite.directory.rules.ranges import part_of
from cite.directory.web.forms.audio import AudioForm, SetAsideForm
from cite.directory.web.views.base import OpenSheetPage, ServicePage
from cite.files.enums import FilesAct
from cite.files.models import StoredFile
from cite.files.permissions import can_hand_over
from cite.files.queries import FileGone, open_file
from cite.ui.forms import VersionForm
from cite.ui.views import PUBLIC, ActionPage, FormPage, Page


class AudioBytes(Page):
    """The bytes of a recording, whole or in part: what players need to begin at once and to go back."""

    title = _("Un enregistrement")
    permission = PUBLIC

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give them to whoever may hear it; to anybody else it does not exist."""
        rows = ServiceAudio.objects.filter(territory=request.territory, service__uuid=kwargs["uuid"])
        rows = rows.select_related("file", "service__source", "service__structure__partner")
        audio = get_object_or_404(rows, uuid=kwargs["audio"])
        is_public = public_audios(request.territory, on=today()).filter(pk=audio.pk).exists()
        if not can_hand_over(audio.file) or not (is_public or can_hear(request.user, audio)):
            raise Http404
        try:
            with open_file(audio.file) as stream:
                response = _part(stream.read(), request.headers.get("Range", ""), audio.file)
        except FileGone as error:
            raise Http404 from error
        if not is_public:
            note_reading(request, FilesAct.READ_FILE, target=audio.file)
        response["Cache-Control"] = "public, max-age=300" if is_public else "private, no-store"
        return response


def _part(content: bytes, asked: str, file: StoredFile) -> HttpResponse:
    """Answer with bytes that the browser plays and does nothing else with."""
    size = len(content)
    try:
        part = part_of(asked, size)
    except ValueError:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return response
    start, end = part or (0, size - 1)
    response = HttpResponse(
        content[start : end + 1], status=206 if part else 200, content_type=file.content_type
    )
    if part:
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["Content-Disposition"] = "inline"
    # Not "sandbox": opened by itself, the recording would be of no site, and the browser would not play it.
    response["Content-Security-Policy"] = "default-src 'none'; media-src 'self'"
    return response


class Audios(OpenSheetPage, FormPage):
    """The recordings of a sheet, and a form to add one."""

    title = _("À écouter")
    template_name = "directory/audios.html"
    form_class = AudioForm
    success_message = _("L’enregistrement est déposé.")

    @property
    def success_url(self) -> str:
        """Show it in the list."""
        return _page_of(self.service)

    def get_context(self) -> dict[str, Any]:
        """List those that are there."""
        return {
            "service": self.service,
            "tabs": self.tabs(),
            "audios": audios_of(self.service, language=FRENCH),
            "set_aside": set_aside_of(self.service, language=FRENCH),
            "moderates": bool(can_moderate(self.request.user, self.service.territory)),
        }

    def perform(self, form: AudioForm) -> None:
        """Keep it."""
        read = form.cleaned_data
        operations.add_audio(
            service=self.service,
            language=read["language"],
            transcript=read["transcript"],
            upload=read["recording"],
            by=self.request.user,
        )


def _page_of(service: Service) -> str:
    return reverse("directory:audios", args=[service.uuid])


class _AboutAudio:
    """A page about one recording of a sheet."""

    service: Service
    kwargs: dict[str, Any]

    @cached_property
    def audio(self) -> ServiceAudio:
        """The recording named in the address."""
        rows = ServiceAudio.objects.filter(service=self.service).select_related("file", "service")
        return get_object_or_404(rows, uuid=self.kwargs["audio"])


class _AudioAction(_AboutAudio, ActionPage):
    """One button about a recording."""

    @property
    def back(self) -> str:
        """Go back to the recordings."""
        return _page_of(self.service)


class RemoveAudio(OpenSheetPage, _AudioAction):
    """Takes a recording off."""

    title = _("Retirer un enregistrement")
    success_message = _("L’enregistrement est retiré.")

    @property
    def undo_url(self) -> str:
        """Put it back."""
        return reverse("directory:audio-restore", args=[self.service.uuid, self.audio.uuid])

    def perform(self) -> None:
        """Take it off."""
        operations.remove_audio(audio=self.audio, by=self.request.user)


class RestoreAudio(OpenSheetPage, _AudioAction):
    """Puts a recording back."""

    title = _("Remettre un enregistrement")
    success_message = _("L’enregistrement est remis.")

    def perform(self) -> None:
        """Put it back."""
        operations.restore_audio(audio=self.audio, by=self.request.user)


class AcceptAudio(ServicePage, _AudioAction):
    """A moderator has heard it: so may everybody."""

    title = _("Accepter un enregistrement")
    success_message = _("L’enregistrement est accepté : tout le monde peut l’écouter.")

    def may(self, service: Service) -> Decision:
        """Only those who read sheets before the public."""
        return can_moderate(self.request.user, service.territory)

    @property
    def back(self) -> str:
        """Go back to the reading."""
        return reverse("directory:review", args=[self.service.uuid])

    def perform(self) -> None:
        """Accept the version that was heard."""
        form = VersionForm(self.request.POST)
        seen = form.cleaned_data["version"] if form.is_valid() else 0
        operations.accept_audio(audio=self.audio, version=seen, by=self.request.user)


class SetAsideAudio(_AboutAudio, ServicePage, FormPage):
    """A moderator does not let the public hear it, and says why to its authors."""

    title = _("Écarter un enregistrement")
    template_name = "directory/question.html"
    form_class = SetAsideForm
    success_message = _("L’enregistrement est écarté. Ses auteurs sont prévenus et lisent votre raison.")

    def may(self, service: Service) -> Decision:
        """Only those who read sheets before the public."""
        return can_moderate(self.request.user, service.territory)

    @property
    def success_url(self) -> str:
        """Go back to the reading."""
        return reverse("directory:review", args=[self.service.uuid])

    def get_initial(self) -> dict[str, Any]:
        """Remember which version was heard."""
        return {"version": self.audio.version}

    def get_context(self) -> dict[str, Any]:
        """Say what the button does."""
        lead = _("Plus personne ne l’entend. Ses auteurs lisent votre raison et en déposent un autre.")
        submit = _("Écarter l’enregistrement")
        return {"lead": lead, "submit": submit, "cancel_url": self.success_url}

    def perform(self, form: SetAsideForm) -> None:
        """Set the version that was heard aside."""
        operations.set_aside_audio(audio=self.audio, by=self.request.user, **form.cleaned_data)

"""Bringing a form that was filled elsewhere: a Cerfa in PDF, or our workbook; each field is confirmed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cite.core.journal import note_reading
from cite.grants.enums.file_documents import FileDocumentAct
from cite.grants.enums.taking_in import TakeInProblem
from cite.grants.gateways.cerfa_form import UnreadableForm, read_form
from cite.grants.gateways.workbook import XLSX_TYPE, read_workbook
from cite.grants.operations.taking_in import take_in
from cite.grants.queries.taking_in import is_known, proposals_of, workbook_of
from cite.grants.rules.taking_in import key_of_field
from cite.grants.web.forms.taking_in import BringForm, ConfirmForm, brought_again
from cite.grants.web.views.base import ApplicationPage
from cite.grants.web.views.writing import WriterPage
from cite.ui.messages import tell
from cite.ui.views import FormPage


class BringFile(WriterPage, FormPage):
    """The file is read, and what it would change is shown: nothing is saved yet."""

    title = _("Reprendre un formulaire rempli dans « %(file)s »")
    template_name = "grants/bring_file.html"
    form_class = BringForm

    def get_context(self) -> dict[str, Any]:
        """Show the way to the workbook."""
        return super().get_context() | {
            "workbook_url": reverse("grants:workbook", args=[self.application.uuid])
        }

    def perform(self, form: BringForm) -> HttpResponse:
        """Show what would change."""
        try:
            brought = _read(form.cleaned_data["file"])
        except UnreadableForm as refusal:
            form.add_error("file", str(refusal))
            return self.show_errors(form)
        proposals = proposals_of(self.application, brought)
        return self.show(form=form, confirm=ConfirmForm(proposals=proposals), proposals=proposals, read=True)

    def show(self, **extra: Any) -> HttpResponse:
        """Show the form, and the fields to confirm once there are some."""
        proposals = extra.get("proposals", [])
        return super().show(
            **{"confirm": None, "read": False} | extra,
            errors=[proposal for proposal in proposals if proposal.error],
            confirm_url=reverse("grants:take-in", args=[self.application.uuid]),
        )


class TakeIn(WriterPage, FormPage):
    """What was ticked goes into the file."""

    http_method_names = ["post"]
    title = _("Reprendre un formulaire rempli dans « %(file)s »")
    template_name = "grants/bring_file.html"

    @property
    def success_url(self) -> str:
        """Go back to the steps."""
        return reverse("grants:writing", args=[self.application.uuid])

    def get_form(self) -> ConfirmForm:
        """Read again the texts that the page carried."""
        return ConfirmForm(
            data=self.request.POST, proposals=proposals_of(self.application, brought_again(self.request.POST))
        )

    def get_context(self) -> dict[str, Any]:
        """Show the fields again."""
        return super().get_context() | {
            "workbook_url": reverse("grants:workbook", args=[self.application.uuid]),
            "confirm_url": reverse("grants:take-in", args=[self.application.uuid]),
            "errors": [],
            "read": True,
        }

    def show(self, **extra: Any) -> HttpResponse:
        """Show what could not be taken."""
        return super().show(**{**extra, "confirm": extra["form"], "form": BringForm()})

    def perform(self, form: ConfirmForm) -> None:
        """Take it in."""
        taken, missed = take_in(
            application=self.application, answers=form.answers(), amounts=form.amounts(), by=self.request.user
        )
        said = ngettext("Une réponse est reprise.", "%(count)s réponses sont reprises.", taken) % {
            "count": taken
        }
        tell(
            self.request,
            said if taken else _now("Rien n’est repris : rien n’était coché, ou tout y était déjà."),
        )
        if missed:
            tell(
                self.request,
                ngettext(
                    "Une réponse a changé pendant ce temps : elle reste comme elle est. Déposez à nouveau le fichier.",
                    "%(count)s réponses ont changé pendant ce temps : elles restent. Déposez à nouveau le fichier.",
                    missed,
                )
                % {"count": missed},
                tone="warning",
            )


class WorkbookFile(ApplicationPage):
    """The workbook, with what the file says already."""

    title = _("Classeur de « %(file)s »")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Write it now."""
        note_reading(request, FileDocumentAct.DOWNLOAD, target=self.application)
        response = HttpResponse(workbook_of(self.application), content_type=XLSX_TYPE)
        name = slugify(f"dossier-{self.application.number}")
        response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
        response["Cache-Control"] = "private, no-store"
        return response


def _read(upload: Any) -> dict[str, tuple[str, str]]:
    if upload.name.lower().endswith(".xlsx"):
        found = read_workbook(upload)
        known = {key: said for key, said in found.items() if is_known(key)}
    else:
        known = {}
        for name, text in read_form(upload.read()).items():
            if key := key_of_field(name):
                known.setdefault(key, (name, text))
    if not known:
        raise UnreadableForm(TakeInProblem.NOTHING_KNOWN)
    return known

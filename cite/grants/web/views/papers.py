"""A file beside that of last year, in Dauphin's order, and on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cite.core.journal import note_reading
from cite.documents.gateways import PDF_TYPE, render_pdf
from cite.documents.rules import Document
from cite.grants.enums import ApplicationAct
from cite.grants.enums.file_documents import CHANGE_LABELS, TOPIC_LABELS, FileDocumentAct
from cite.grants.models import Application
from cite.grants.operations.dauphin import set_dauphin_reference
from cite.grants.permissions.writing import can_carry
from cite.grants.queries.comparison import comparison_of
from cite.grants.queries.dauphin import dauphin_screens
from cite.grants.queries.file_documents import cerfa_document, file_document
from cite.grants.rules.comparison import Comparison
from cite.grants.web.forms.papers import DauphinForm
from cite.grants.web.views.base import ApplicationPage
from cite.ui.tables import Column, Table
from cite.ui.views import FormPage


class ComparisonPage(ApplicationPage):
    """What changes between last year's file and this one."""

    title = _("Par rapport à l’an passé : « %(file)s »")
    template_name = "grants/comparison.html"

    def get_context(self) -> dict[str, Any]:
        """Compare them, and say that both were read."""
        note_reading(self.request, ApplicationAct.READ, target=self.application)
        found = comparison_of(self.application)
        shared = super().get_context()
        if found is None:
            return shared | {"comparison": None}
        return shared | {
            "comparison": found,
            "sentence": comparison_sentence(found),
            "previous": self.application.previous,
            "table": _differences(found, self.request),
        }


class Dauphin(ApplicationPage, FormPage):
    """A file in the order of Dauphin's screens, to copy without typing it again."""

    tab = "grants:whole"
    title = _("Recopier « %(file)s » dans Dauphin")
    template_name = "grants/dauphin.html"
    form_class = DauphinForm
    success_message = _("La référence Dauphin est enregistrée.")

    @property
    def success_url(self) -> str:
        """Stay here."""
        return reverse("grants:dauphin", args=[self.application.uuid])

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the file."""
        above = super().get_breadcrumb()[:-1]
        return [*above, (str(self.application), reverse("grants:application", args=[self.application.uuid]))]

    def get_initial(self) -> dict[str, Any]:
        """Show what is noted."""
        return {"reference": self.application.reference_dauphin, "version": self.application.version}

    def get_context(self) -> dict[str, Any]:
        """Lay it out."""
        note_reading(self.request, ApplicationAct.READ, target=self.application)
        return super().get_context() | {
            "screens": dauphin_screens(self.application),
            "script": static("grants/copy.js"),
            "may_note": bool(can_carry(self.request.user, self.application)),
        }

    def perform(self, form: DauphinForm) -> None:
        """Note the reference."""
        set_dauphin_reference(
            application=self.application,
            reference=form.cleaned_data["reference"],
            version=form.cleaned_data["version"],
            by=self.request.user,
        )


class _Paper(ApplicationPage):
    """A document of a file, produced now: it always says what the pages say."""

    title = _("Document de « %(file)s »")
    outline: Callable[[Application], Document]
    file_name: str

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Draw it, and say that it was taken."""
        note_reading(request, FileDocumentAct.DOWNLOAD, target=self.application)
        pdf = render_pdf(type(self).outline(self.application))
        response = HttpResponse(pdf, content_type=PDF_TYPE)
        name = slugify(f"{self.file_name}-{self.application.number}-{self.application.title}")[:80]
        response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
        response["Cache-Control"] = "private, no-store"
        return response


class CerfaPdf(_Paper):
    """The Cerfa's sections; for an authority, what stands for it."""

    outline = staticmethod(cerfa_document)
    file_name = "demande-de-subvention"


class FilePdf(_Paper):
    """Everything."""

    outline = staticmethod(file_document)
    file_name = "dossier"


def comparison_sentence(comparison: Comparison) -> str:
    """Say in one sentence how much changes."""
    if comparison.is_same:
        return _now("Reconduction à l’identique : rien ne change, sauf les dates.")
    count = len(comparison.differences)
    return ngettext("Un point change.", "%(count)s points changent.", count) % {"count": count}


def _differences(comparison: Comparison, request: HttpRequest) -> Table:
    nothing = _now("Rien")
    columns = (
        Column(key="label", label=_("Point"), value=lambda row: row.label),
        Column(key="topic", label=_("Partie"), value=lambda row: TOPIC_LABELS[row.topic]),
        Column(
            key="change",
            label=_("Ce qui change"),
            kind="badge",
            value=lambda row: CHANGE_LABELS[row.change],
            tone=lambda row: {"added": "success", "removed": "warning", "changed": "info"}[row.change],
        ),
        Column(key="before", label=_("L’an passé"), value=lambda row: row.before or nothing),
        Column(key="after", label=_("Cette année"), value=lambda row: row.after or nothing),
    )
    return Table(
        comparison.differences,
        columns=columns,
        params=request.GET,
        caption=_now("Ce qui change par rapport à l’an passé"),
        page_size=100,
        empty_title=_now("Rien ne change"),
    )

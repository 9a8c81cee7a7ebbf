"""A bilan as files: the Cerfa's sections as PDF and DOCX, the summary table as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.documents.gateways import DOCX_TYPE, PDF_TYPE, render_docx, render_pdf
from cite.documents.rules import Document
from cite.grants.enums import ReportAct
from cite.grants.models import ReportVersion
from cite.grants.permissions.reports import can_write_report
from cite.grants.queries.report_documents import report_document
from cite.grants.queries.report_tables import budget_rows, lines_from, rows_of
from cite.grants.queries.reports import versions_of
from cite.grants.web.views.report_base import ReadingPage
from cite.ui.tables import Column, Table


class _Download(ReadingPage):
    """The bilan as a file: what was deposited; its carrier may also have her draft."""

    extension = ""
    content_type = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give it, and say that it was taken."""
        note_reading(request, ReportAct.DOWNLOAD, target=self.report)
        response = HttpResponse(self.render(), content_type=self.content_type)
        name = f"bilan-{self.report.kind}-{self.report.funded_action.year}.{self.extension}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    @property
    def version(self) -> ReportVersion | None:
        """The latest version; none while it is written for the first time."""
        return versions_of(self.report).first()

    def decide(self) -> Decision:
        """Others than the carrier only have what was deposited."""
        decision = super().decide()
        if decision and not self.is_carrier and self.version is None:
            return can_write_report(self.request.user, self.report)
        return decision

    @property
    def document(self) -> Document:
        """The document to print."""
        return report_document(self.sheet, self.version, is_masked=not self.is_carrier)

    def render(self) -> bytes:
        """Make the file."""
        raise NotImplementedError


class ReportPdf(_Download):
    """As a PDF."""

    title = _("PDF – %(report)s")
    extension, content_type = "pdf", PDF_TYPE

    def render(self) -> bytes:
        """Make the file."""
        return render_pdf(self.document)


class ReportDocx(_Download):
    """As a DOCX."""

    title = _("DOCX – %(report)s")
    extension, content_type = "docx", DOCX_TYPE

    def render(self) -> bytes:
        """Make the file."""
        return render_docx(self.document)


class ReportWorkbook(_Download):
    """The summary table as a workbook."""

    title = _("Tableau – %(report)s")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give it, and say that it was taken."""
        note_reading(request, ReportAct.DOWNLOAD, target=self.report)
        limits, version = self.sheet.parameters, self.version
        rows = budget_rows(self.sheet)
        if version is not None:
            rows = rows_of(lines_from(version.content), limits.variance_percent, limits.variance_amount)
        columns = (
            Column(key="name", label=_("Ligne")),
            Column(key="planned", label=_("Prévu, en euros"), value=lambda r: float(r.planned)),
            Column(key="realized", label=_("Réalisé, en euros"), value=lambda r: _number(r.realized)),
            Column(key="difference", label=_("Écart, en euros"), value=lambda r: _number(r.difference)),
            Column(key="percent", label=_("% du prévu"), value=lambda r: _number(r.percent)),
            Column(key="explanation", label=_("Explication")),
        )
        table = Table(rows, columns=columns, params=request.GET, caption=str(_("Tableau de synthèse")))
        return table.xlsx_response(f"bilan-{self.report.funded_action.year}")


def _number(value: Any) -> float | None:
    return None if value is None else float(value)

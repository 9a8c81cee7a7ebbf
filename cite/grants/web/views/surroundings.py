"""Around a file: what an instructor reads before she gives her mark, and the file on one page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from cite.core.journal import note_reading
from cite.documents.gateways import PDF_TYPE, render_pdf
from cite.grants.enums import ApplicationAct
from cite.grants.queries.reviews import board_of
from cite.grants.queries.sheets import facts_of
from cite.grants.queries.similar import seen_similar
from cite.grants.queries.summary import sheet_of, summary_outline
from cite.grants.queries.surroundings import (
    last_changes,
    other_files,
    short_words,
    subsidies_of,
)
from cite.grants.rules.amounts import euros
from cite.grants.web.tables.files import page_of
from cite.grants.web.tables.sheets import plan_table, remarks_table, similar_table
from cite.grants.web.views.reviewing import DeskPage


class Surroundings(DeskPage):
    """Similar actions, the carrier's other files and subsidies, what the last deposit changed."""

    title = _("Autour du dossier : %(file)s")
    template_name = "grants/surroundings.html"

    def get_context(self) -> dict[str, Any]:
        """Gather it."""
        application, user = self.application, self.request.user
        note_reading(self.request, ApplicationAct.READ, target=application)
        return super().get_context() | {
            "similar": seen_similar(application, user),
            "others": [
                (file, page_of(file), euros(amount) if amount else "")
                for file, amount in other_files(application, user)
            ],
            "subsidies": [
                (line, "" if line.action.amount is None else euros(line.action.amount))
                for line in subsidies_of(application)
            ],
            "changes": last_changes(application),
        }


class Summary(DeskPage):
    """One file on one page."""

    title = _("Synthèse : %(file)s")
    template_name = "grants/summary.html"
    tab = "grants:surroundings"

    def get_context(self) -> dict[str, Any]:
        """Gather what the committee needs."""
        application, user = self.application, self.request.user
        note_reading(self.request, ApplicationAct.READ, target=application)
        sheet, params = sheet_of(application, user), self.request.GET
        return super().get_context() | {
            "facts": [(_("Numéro"), application.number), *facts_of(sheet)],
            "plan": plan_table(sheet, params),
            "remarks": remarks_table(sheet, params) if sheet.remarks else None,
            "similar": similar_table(sheet, params) if sheet.similar else None,
            "words": short_words(application),
            "board": board_of(application, user),
            "opinions": sheet.opinions,
        }


class SummaryPdf(DeskPage):
    """The same, as a PDF."""

    title = _("Synthèse en PDF : %(file)s")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Draw it, and say that it was taken."""
        note_reading(request, ApplicationAct.READ, target=self.application)
        pdf = render_pdf(summary_outline(self.application, request.user), is_dense=True)
        response = HttpResponse(pdf, content_type=PDF_TYPE)
        name = slugify(f"synthese-{self.application.number}")
        response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
        response["Cache-Control"] = "private, no-store"
        return response

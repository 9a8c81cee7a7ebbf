"""The papers one gives a person: everything held about her, and « mon parcours »."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.languages import language_of
from cite.documents.gateways import PDF_TYPE, render_pdf
from cite.residents.operations.rights import give_file, tell_pathway
from cite.residents.permissions.people import accompanying_memberships
from cite.residents.permissions.rights import can_give_whole_file
from cite.residents.queries.papers import handed_to, held_document, held_json, pathway_document
from cite.residents.web.forms.rights import GiveFileForm, LanguageForm
from cite.residents.web.views.rights import PersonPage
from cite.ui.views import FormPage

_JSON = "application/json; charset=utf-8"


class _Paper(PersonPage, FormPage):
    """A paper in her language, made when the button is pressed, and kept nowhere."""

    template_name = "residents/paper.html"
    lead: str = ""
    submit: str = ""

    @property
    def rights_url(self) -> str:
        """The page of her rights."""
        return reverse("residents:rights", args=[self.resident.uuid])

    def get_initial(self) -> dict[str, Any]:
        """Suppose that she reads the language she is written to."""
        return {"language": language_of(self.resident.language).code, "kind": "pdf", "extent": "common"}

    def get_context(self) -> dict[str, Any]:
        """Say whose paper it is."""
        return {
            "resident": self.resident,
            "cancel_url": self.rights_url,
            "lead": self.lead,
            "submit": self.submit,
        }


class GiveFile(_Paper):
    """Everything held about her."""

    title = _("Remettre son dossier")
    lead = _("Tout ce que la Cité garde sur la personne, pour elle. La remise est notée au journal.")
    submit = _("Préparer le dossier")

    def get_form(self) -> GiveFileForm:
        """Offer the whole only where she asked for it."""
        gives_whole = bool(can_give_whole_file(self.request.user, self.resident))
        return GiveFileForm(**self.get_form_kwargs(), gives_whole=gives_whole)

    def perform(self, form: GiveFileForm) -> HttpResponse:
        """Write down that it is given, then make it."""
        data, on = form.cleaned_data, today()
        is_whole = data.get("extent") == "whole"
        give_file(resident=self.resident, is_whole=is_whole, by=self.request.user)
        language = language_of(data["language"])
        mine = accompanying_memberships(self.request.user, self.request.territory) if is_whole else []
        held = handed_to(self.resident, language, reserved_of={each.partner_id for each in mine})
        said = {"language": language, "on": on, "is_whole": is_whole}
        if data["kind"] == "json":
            return _attached(held_json(held, **said), _JSON, f"dossier-{on:%Y-%m-%d}.json")
        return _attached(render_pdf(held_document(held, **said)), PDF_TYPE, f"dossier-{on:%Y-%m-%d}.pdf")


class TellPathway(_Paper):
    """« Mon parcours », on a sheet that is hers."""

    title = _("Imprimer « Mon parcours »")
    form_class = LanguageForm
    lead = _(
        "Une feuille pour la personne : ses rendez-vous, qui l’aide, ce qui est décidé, avec qui elle partage."
    )
    submit = _("Préparer la feuille")

    def perform(self, form: LanguageForm) -> HttpResponse:
        """Write down that it is printed, then make it."""
        tell_pathway(resident=self.resident, by=self.request.user)
        on = today()
        document = pathway_document(self.resident, language=language_of(form.cleaned_data["language"]), on=on)
        return _attached(render_pdf(document, is_large=True), PDF_TYPE, f"mon-parcours-{on:%Y-%m-%d}.pdf")


def _attached(content: str | bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

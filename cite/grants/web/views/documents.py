"""The documents of a file: read them, issue them, countersign them, cancel them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.documents.gateways import DOCX_TYPE, PDF_TYPE, render_docx, render_pdf
from cite.grants.enums import DocumentKind
from cite.grants.enums.documents import DocumentAct
from cite.grants.models import Award, IssuedDocument
from cite.grants.operations.documents import cancel_document, countersign_document, issue_document
from cite.grants.permissions.applications import Standing, funders_of
from cite.grants.permissions.documents import can_cancel, can_countersign, visible_documents
from cite.grants.permissions.proof import can_take_proof
from cite.grants.queries.documents import issue_facts, rendered
from cite.grants.rules.documents import OF_THE_FILE, TO_COUNTERSIGN, issue_decision
from cite.grants.web.forms.documents import CancelForm, CountersignForm, IssueForm
from cite.grants.web.views.base import ApplicationPage
from cite.ui.views import FormPage


class Documents(ApplicationPage, FormPage):
    """The letters, orders and agreements of a file."""

    title = _("Documents de « %(file)s »")
    template_name = "grants/documents.html"

    @property
    def success_url(self) -> str:
        """Stay here."""
        return reverse("grants:documents", args=[self.application.uuid])

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the file."""
        above = super().get_breadcrumb()[:-1]
        return [*above, (str(self.application), reverse("grants:application", args=[self.application.uuid]))]

    @cached_property
    def documents(self) -> list[IssuedDocument]:
        """Those this person may open."""
        visible = visible_documents(self.request.user, self.application, self.standings)
        return list(visible.select_related("award__funder"))

    @cached_property
    def to_issue(self) -> dict[str, tuple[str, str, Award | None]]:
        """What may be issued now and is not yet: label, kind and award, by a key."""
        file, found = self.application, {}
        existing = {
            (d.kind, d.award_id)
            for d in IssuedDocument.objects.filter(application=file, canceled_at=None)
            if not d.about
        }
        if Standing.DESK in self.standings:
            for kind in DocumentKind:
                if kind in OF_THE_FILE and issue_decision(issue_facts(kind, file, None)):
                    found[kind.value] = (str(kind.label), kind.value, None)
        for award in self._own_awards:
            for kind in DocumentKind:
                if kind not in OF_THE_FILE and issue_decision(issue_facts(kind, file, award)):
                    label = f"{kind.label} – {award.funder}"
                    found[f"{kind.value}:{award.uuid}"] = (label, kind.value, award)
        return {
            key: (label, kind, award)
            for key, (label, kind, award) in found.items()
            if (kind, award.pk if award else None) not in existing
        }

    @cached_property
    def _own_awards(self) -> list[Award]:
        if Standing.FUNDER not in self.standings:
            return []
        mine = funders_of(self.request.user, self.request.territory)
        awards = Award.objects.filter(application=self.application, funder__in=mine)
        return list(awards.select_related("funder", "territory"))

    def get_form(self) -> IssueForm:
        """Offer what is true today."""
        choices = [(key, label) for key, (label, _kind, _award) in self.to_issue.items()]
        return IssueForm(**self.get_form_kwargs(), choices=choices)

    def get_context(self) -> dict[str, Any]:
        """List the documents, each with what this person may do of it."""
        user = self.request.user
        can_sign = any(can_countersign(user, d) for d in self.documents[:1])
        mine = {award.pk for award in self._own_awards}
        return super().get_context() | {
            "documents": [
                {
                    "document": d,
                    "facts": facts_of(d),
                    "signs": can_sign
                    and d.kind in TO_COUNTERSIGN
                    and not (d.canceled_at or d.countersigned_at),
                    "cancels": not (d.canceled_at or d.countersigned_at)
                    and (d.award_id in mine if d.award_id else Standing.DESK in self.standings),
                }
                for d in self.documents
            ],
            "issues": bool(self.to_issue),
            "takes_proof": bool(can_take_proof(user, self.application, self.standings)),
        }

    def perform(self, form: IssueForm) -> None:
        """Issue it."""
        _label, kind, award = self.to_issue[form.cleaned_data["choice"]]
        issue_document(application=self.application, kind=kind, award=award, by=self.request.user)

    success_message = _("Le document est établi. Relisez-le avant de l’envoyer.")


def facts_of(document: IssuedDocument) -> list[tuple[str, Any]]:
    """Say what a document is, for the list."""
    facts: list[tuple[str, Any]] = [
        (_("Document"), document.get_kind_display()),
        (_("Numéro"), document.number),
        (_("Établi le"), document.issued_on),
    ]
    if document.award_id:
        facts.append((_("Financeur"), document.award.funder))
    if document.countersigned_at:
        facts.append((_("Contresigné par"), document.countersigned_name))
        facts.append((_("Contresigné le"), document.countersigned_at))
    if document.canceled_at:
        facts.append((_("Raison de l’annulation"), document.cancel_reason))
    return facts


class DocumentPage(ApplicationPage):
    """A page about one document of a file; one that this person may not open does not exist."""

    tab = "grants:documents"

    @cached_property
    def document(self) -> IssuedDocument:
        """The document named in the address."""
        visible = visible_documents(self.request.user, self.application, self.standings)
        related = visible.select_related("territory", "application__partner", "award__territory")
        return get_object_or_404(related, uuid=self.kwargs["document"])

    def get_title(self) -> str:
        """Name the document."""
        return str(self.title) % {"document": self.document.title}

    @property
    def success_url(self) -> str:
        """Lead back to the documents."""
        return reverse("grants:documents", args=[self.application.uuid])

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the documents."""
        file = reverse("grants:application", args=[self.application.uuid])
        return [
            *super().get_breadcrumb()[:-1],
            (str(self.application), file),
            (_now("Documents"), self.success_url),
        ]

    def get_context(self) -> dict[str, Any]:
        """Show the document above the form."""
        return super().get_context() | {"document": self.document, "facts": facts_of(self.document)}


class DocumentFile(DocumentPage):
    """A document, as a file."""

    title = "%(document)s"
    content_type = PDF_TYPE
    extension = "pdf"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Draw it, and say that it was read."""
        note_reading(request, DocumentAct.READ, target=self.document)
        response = HttpResponse(self.render(), content_type=self.content_type)
        name = slugify(f"{self.document.number}-{self.document.title}")[:80]
        response["Content-Disposition"] = f'attachment; filename="{name}.{self.extension}"'
        response["Cache-Control"] = "private, no-store"
        return response

    def render(self) -> bytes:
        """Draw the PDF."""
        return render_pdf(rendered(self.document))


class DocumentWord(DocumentFile):
    """A document, to write further."""

    content_type = DOCX_TYPE
    extension = "docx"

    def render(self) -> bytes:
        """Write the DOCX."""
        return render_docx(rendered(self.document))


class CancelDocument(DocumentPage, FormPage):
    """Cancel a document that was issued by mistake."""

    title = _("Annuler « %(document)s »")
    template_name = "grants/document_form.html"
    form_class = CancelForm
    success_message = _("Le document est annulé. Il le dit à qui le vérifie.")

    def decide(self) -> Decision:
        """Ask for the role first, then about this document."""
        return super().decide() and can_cancel(self.request.user, self.document)

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.document.version}

    def get_context(self) -> dict[str, Any]:
        """Say what happens."""
        return super().get_context() | {
            "submit": _("Annuler ce document"),
            "icon": "close-circle-line",
            "lead": _("Le document reste au dossier, marqué « annulé ». Vous pourrez en établir un autre."),
        }

    def perform(self, form: CancelForm) -> None:
        """Cancel it."""
        data = form.cleaned_data
        cancel_document(
            document=self.document, reason=data["reason"], version=data["version"], by=self.request.user
        )


class Countersign(DocumentPage, FormPage):
    """Sign an agreement for the carrier."""

    title = _("Signer « %(document)s »")
    template_name = "grants/document_form.html"
    form_class = CountersignForm
    success_message = _("Le document est signé. Le financeur peut poursuivre.")

    def decide(self) -> Decision:
        """Ask for the role first, then about this document."""
        return super().decide() and can_countersign(self.request.user, self.document)

    def get_initial(self) -> dict[str, Any]:
        """Start from the name of the account."""
        return {"name": self.request.user.full_name}

    def get_context(self) -> dict[str, Any]:
        """Say what happens."""
        return super().get_context() | {
            "submit": _("Signer ce document"),
            "icon": "quill-pen-line",
            "lead": _(
                "Lisez d’abord le document en PDF. Votre nom, votre fonction et l’heure y seront ajoutés."
            ),
        }

    def perform(self, form: CountersignForm) -> None:
        """Sign it."""
        data = form.cleaned_data
        countersign_document(
            document=self.document, name=data["name"], function=data["function"], by=self.request.user
        )

"""The documents and the partners of a file, and the public page where a partner answers."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.accounts.models import Link
from cite.accounts.queries import open_link
from cite.grants.enums import Step
from cite.grants.models import Attachment, Pledge
from cite.grants.operations.attachments import attach_document, detach_document, reuse_document
from cite.grants.operations.pledges import (
    PLEDGE_PURPOSE,
    answer_pledge,
    ask_partner,
    name_partner,
    remove_partner,
)
from cite.grants.operations.similar import answer_similar
from cite.grants.queries.applications import pieces_asked, step_path
from cite.grants.queries.attachments import piece_lines, reusable_documents
from cite.grants.queries.similar import seen_similar
from cite.grants.web.forms.parts import PartnerForm, PieceForm, PledgeForm, SimilarForm
from cite.grants.web.views.signing import CarrierPage
from cite.grants.web.views.writing import WriterPage
from cite.grants.workflow import OVER
from cite.ui.views import ActionPage, FormPage, LinkPage


class Pieces(WriterPage, FormPage):
    """The documents asked, what is joined, what may be taken again."""

    title = _("Pièces de « %(file)s »")
    template_name = "grants/file_pieces.html"
    success_message = _("La pièce est jointe.")

    @property
    def success_url(self) -> str:
        """Stay there: there is often another one."""
        return reverse("grants:pieces", args=[self.application.uuid])

    def get_form(self) -> PieceForm:
        """Offer what the call asks of this carrier."""
        return PieceForm(**self.get_form_kwargs(), pieces=pieces_asked(self.application))

    def get_context(self) -> dict[str, Any]:
        """List the pieces."""
        return super().get_context() | {
            "lines": piece_lines(self.application, with_reusable=True),
            "cancel_url": step_path(self.application, Step.DOCUMENTS),
        }

    def perform(self, form: PieceForm) -> None:
        """Join it."""
        attach_document(application=self.application, by=self.request.user, **form.cleaned_data)


class _PieceAction(WriterPage, ActionPage):
    title = _("%(file)s")

    @property
    def back(self) -> str:
        """The list of the pieces."""
        return reverse("grants:pieces", args=[self.application.uuid])


class RemovePiece(_PieceAction):
    """Take a document away."""

    success_message = _("La pièce est retirée.")

    def perform(self) -> None:
        """Take it away."""
        mine = Attachment.objects.filter(application=self.application)
        document = get_object_or_404(mine, uuid=self.kwargs["document"])
        detach_document(application=self.application, document=document, by=self.request.user)


class ReusePiece(_PieceAction):
    """Take a document again from another file of the carrier."""

    success_message = _("La pièce est reprise. Vérifiez qu’elle est encore à jour.")

    def perform(self) -> None:
        """Take it."""
        offered = {str(document.uuid): document for document in reusable_documents(self.application)}
        document = offered.get(str(self.kwargs["document"]))
        if document is None:
            document = get_object_or_404(
                Attachment.objects.filter(application=self.application), uuid=self.kwargs["document"]
            )
        reuse_document(application=self.application, document=document, by=self.request.user)


class Partners(WriterPage, FormPage):
    """The partners named, and what each answered."""

    title = _("Partenaires de « %(file)s »")
    template_name = "grants/file_partners.html"
    form_class = PartnerForm
    success_message = _("Le partenaire est nommé.")

    @property
    def success_url(self) -> str:
        """Stay there: there is often another one."""
        return reverse("grants:partners", args=[self.application.uuid])

    def get_context(self) -> dict[str, Any]:
        """List them."""
        return super().get_context() | {
            "pledges": list(Pledge.objects.filter(application=self.application)),
            "cancel_url": step_path(self.application, Step.PARTNERS),
        }

    def perform(self, form: PartnerForm) -> None:
        """Name one."""
        name_partner(application=self.application, by=self.request.user, **form.cleaned_data)


class _PledgeMixin:
    title = _("%(file)s")

    @cached_property
    def pledge(self) -> Pledge:
        """The partner named in the address, among those of this file."""
        mine = Pledge.objects.filter(application=self.application).select_related("application__territory")
        return get_object_or_404(mine, uuid=self.kwargs["pledge"])

    @property
    def back(self) -> str:
        """The list of the partners, while it may be written; else the file."""
        name = "grants:partners" if self.application.is_editable else "grants:application"
        return reverse(name, args=[self.application.uuid])


class RemovePartner(_PledgeMixin, WriterPage, ActionPage):
    """Take a partner out."""

    success_message = _("Le partenaire est retiré du dossier.")

    def perform(self) -> None:
        """Take it out."""
        remove_partner(pledge=self.pledge, by=self.request.user)


class AskPartner(_PledgeMixin, CarrierPage, ActionPage):
    """Ask a partner by mail."""

    success_message = _("Le message est parti. La réponse s’affichera ici.")

    def perform(self) -> None:
        """Ask it."""
        ask_partner(pledge=self.pledge, by=self.request.user)


class Similar(WriterPage, FormPage):
    """The actions that look like this one; each is answered: how the two work together."""

    title = _("Actions semblables à « %(file)s »")
    template_name = "grants/file_similar.html"
    form_class = SimilarForm
    success_message = _("Votre réponse est enregistrée.")

    @property
    def success_url(self) -> str:
        """Stay there: there may be another one."""
        return reverse("grants:similar", args=[self.application.uuid])

    def get_context(self) -> dict[str, Any]:
        """One form per action; the one that was sent keeps what was typed, with its errors."""
        return super().get_context() | {
            "lines": [
                (line, url, self._form_of(line.action.source, line.action.key, line.answer))
                for line, url in seen_similar(self.application, self.request.user)
            ],
            "cancel_url": step_path(self.application, Step.PARTNERS),
        }

    def _form_of(self, source: str, key: str, answer: str) -> SimilarForm:
        data = self.request.POST
        sent = (data.get("source"), data.get("key")) == (source, key)
        initial = {"source": source, "key": key, "answer": answer}
        return SimilarForm(data=data if sent else None, initial=initial, auto_id=f"id_{key}_%s")

    def perform(self, form: SimilarForm) -> None:
        """Keep the answer."""
        data = form.cleaned_data
        answer_similar(
            application=self.application,
            source=data["source"],
            key=data["key"],
            answer=data["answer"],
            by=self.request.user,
        )


class AnswerPledge(LinkPage):
    """« Oui, nous participons »: one press of a button, no account."""

    title = _("Participez-vous à cette action ?")
    template_name = "grants/pledge_answer.html"
    form_class = PledgeForm

    @cached_property
    def link(self) -> Link | None:
        """The link, while it may serve."""
        return open_link(token=self.kwargs["token"], purpose=PLEDGE_PURPOSE)

    @cached_property
    def pledge(self) -> Pledge | None:
        """The partner behind the link, while its answer is of use."""
        if self.link is None:
            return None
        rows = Pledge.objects.filter(uuid=self.link.target_uuid).exclude(application__state__in=OVER)
        return rows.select_related("application__partner__organization", "application__call").first()

    @property
    def offer(self) -> Pledge | None:
        """The partner who is asked."""
        return self.pledge

    def get_context(self) -> dict[str, Any]:
        """Say who names it, for what."""
        return {"pledge": self.pledge, "answered": False}

    def perform(self, form: PledgeForm) -> HttpResponse:
        """Keep the answer, and thank."""
        self.pledge = answer_pledge(link=self.link, **form.cleaned_data)
        return self.show(form=None, answered=True)

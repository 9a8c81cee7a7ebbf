"""The requests to complete a file: asked by the desk, answered by the carrier, place by place."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.grants.enums import ApplicationAct, PieceVerdict
from cite.grants.models import Remark
from cite.grants.operations import corrections as operations
from cite.grants.permissions.review import can_answer_remarks, can_take
from cite.grants.queries.admissibility import clock_of, piece_lines_of
from cite.grants.queries.corrections import places_of, rounds_of
from cite.grants.rules.corrections import piece_place
from cite.grants.web.forms.review import CorrectionForm, ReplyForm
from cite.grants.web.views.base import ApplicationPage
from cite.grants.web.views.reviewing import BothSidesPage, clock_sentences
from cite.ui.views import ActionPage, FormPage


class Corrections(BothSidesPage):
    """What was asked of the carrier, what she answered, what is settled."""

    title = _("Compléments : %(file)s")
    template_name = "grants/corrections.html"

    def get_context(self) -> dict[str, Any]:
        """List the requests, the newest first."""
        application, user = self.application, self.request.user
        note_reading(self.request, ApplicationAct.READ, target=application)
        may_answer = bool(can_answer_remarks(user, application))
        clock = clock_of(application, today())
        sentence, detail = clock_sentences(clock) if clock else ("", "")
        rounds = rounds_of(application)
        return super().get_context() | {
            "rounds": [
                (
                    line,
                    [(item, self._form(item.remark, line.is_open and may_answer)) for item in line.remarks],
                )
                for line in rounds
            ],
            "is_desk": self.is_desk,
            "may_answer": may_answer,
            "may_ask": bool(can_take(user, application, "ask_correction")),
            "unanswered": sum(
                1 for line in rounds if line.is_open for item in line.remarks if not item.remark.reply
            ),
            "clock_sentence": sentence,
            "clock_detail": detail,
            "today": today(),
        }

    @staticmethod
    def _form(remark: Remark, is_open: bool) -> ReplyForm | None:
        """Give the form of a reply; its identifiers are its own, several stand on the page."""
        if not is_open:
            return None
        initial = {"reply": remark.reply, "version": remark.version}
        return ReplyForm(initial=initial, auto_id=f"{remark.uuid}-%s")


class AskCorrection(ApplicationPage, FormPage):
    """Ask the carrier to complete her file."""

    title = _("Demander des compléments : %(file)s")
    template_name = "grants/ask_correction.html"
    success_message = _("La demande est partie. Le délai est suspendu jusqu’au nouveau dépôt.")

    def decide(self) -> Decision:
        """Ask for the role first, then about this file."""
        return super().decide() and can_take(self.request.user, self.application, "ask_correction")

    @property
    def success_url(self) -> str:
        """Go to the requests of the file."""
        return reverse("grants:corrections", args=[self.application.uuid])

    def get_form(self) -> CorrectionForm:
        """Offer the places of the file; documents found wrong are there already."""
        return CorrectionForm(
            **self.get_form_kwargs(),
            places=places_of(self.application),
            proposed=self._proposed(),
            due_on=operations.default_due(self.application, today()),
        )

    def _proposed(self) -> list[tuple[str, str]]:
        found = []
        for line in piece_lines_of(self.application):
            notes = [attachment.note for attachment in line.files if attachment.note]
            if line.verdict == PieceVerdict.MISSING:
                found.append(
                    (piece_place(line.code), str(_("Cette pièce est obligatoire et n’est pas jointe.")))
                )
            elif line.verdict == PieceVerdict.NOT_COMPLIANT:
                found.append((piece_place(line.code), " ".join(notes)))
        return found

    def get_context(self) -> dict[str, Any]:
        """Say what happens next."""
        return super().get_context() | {"cancel_url": self.success_url}

    def perform(self, form: CorrectionForm) -> None:
        """Send it."""
        operations.ask_correction(
            application=self.application,
            remarks=form.remarks,
            message=form.cleaned_data["message"],
            due_on=form.cleaned_data["due_on"],
            by=self.request.user,
        )


class _RemarkPage(ApplicationPage):
    """A page about one remark."""

    @cached_property
    def remark(self) -> Remark:
        """The remark named in the address."""
        rows = Remark.objects.select_related("round__application")
        return get_object_or_404(rows, round__application=self.application, uuid=self.kwargs["remark"])

    @property
    def success_url(self) -> str:
        """Go back to the requests."""
        return reverse("grants:corrections", args=[self.application.uuid])


class AnswerRemark(_RemarkPage, FormPage):
    """Answer one remark."""

    title = _("Répondre à une remarque : %(file)s")
    template_name = "grants/desk_form.html"
    form_class = ReplyForm
    success_message = _("Votre réponse est enregistrée. Déposez à nouveau le dossier quand tout est corrigé.")

    def decide(self) -> Decision:
        """Ask for the role first, then whether the answer is hers."""
        return super().decide() and can_answer_remarks(self.request.user, self.application)

    def get_initial(self) -> dict[str, Any]:
        """Start from what was answered."""
        return {"reply": self.remark.reply, "version": self.remark.version}

    def get_context(self) -> dict[str, Any]:
        """Repeat the remark."""
        lead = f"{places_of(self.application).get(self.remark.place, '')} – {self.remark.text}"
        return super().get_context() | {
            "submit": _("Enregistrer la réponse"),
            "lead": lead,
            "cancel_url": self.success_url,
        }

    def perform(self, form: ReplyForm) -> None:
        """Keep it."""
        operations.answer_remark(
            remark=self.remark,
            reply=form.cleaned_data["reply"],
            version=form.cleaned_data["version"],
            by=self.request.user,
        )


class SettleRemark(_RemarkPage, ActionPage):
    """Say that a remark is settled."""

    title = _("Remarque réglée")
    success_message = _("La remarque est réglée.")
    is_settled = True

    @property
    def back(self) -> str:
        """Go back to the requests."""
        return self.success_url

    def perform(self) -> None:
        """Keep it."""
        operations.settle_remark(remark=self.remark, is_settled=self.is_settled, by=self.request.user)


class UnsettleRemark(SettleRemark):
    """Say that a remark is not settled after all."""

    success_message = _("La remarque reste à régler.")
    is_settled = False

"""Admissibility: what is asked of a file, document by document, and what its carrier reads of it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.grants.enums import (
    AdmissibilityObjection,
    ApplicationAct,
    ApplicationState,
    CriterionStanding,
    EligibilityDoubt,
    PieceState,
    PieceVerdict,
    Recourse,
    ReportGateObjection,
)
from cite.grants.models import Attachment
from cite.grants.operations import admissibility as operations
from cite.grants.permissions.review import can_take
from cite.grants.queries.admissibility import Admissibility, PieceLine, admissibility_of, clock_of
from cite.grants.web.forms.review import PieceForm, ReasonForm
from cite.grants.web.views.base import ApplicationPage
from cite.grants.web.views.reviewing import BothSidesPage, DeskPage, clock_sentences
from cite.ui.views import ActionPage, FormPage

CRITERION_TONES = {
    CriterionStanding.MET: "success",
    CriterionStanding.MISSING: "info",
    CriterionStanding.TO_CONFIRM: "warning",
    CriterionStanding.UNMET: "error",
}
REVIEWED = (ApplicationState.ADMISSIBLE, ApplicationState.IN_REVIEW)
"""Where the two instructors come next."""
PIECE_TONES = {
    PieceVerdict.MISSING: "error",
    PieceVerdict.UNKNOWN: "info",
    PieceVerdict.COMPLIANT: "success",
    PieceVerdict.NOT_COMPLIANT: "warning",
    PieceVerdict.OPTIONAL: "neutral",
}


class AdmissibilityPage(BothSidesPage):
    """What decides whether a file is admissible; the carrier reads it too."""

    title = _("Recevabilité : %(file)s")
    template_name = "grants/admissibility.html"

    def get_context(self) -> dict[str, Any]:
        """Show every criterion and every document, and what may be done now."""
        application, user = self.application, self.request.user
        note_reading(self.request, ApplicationAct.READ, target=application)
        found = admissibility_of(application, today())
        clock = clock_of(application, today())
        sentence, detail = clock_sentences(clock) if clock else ("", "")
        may = {
            arrow: bool(can_take(user, application, arrow))
            for arrow in ("take_up", "admit", "ask_correction", "reject", "reconsider")
        }
        return super().get_context() | {
            "is_desk": self.is_desk,
            "may": may,
            "decision": found.decision,
            "ways": self._ways(found) if self.is_desk else [],
            "criteria": [(line, CRITERION_TONES[line.standing]) for line in found.verdict.lines],
            "pieces": [(line, PIECE_TONES[line.verdict], self._forms(line)) for line in found.pieces],
            "clock_sentence": sentence,
            "clock_detail": detail,
            "is_rejected": application.state == ApplicationState.INADMISSIBLE,
            "recourse": [choice.label for choice in Recourse],
        }

    def _ways(self, found: Admissibility) -> list[tuple[str, str]]:
        """Lead from what stands against the file to the page where it is settled; then to what comes next."""
        objections = set(found.decision.objections)
        args = [self.application.uuid]
        ways = []
        if AdmissibilityObjection.PIECE_UNKNOWN in objections:
            ways.append((_("Vérifier les pièces"), "#pieces"))
        if AdmissibilityObjection.REMARK_LEFT in objections:
            ways.append((_("Lire les réponses du porteur"), reverse("grants:corrections", args=args)))
        if any(isinstance(found_one, (EligibilityDoubt, ReportGateObjection)) for found_one in objections):
            ways.append((_("Voir les points à décider"), reverse("grants:rulings", args=args)))
        if self.application.state in REVIEWED:
            ways.append((_("Instruire ce dossier"), reverse("grants:reviews", args=args)))
        return ways

    def _forms(self, line: PieceLine) -> list[tuple[Attachment, PieceForm | None]]:
        """Give a form per file of a document, while documents are checked."""
        checks = self.is_desk and self.application.state in operations.CHECKING
        return [(attachment, piece_form(attachment) if checks else None) for attachment in line.files]


def piece_form(attachment: Attachment) -> PieceForm:
    """Build the form of one file; its identifiers are its own, several stand on a page."""
    initial = {"state": attachment.state, "note": attachment.note, "version": attachment.version}
    return PieceForm(initial=initial, auto_id=f"{attachment.uuid}-%s")


class CheckPiece(DeskPage, FormPage):
    """Say whether one document is right."""

    title = _("Vérifier une pièce : %(file)s")
    template_name = "grants/review_form.html"
    form_class = PieceForm
    success_message = _("La vérification est enregistrée.")

    @cached_property
    def attachment(self) -> Attachment:
        """The document named in the address."""
        rows = Attachment.objects.select_related("application__partner", "file")
        return get_object_or_404(rows, application=self.application, uuid=self.kwargs["piece"])

    @property
    def success_url(self) -> str:
        """Go back to the documents."""
        return reverse("grants:admissibility", args=[self.application.uuid]) + "#pieces"

    def get_initial(self) -> dict[str, Any]:
        """Start from what was said."""
        piece = self.attachment
        return {"state": piece.state, "note": piece.note, "version": piece.version}

    def get_context(self) -> dict[str, Any]:
        """Say which file it is."""
        return super().get_context() | {"submit": _("Enregistrer"), "lead": str(self.attachment.file.name)}

    def perform(self, form: PieceForm) -> None:
        """Keep it."""
        operations.check_piece(
            attachment=self.attachment,
            state=PieceState(form.cleaned_data["state"]),
            note=form.cleaned_data["note"],
            version=form.cleaned_data["version"],
            by=self.request.user,
        )


class _FileButton(ApplicationPage, ActionPage):
    """A button on the page of admissibility."""

    title = _("Recevabilité")

    @property
    def back(self) -> str:
        """Go back to the page of admissibility, which everybody concerned may read."""
        return reverse("grants:admissibility", args=[self.application.uuid])


class TakeUp(_FileButton):
    """Take a file up."""

    success_message = _("Le dossier est pris en charge : le porteur le voit.")

    def perform(self) -> None:
        """Do it."""
        operations.take_up(application=self.application, by=self.request.user)


class Admit(_FileButton):
    """Declare a file admissible."""

    success_message = _("Le dossier est recevable. Désignez maintenant ses deux instructeurs.")

    def perform(self) -> None:
        """Do it."""
        operations.admit(application=self.application, by=self.request.user)


class _ReasonPage(ApplicationPage, FormPage):
    """A step of the life of a file that takes a reason."""

    template_name = "grants/review_form.html"
    form_class = ReasonForm
    arrow = ""

    def decide(self) -> Decision:
        """Ask for the role first, then about this file."""
        return super().decide() and can_take(self.request.user, self.application, self.arrow)

    @property
    def success_url(self) -> str:
        """Go back to the page of admissibility."""
        return reverse("grants:admissibility", args=[self.application.uuid])


class Reject(_ReasonPage):
    """Declare a file inadmissible."""

    title = _("Non recevable : %(file)s")
    arrow = "reject"
    success_message = _(
        "Le dossier est déclaré non recevable. Le porteur lit la raison et les voies de recours."
    )

    def get_context(self) -> dict[str, Any]:
        """Say what it means."""
        lead = _(
            "Le dossier ne sera pas instruit. Préférez une demande de compléments tant qu’il peut être corrigé."
        )
        return super().get_context() | {"submit": _("Déclarer non recevable"), "lead": lead}

    def perform(self, form: ReasonForm) -> None:
        """Do it."""
        operations.reject(
            application=self.application, reason=form.cleaned_data["reason"], by=self.request.user
        )


class Reconsider(_ReasonPage):
    """Take an inadmissible file again."""

    title = _("Reprendre le dossier : %(file)s")
    arrow = "reconsider"
    success_message = _("Le dossier est repris : sa recevabilité est à vérifier à nouveau.")

    def get_context(self) -> dict[str, Any]:
        """Say what it means."""
        lead = _("À la suite d’un recours, ou d’une erreur : le dossier revient à la vérification.")
        return super().get_context() | {"submit": _("Reprendre ce dossier"), "lead": lead}

    def perform(self, form: ReasonForm) -> None:
        """Do it."""
        operations.reconsider(
            application=self.application, reason=form.cleaned_data["reason"], by=self.request.user
        )

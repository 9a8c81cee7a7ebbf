"""Admissibility: what is asked of a file, document by document, and what its carrier reads of it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpResponse
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
    PieceVerdict,
    Recourse,
    ReportGateObjection,
)
from cite.grants.models import Attachment
from cite.grants.operations import admissibility as operations
from cite.grants.permissions.review import can_instruct, can_take
from cite.grants.queries.admissibility import Admissibility, PieceLine, admissibility_of, clock_of
from cite.grants.web.forms.review import PiecesForm, ReasonForm
from cite.grants.web.views.base import ApplicationPage
from cite.grants.web.views.next_action import review_step
from cite.grants.web.views.reviewing import BothSidesPage, clock_sentences
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
}


class _PiecesPage(BothSidesPage):
    """A page that shows the documents of a file, with a form where they are checked."""

    @cached_property
    def found(self) -> Admissibility:
        """What decides whether the file is admissible."""
        return admissibility_of(self.application, today())

    @property
    def checks(self) -> bool:
        """Whether this person checks documents now."""
        return self.is_desk and self.application.state in operations.CHECKING

    def pieces_form(self, **kwargs: Any) -> PiecesForm:
        """Ask about each file that was given; about none where nothing is checked."""
        given = [attachment for line in self.found.pieces for attachment in line.files]
        return PiecesForm(attachments=given if self.checks else [], **kwargs)

    def drawn(self, form: PiecesForm) -> list[tuple[PieceLine, str, list[tuple[Attachment, Any]]]]:
        """Give each document asked, how it stands, its files and their boxes."""
        return [
            (line, PIECE_TONES[line.verdict], [(file, form.boxes(file)) for file in line.files])
            for line in self.found.pieces
            if line.verdict != PieceVerdict.OPTIONAL
        ]

    @property
    def not_given(self) -> list[str]:
        """Name the documents that nobody must give, and that were not given."""
        return [line.label for line in self.found.pieces if line.verdict == PieceVerdict.OPTIONAL]


class AdmissibilityPage(_PiecesPage):
    """What decides whether a file is admissible; the carrier reads it too."""

    title = _("Recevabilité : %(file)s")
    template_name = "grants/admissibility.html"

    def get_context(self) -> dict[str, Any]:
        """Show every criterion and every document, and what may be done now."""
        application, user = self.application, self.request.user
        note_reading(self.request, ApplicationAct.READ, target=application)
        found, form = self.found, self.pieces_form()
        clock = clock_of(application, today())
        sentence, detail = clock_sentences(clock) if clock else ("", "")
        criteria = [(line, CRITERION_TONES[line.standing]) for line in found.verdict.lines]
        may = {
            arrow: bool(can_take(user, application, arrow))
            for arrow in ("take_up", "admit", "ask_correction", "reject", "reconsider")
        }
        return super().get_context() | {
            "is_desk": self.is_desk,
            "may": may,
            "decision": found.decision,
            "ways": self._ways(found) if self.is_desk else [],
            "unmet": [pair for pair in criteria if pair[0].standing != CriterionStanding.MET],
            "met": [pair for pair in criteria if pair[0].standing == CriterionStanding.MET],
            "form": form,
            "checks": bool(form.known),
            "pieces": self.drawn(form),
            "not_given": self.not_given,
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
            label, name = review_step(self.application, self.request.user)
            ways.append((label, reverse(name, args=args)))
        return ways


class CheckPieces(_PiecesPage, FormPage):
    """Say of every document of a file whether it is right, in one go."""

    title = _("Vérifier les pièces : %(file)s")
    template_name = "grants/pieces_check.html"
    success_message = _("Les vérifications sont enregistrées.")
    tab = "grants:admissibility"

    def decide(self) -> Decision:
        """Ask for the role first, then about this file."""
        return super().decide() and can_instruct(self.request.user, self.application)

    @property
    def success_url(self) -> str:
        """Go back to the documents."""
        return reverse("grants:admissibility", args=[self.application.uuid]) + "#pieces"

    def get_form(self) -> PiecesForm:
        """One pair of boxes per file."""
        return self.pieces_form(**self.get_form_kwargs())

    def show(self, **extra: Any) -> HttpResponse:
        """Draw the documents with the form of this request."""
        note_reading(self.request, ApplicationAct.READ, target=self.application)
        return super().show(**extra, pieces=self.drawn(extra["form"]), not_given=self.not_given)

    def perform(self, form: PiecesForm) -> None:
        """Keep what was said."""
        operations.check_pieces(application=self.application, checks=form.checks, by=self.request.user)


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

    template_name = "grants/desk_form.html"
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

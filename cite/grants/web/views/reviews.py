"""The reviews of a file: who has it, the link with the carrier asked first, the grid, the two marks side by side."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.actors.enums import PilotSide
from cite.core.decisions import Decision
from cite.core.journal import note_reading
from cite.grants.enums import ApplicationAct, Conflict, ReviewOpinion
from cite.grants.models import Review
from cite.grants.operations import reviews as operations
from cite.grants.permissions.review import REVIEWED, can_assign, can_take_review, can_write_review
from cite.grants.queries.reviews import SideLine, board_of, grid_of, possible_instructors, review_of
from cite.grants.rules.grid import total
from cite.grants.web.forms.review import AssignForm, ConflictForm, GridForm
from cite.grants.web.tables.marks import marks_table
from cite.grants.web.views.base import ApplicationPage
from cite.grants.web.views.reviewing import DeskPage
from cite.ui.views import ActionPage, FormPage

OPINION_TONES = {
    ReviewOpinion.FAVORABLE: "success",
    ReviewOpinion.WITH_RESERVES: "info",
    ReviewOpinion.RESERVED: "warning",
    ReviewOpinion.UNFAVORABLE: "error",
}


class Reviews(DeskPage):
    """Both sides of the review of a file."""

    title = _("Instruction : %(file)s")
    template_name = "grants/reviews.html"

    def get_context(self) -> dict[str, Any]:
        """Show who reviews for each side, and what may be read of it."""
        application, user = self.application, self.request.user
        note_reading(self.request, ApplicationAct.READ, target=application)
        board = board_of(application, user)
        mine = next((s.review for s in board.sides if s.review and s.review.instructor_id == user.pk), None)
        return super().get_context() | {
            "board": board,
            "sides": [self._side(line) for line in board.sides],
            "mine": mine,
            "may_write": mine is not None and bool(can_write_review(user, mine)),
            "may_reopen": mine is not None
            and mine.submitted_at is not None
            and bool(can_write_review(user, mine)),
            "is_reviewable": application.state in REVIEWED,
            "marks": marks_table(board, self.request.GET),
            "given": [(review, OPINION_TONES[ReviewOpinion(review.opinion)]) for review in board.given],
        }

    def _side(self, line: SideLine) -> dict[str, Any]:
        application, user = self.application, self.request.user
        is_free = line.is_required and line.review is None
        form = None
        if is_free and can_assign(user, application):
            people = possible_instructors(application, line.side)
            form = AssignForm(people=people, auto_id=f"{line.side}-%s")
        waits = line.review is not None and line.review.submitted_at is None
        return {
            "line": line,
            "form": form,
            "may_take": is_free and bool(can_take_review(user, application, line.side)),
            "may_unassign": waits and bool(can_assign(user, application)),
        }


class _SidePage(DeskPage):
    @property
    def side(self) -> PilotSide:
        """The side named in the address."""
        try:
            return PilotSide(self.kwargs["side"])
        except ValueError:
            raise Http404 from None

    @property
    def success_url(self) -> str:
        """Go back to the reviews."""
        return reverse("grants:reviews", args=[self.application.uuid])


class AssignReview(_SidePage, FormPage):
    """Name the instructor of a side."""

    title = _("Désigner un instructeur : %(file)s")
    template_name = "grants/desk_form.html"
    success_message = _("L’instruction est confiée : la personne est prévenue.")

    def decide(self) -> Decision:
        """Ask for the role first, then about this file."""
        return super().decide() and can_assign(self.request.user, self.application)

    def get_form(self) -> AssignForm:
        """Offer those who may."""
        return AssignForm(**self.get_form_kwargs(), people=possible_instructors(self.application, self.side))

    def get_context(self) -> dict[str, Any]:
        """Say for which side."""
        lead = _("Pour %(side)s. Les membres de la structure qui porte le dossier ne sont pas proposés.")
        return super().get_context() | {
            "submit": _("Confier l’instruction"),
            "lead": lead % {"side": self.side.label},
            "cancel_url": self.success_url,
        }

    def perform(self, form: AssignForm) -> None:
        """Name her."""
        operations.assign_review(
            application=self.application, side=self.side, instructor=form.chosen, by=self.request.user
        )


class TakeReview(_SidePage, ActionPage):
    """Take a file for one's own side."""

    title = _("Instruction")
    success_message = _("Ce dossier est à vous. Dites d’abord si vous avez un lien avec le porteur.")

    @property
    def back(self) -> str:
        """Go back to the reviews."""
        return self.success_url

    def perform(self) -> None:
        """Take it."""
        operations.take_review(application=self.application, side=self.side, by=self.request.user)


class UnassignReview(DeskPage, ActionPage):
    """Take a review away from its instructor."""

    title = _("Instruction")
    success_message = _("L’instruction est retirée. Désignez une autre personne.")

    @property
    def back(self) -> str:
        """Go back to the reviews."""
        return reverse("grants:reviews", args=[self.application.uuid])

    def perform(self) -> None:
        """Take it away."""
        rows = Review.objects.select_related("application", "instructor")
        review = get_object_or_404(rows, application=self.application, uuid=self.kwargs["review"])
        operations.unassign_review(review=review, by=self.request.user)


class _OwnReviewPage(ApplicationPage):
    """A page about one's own review of a file; without one, it does not exist."""

    tab = "grants:reviews"

    @cached_property
    def review(self) -> Review:
        """Her review."""
        found = review_of(self.application, self.request.user)
        if found is None:
            raise Http404
        found.application = self.application
        return found

    @property
    def success_url(self) -> str:
        """Go back to the reviews."""
        return reverse("grants:reviews", args=[self.application.uuid])


class DeclareConflict(_OwnReviewPage, FormPage):
    """Say whether one has a link with the carrier, before anything else."""

    title = _("Votre lien avec le porteur : %(file)s")
    template_name = "grants/desk_form.html"
    form_class = ConflictForm

    def get_context(self) -> dict[str, Any]:
        """Say what comes of it."""
        name = self.review.application.partner.organization.name
        lead = _(
            "Porteur : %(name)s. Si vous avez un lien, le dossier vous devient invisible et une autre personne est "
            "désignée."
        )
        return super().get_context() | {"submit": _("Répondre"), "lead": lead % {"name": name}}

    def perform(self, form: ConflictForm) -> str:
        """Keep it, and lead to the grid or away from the file."""
        review = operations.declare_conflict(
            review=self.review,
            conflict=form.cleaned_data["conflict"],
            reason=form.cleaned_data["reason"],
            by=self.request.user,
        )
        if review.conflict == Conflict.DECLARED:
            return reverse("grants:applications")
        return reverse("grants:review", args=[self.application.uuid])


class WriteReview(_OwnReviewPage, FormPage):
    """One's own review: a draft kept as one types, then given."""

    title = _("Votre instruction : %(file)s")
    template_name = "grants/review.html"
    fragment_name = "grants/_review_saved.html"
    success_message = _("Votre instruction est enregistrée.")

    def get(self, request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the grid, once the link with the carrier is said and while it is not given."""
        if self.review.conflict == Conflict.UNKNOWN:
            return redirect("grants:review-declare", self.application.uuid)
        if self.review.submitted_at is not None:
            return redirect(self.success_url)
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """Start from the draft."""
        review = self.review
        said = {"opinion": review.opinion, "words": review.words, "advice": review.advice}
        marks = {f"mark_{code}": mark for code, mark in review.marks.items()}
        return marks | said | {"version": review.version}

    def get_form(self) -> GridForm:
        """Ask for a mark per criterion."""
        return GridForm(**self.get_form_kwargs(), grid=grid_of(self.application))

    def get_context(self) -> dict[str, Any]:
        """Say what the marks weigh so far."""
        note_reading(self.request, ApplicationAct.READ, target=self.application)
        return super().get_context() | {
            "review": self.review,
            "total": total(grid_of(self.application), self.review.marks),
        }

    def perform(self, form: GridForm) -> HttpResponseBase | str | None:
        """Keep the draft, or give it; as one types, only the new version comes back."""
        read = form.cleaned_data
        is_given = "submit" in self.request.POST
        self.review = operations.save_review(
            review=self.review,
            marks=form.marks,
            opinion=read["opinion"],
            words=read["words"],
            advice=read["advice"],
            version=read["version"],
            by=self.request.user,
            submit=is_given,
        )
        if getattr(self.request, "htmx", False):
            return self.show(form=form, saved=True)
        return None if is_given else reverse("grants:review", args=[self.application.uuid])


class ReopenReview(_OwnReviewPage, ActionPage):
    """Take one's own review back."""

    title = _("Instruction")
    success_message = _("Votre instruction est rouverte : modifiez-la, puis rendez-la à nouveau.")

    @property
    def back(self) -> str:
        """Go back to the reviews."""
        return self.success_url

    def perform(self) -> None:
        """Reopen it."""
        operations.reopen_review(review=self.review, by=self.request.user)

"""A file started from a call, the districts it reaches, and the whole of it on one page."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cite.accounts.permissions import can_work_here
from cite.core.dates import today
from cite.core.decisions import Decision, unless
from cite.core.journal import note_reading
from cite.grants.enums import ApplicationAct, EditionState, Step, WritingObjection
from cite.grants.models import CallEdition, CallForProjects, Pledge, ReachedDistrict
from cite.grants.operations.applications import start_application
from cite.grants.operations.reached import choose_districts
from cite.grants.permissions.applications import carried_partners, visible_applications
from cite.grants.queries.applications import read_steps, step_path
from cite.grants.queries.attachments import piece_lines
from cite.grants.queries.committee import district_names
from cite.grants.rules.deadlines import may_deposit_on
from cite.grants.web.forms.files import DistrictsForm, StartForm
from cite.grants.web.views.base import CALLS, ApplicationPage
from cite.grants.web.views.writing import WriterPage
from cite.territories.queries.territory_map import districts_of
from cite.ui.views import FormPage


def carries(request: HttpRequest) -> Decision:
    """Open a page to those who write the files of an organization."""
    mine = bool(carried_partners(request.user, request.territory))
    return can_work_here(request.user, request.territory) and unless(mine, WritingObjection.NOT_YOUR_CARRIER)


class Start(FormPage):
    """One button: a file is started for this call."""

    title = _("Commencer un dossier")
    permission = carries
    template_name = "grants/file_start.html"

    @cached_property
    def call(self) -> CallForProjects:
        """The call named in the address, one that was published."""
        calls = CallForProjects.objects.filter(territory=self.request.territory)
        published = CallEdition.objects.filter(state=EditionState.PUBLISHED).values("call_id")
        return get_object_or_404(calls.filter(pk__in=published), uuid=self.kwargs["uuid"])

    @cached_property
    def edition(self) -> CallEdition:
        """The words in force today."""
        return CallEdition.objects.select_related("call", "territory").get(
            call=self.call, state=EditionState.PUBLISHED
        )

    def get_breadcrumb(self) -> list[tuple[str, str]]:
        """Lead back to the calls."""
        return list(CALLS)

    def get_form(self) -> StartForm:
        """Offer her organizations, and their files of other years."""
        partners = carried_partners(self.request.user, self.request.territory)
        files = (
            visible_applications(self.request.user, self.request.territory)
            .filter(partner__in=partners, call__year__lt=self.call.year)
            .select_related("call", "partner__organization")
            .order_by("-call__year", "title")[:50]
        )
        return StartForm(**self.get_form_kwargs(), partners=partners, previous=list(files))

    def get_context(self) -> dict[str, Any]:
        """Say for which call, until when; or why not."""
        decision = may_deposit_on(today(), opens_on=self.edition.opens_on, closes_on=self.edition.closes_on)
        return {
            "edition": self.edition,
            "refusals": decision.sentences,
            "cancel_url": reverse("grants:calls"),
        }

    def perform(self, form: StartForm) -> str:
        """Start it, and open its first step."""
        file = start_application(
            edition=self.edition, partner=form.chosen_partner, by=self.request.user, previous=form.chosen_file
        )
        return reverse("grants:writing", args=[file.uuid])


class Districts(WriterPage, FormPage):
    """The districts reached: where the participants live."""

    title = _("Quartiers touchés par « %(file)s »")
    template_name = "grants/file_districts.html"
    success_message = _("Les quartiers sont enregistrés.")

    def get_form(self) -> DistrictsForm:
        """One line per district of the territory."""
        districts = districts_of(self.request.territory, on=today()).defer("contour")
        reached = ReachedDistrict.objects.filter(application=self.application)
        return DistrictsForm(
            **self.get_form_kwargs(),
            districts=list(districts.order_by("kind", "sort_label", "pk")),
            reached=list(reached),
        )

    def get_context(self) -> dict[str, Any]:
        """Lead back to the step of the public."""
        return super().get_context() | {"cancel_url": step_path(self.application, Step.AUDIENCE)}

    def perform(self, form: DistrictsForm) -> str:
        """Keep them."""
        choose_districts(
            application=self.application,
            participants=form.participants,
            seen=form.seen_as_chosen,
            by=self.request.user,
        )
        return step_path(self.application, Step.AUDIENCE)


class WholeFile(ApplicationPage):
    """Everything a file says, on one page, for all who may see it."""

    title = _("Le dossier « %(file)s »")
    template_name = "grants/file_whole.html"

    def get_context(self) -> dict[str, Any]:
        """Show it, and say that it was read."""
        note_reading(self.request, ApplicationAct.READ, target=self.application)
        reached = ReachedDistrict.objects.filter(application=self.application).select_related("district")
        names = district_names([self.application.pk]).get(self.application.pk, [])
        pieces = piece_lines(self.application, with_reusable=False)
        return super().get_context() | {
            "steps": self._steps(),
            "districts": [
                (name, line.participants)
                for name, line in zip(names, reached.order_by("district__sort_label", "pk"), strict=True)
            ],
            "pledges": list(Pledge.objects.filter(application=self.application)),
            "pieces": pieces,
            "not_joined": [line.piece.label for line in pieces if not line.documents],
        }

    def _steps(self) -> list[tuple[str, str, list[tuple[str, str]], list[str]]]:
        """Give each step a place to jump to, its answers, and the questions left without one, gathered in a line."""
        read = [
            (str(label), [(str(question), answer) for question, answer in lines])
            for label, lines in read_steps(self.application)
        ]
        return [
            (
                f"etape-{number}",
                label,
                [(question, answer) for question, answer in lines if answer],
                [question for question, answer in lines if not answer],
            )
            for number, (label, lines) in enumerate(read, start=1)
        ]

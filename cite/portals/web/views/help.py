"""Help, and what people report of the site."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cite.core.decisions import Decision, unless
from cite.core.journal import note_reading
from cite.portals import operations
from cite.portals.enums import PortalsAct, PortalsObjection, ProblemState
from cite.portals.models import ProblemReport
from cite.portals.permissions import can_answer_problems, visible_problems
from cite.portals.queries.help import how_tos_for
from cite.portals.queries.problems import problems_to_answer
from cite.portals.web.forms import AnswerForm, ReportForm
from cite.portals.web.tables import problems_table
from cite.portals.workflow import PROBLEM
from cite.ui.messages import tell
from cite.ui.tables import Table
from cite.ui.views import PUBLIC, SIGNED_IN, ActionPage, FormPage, Page, TablePage

HELP = ((gettext_lazy("Aide et contact"), reverse_lazy("portals:help")),)
PROBLEMS = (*HELP, (gettext_lazy("Problèmes signalés"), reverse_lazy("portals:problems")))


class Help(Page):
    """How to do what one may do, short answers, and whom to write to."""

    title = gettext_lazy("Aide et contact")
    permission = PUBLIC
    in_languages = True
    template_name = "portals/help.html"

    def get_context(self) -> dict[str, Any]:
        """List what this person may do, and how."""
        return {"how_tos": how_tos_for(self.request)}


def somewhere(request: HttpRequest) -> Decision:
    """Open a page where there is a Cité to write to."""
    return unless(getattr(request, "territory", None) is not None, PortalsObjection.NO_TERRITORY)


class ReportProblem(FormPage):
    """Says what did not work; the page it was on comes by itself."""

    title = gettext_lazy("Signaler un problème")
    permission = PUBLIC
    in_languages = True
    template_name = "portals/report.html"
    form_class = ReportForm
    success_url = reverse_lazy("portals:report-thanks")
    breadcrumb = HELP

    def decide(self) -> Decision:
        """Ask for a Cité to write to."""
        return somewhere(self.request)

    def get_initial(self) -> dict[str, Any]:
        """Take the page from the link that was followed."""
        return {"path": self.request.GET.get("page", "")}

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask a visitor where to answer her."""
        return super().get_form_kwargs() | {"is_visitor": not self.request.user.is_authenticated}

    def perform(self, form: BaseForm) -> None:
        """Write it down; what a machine filled in goes nowhere, and is not told so."""
        if form.is_trapped:
            return
        user = self.request.user
        operations.report_problem(
            territory=self.request.territory,
            by=user if user.is_authenticated else None,
            path=form.cleaned_data["path"],
            wanted=form.cleaned_data["wanted"],
            happened=form.cleaned_data["happened"],
            email=form.cleaned_data.get("email", ""),
        )


class ReportThanks(Page):
    """Says what happens next."""

    title = gettext_lazy("Merci, votre signalement est arrivé")
    permission = PUBLIC
    in_languages = True
    template_name = "portals/report_thanks.html"
    breadcrumb = HELP


class Problems(TablePage):
    """What was reported: everything for who answers, her own reports for everyone else."""

    title = gettext_lazy("Problèmes signalés")
    permission = SIGNED_IN
    template_name = "portals/problems.html"
    breadcrumb = HELP

    @property
    def state(self) -> str:
        """The state asked; none: all of them."""
        asked = self.request.GET.get("etat", "")
        return asked if asked in ProblemState else ""

    def get_table(self) -> Table:
        """List them, what nobody has answered first."""
        problems = problems_to_answer(self.request.user, self.request.territory, self.state)
        return problems_table(problems, self.request.GET)

    def get_context(self) -> dict[str, Any]:
        """Propose one state at a time."""
        address = reverse("portals:problems")
        states = [(state.label, f"{address}?etat={state.value}") for state in ProblemState]
        return {
            "answers": bool(can_answer_problems(self.request.user, self.request.territory)),
            "filters": [(_("Tous"), address), *states],
        }


class _OneProblem(Page):
    """A page about one report."""

    permission = SIGNED_IN
    breadcrumb = PROBLEMS

    @cached_property
    def problem(self) -> ProblemReport:
        """The report named in the address."""
        visible = visible_problems(self.request.user, self.request.territory)
        return get_object_or_404(visible, uuid=self.kwargs["uuid"])

    @cached_property
    def may_answer(self) -> bool:
        """Whether this person answers, and nobody did."""
        answers = can_answer_problems(self.request.user, self.request.territory)
        return bool(answers) and PROBLEM.allows("answer", self.problem.state)


class ProblemPage(_OneProblem, FormPage):
    """What was wanted, what happened, and the answer."""

    template_name = "portals/problem.html"
    form_class = AnswerForm
    success_message = gettext_lazy("Réponse enregistrée.")

    def get_title(self) -> str:
        """Name the page it happened on."""
        return _("Signalement : %(page)s") % {"page": self.problem}

    def get_initial(self) -> dict[str, Any]:
        """Carry the version that was read."""
        return {"version": self.problem.version}

    def get_context(self) -> dict[str, Any]:
        """Gather the facts, and whether this person answers."""
        return {"problem": self.problem, "may_answer": self.may_answer, "facts": _facts(self.problem)}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show it, and say in the journal that it was read."""
        note_reading(request, PortalsAct.READ_PROBLEM, target=self.problem, person=self.problem.reported_by)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer, unless it is not hers to do, or it is done.

        Raises:
            PermissionDenied: she reads her own report.
        """
        problem = self.problem  # what she may not see does not exist
        if not (decision := can_answer_problems(request.user, request.territory)):
            raise PermissionDenied(decision)
        if not PROBLEM.allows("answer", problem.state):
            tell(request, str(PortalsObjection.ALREADY_SOLVED.label), tone="error")
            return redirect("portals:problem", uuid=problem.uuid)
        return super().post(request, *args, **kwargs)

    def perform(self, form: BaseForm) -> str:
        """Answer."""
        operations.answer_problem(
            problem=self.problem,
            by=self.request.user,
            version=form.cleaned_data["version"],
            answer=form.cleaned_data["answer"],
        )
        return reverse("portals:problems")


class TakeProblem(_OneProblem, ActionPage):
    """Tells the others that somebody looks into it."""

    success_message = gettext_lazy("C’est noté : vous vous en occupez.")

    @property
    def back(self) -> str:
        """The page of the report."""
        return reverse("portals:problem", args=[self.problem.uuid])

    def perform(self) -> None:
        """Take it."""
        problem = self.problem
        operations.take_problem(problem=problem, by=self.request.user, version=problem.version)


def _facts(problem: ProblemReport) -> list[tuple[str, Any]]:
    """Tell a report in pairs of a label and a value."""
    who = problem.reported_by or problem.email or _("Une personne sans compte, sans adresse")
    facts = [
        (_("Signalé par"), who),
        (_("Le"), problem.created_at),
        (_("Suivi"), problem.get_state_display()),
        (_("Ce que la personne voulait faire"), problem.wanted),
        (_("Ce qui s’est passé"), problem.happened),
    ]
    if problem.state == ProblemState.SOLVED:
        facts += [(_("Réponse"), problem.answer), (_("Donnée le"), problem.answered_at)]
    return facts

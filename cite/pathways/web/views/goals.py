"""What she wants, and the steps towards it: who does what, for when; done in one tap, taken back in another."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cite.core.dates import today
from cite.core.decisions import Decision
from cite.core.free_text import warnings_in
from cite.pathways.enums.obstacles import StepKind, StepState
from cite.pathways.models import Goal, Pathway, Step
from cite.pathways.operations import goals as operations
from cite.pathways.queries.goals import plan_of, services_at_hand
from cite.pathways.rules.goals import OPEN, is_late
from cite.pathways.web.forms.goals import CloseGoalForm, GoalForm, StepForm
from cite.pathways.web.views.base import WritePathwayPage
from cite.pathways.web.views.content import ContentAction, ContentForm, ContentPage
from cite.pathways.workflow import STEP
from cite.residents.enums.sharing import Part
from cite.ui.messages import warn

_LIST = (_("Objectifs et étapes"), "goals")
_DONE = {
    "begin": _("Étape commencée."),
    "do": _("Étape faite."),
    "drop": _("Étape abandonnée."),
    "resume": _("Étape reprise."),
}


class StepLine(NamedTuple):
    """A step as its list shows it, and what its buttons post to."""

    step: Step
    when: str
    badge: str
    tone: str
    is_open: bool
    change_url: str
    begin_url: str
    do_url: str
    drop_url: str
    resume_url: str


class Goals(ContentPage):
    """Goals, steps by date, and what is over."""

    title = _("Objectifs et étapes")
    template_name = "pathways/goals.html"

    def get_context(self) -> dict[str, Any]:
        """Lay them out."""
        plan = plan_of(self.pathway)
        shows_obstacles = self.sight.sees(Part.OBSTACLES)
        return {
            "goals": [
                (goal, str(goal.get_obstacle_display()) if shows_obstacles else "") for goal in plan.goals
            ],
            "coming": [self._line(step) for step in plan.coming],
            "over": [self._line(step) for step in plan.over],
        }

    def _line(self, step: Step) -> StepLine:
        day, state = today(), StepState(step.state)
        late = is_late(step, day)
        tones = {StepState.DONE: "success", StepState.ONGOING: "info"}
        return StepLine(
            step=step,
            when=_when(step),
            badge=_now("En retard") if late else str(state.label),
            tone="warning" if late else tones.get(state, "neutral"),
            is_open=state in OPEN,
            change_url=self.page("step", step.uuid),
            begin_url=self.page("step-move", step.uuid, "begin") if STEP.allows("begin", state) else "",
            do_url=self.page("step-move", step.uuid, "do"),
            drop_url=self.page("step-move", step.uuid, "drop"),
            resume_url=self.page("step-move", step.uuid, "resume"),
        )


def _when(step: Step) -> str:
    if step.state == StepState.DONE and step.done_on:
        return _now("Fait le %(day)s") % {"day": f"{step.done_on:%d/%m/%Y}"}
    if step.starts_on and step.ends_on:
        days = {"first": f"{step.starts_on:%d/%m/%Y}", "last": f"{step.ends_on:%d/%m/%Y}"}
        return _now("Du %(first)s au %(last)s") % days
    if step.starts_on:
        return _now("À partir du %(day)s, fin non renseignée") % {"day": f"{step.starts_on:%d/%m/%Y}"}
    return _now("Pour le %(day)s") % {"day": f"{step.due_on:%d/%m/%Y}"} if step.due_on else _now("Sans date")


class _GoalsForm(ContentForm, WritePathwayPage):
    """A form about goals and steps."""

    above = _LIST


class AddGoal(_GoalsForm):
    """Keeps something she wants."""

    title = _("Nouvel objectif")
    lead = _("Un objectif est ce que la personne veut, dit avec ses mots. Les étapes y mènent.")
    success_message = _("Objectif noté.")

    def get_form(self) -> GoalForm:
        """Name freins only to those who read them."""
        return GoalForm(shows_obstacles=self.sight.sees(Part.OBSTACLES), **self.get_form_kwargs())

    def perform(self, form: GoalForm) -> None:
        """Keep it."""
        read = form.cleaned_data
        operations.set_goal(
            pathway=self.pathway, title=read["title"], obstacle=read.get("obstacle", ""), by=self.by
        )
        warn(self.request, *warnings_in(read["title"]))


class _OneGoal(WritePathwayPage):
    """A page about one goal of the pathway."""

    @cached_property
    def goal(self) -> Goal:
        """The goal named in the address."""
        rows = Goal.objects.filter(pathway=self.pathway).select_related("pathway")
        return get_object_or_404(rows, uuid=self.kwargs["part"])

    def may(self, pathway: Pathway) -> Decision:
        """Only those who write in the pathway, about one of its goals."""
        return self.goal and super().may(pathway)


class CloseGoal(_OneGoal, _GoalsForm):
    """Says that a goal is reached, or given up."""

    lead = _(
        "Dites-le avec la personne. Un objectif clos reste dans l’histoire du parcours, et peut se rouvrir."
    )
    form_class = CloseGoalForm
    success_message = _("C’est noté.")

    def get_title(self) -> str:
        """Name the goal."""
        return self.goal.title

    def get_initial(self) -> dict[str, Any]:
        """Remember which version this page shows."""
        return {"version": self.goal.version}

    def perform(self, form: CloseGoalForm) -> None:
        """Note it."""
        read = form.cleaned_data
        operations.close_goal(
            goal=self.goal, version=read["version"], is_reached=read["reached"] == "yes", by=self.by
        )


class ReopenGoal(_OneGoal, ContentAction):
    """Takes a goal up again."""

    above = _LIST
    success_message = _("Objectif rouvert.")

    def perform(self) -> None:
        """Reopen it."""
        operations.reopen_goal(goal=self.goal, by=self.by)


class _StepPage(_GoalsForm):
    """The form of a step."""

    lead = _("Une étape dit qui fait quoi, et pour quand.")
    kept: Step | None = None

    def get_form(self) -> StepForm:
        """Offer the open goals, and the services at hand."""
        goals = list(Goal.objects.filter(pathway=self.pathway, closed_on=None))
        if self.kept is not None and self.kept.goal is not None and self.kept.goal not in goals:
            goals.append(self.kept.goal)
        services = services_at_hand(self.request.user, self.pathway, self.kept)
        return StepForm(goals=goals, services=services, **self.get_form_kwargs())


class AddStep(_StepPage):
    """Plans a step."""

    title = _("Nouvelle étape")
    success_message = _("Étape ajoutée.")

    def perform(self, form: StepForm) -> None:
        """Keep it."""
        operations.add_step(pathway=self.pathway, sheet=form.sheet, by=self.by)
        warn(self.request, *warnings_in(form.sheet.title))


class _OneStep(WritePathwayPage):
    """A page about one step of the pathway."""

    @cached_property
    def step(self) -> Step:
        """The step named in the address."""
        rows = Step.objects.filter(pathway=self.pathway)
        return get_object_or_404(rows.select_related("pathway", "goal", "service"), uuid=self.kwargs["part"])

    def may(self, pathway: Pathway) -> Decision:
        """Only those who write in the pathway, about one of its steps."""
        return self.step and super().may(pathway)


class ChangeStep(_OneStep, _StepPage):
    """Changes what is said of a step."""

    title = _("Modifier l’étape")
    success_message = _("Étape modifiée.")

    @property
    def kept(self) -> Step:
        """The step as it is."""
        return self.step

    def get_initial(self) -> dict[str, Any]:
        """Begin with what it says."""
        step = self.step
        names = ("kind", "who", "due_on", "starts_on", "ends_on", "version")
        return {name: getattr(step, name) for name in names} | {
            "title": "" if step.kind == StepKind.DEADLINE else step.title,
            "goal": str(step.goal.uuid) if step.goal else "",
            "service": str(step.service.uuid) if step.service else "",
        }

    def perform(self, form: StepForm) -> None:
        """Keep it."""
        operations.change_step(
            step=self.step, version=form.cleaned_data["version"] or 0, sheet=form.sheet, by=self.by
        )
        warn(self.request, *warnings_in(form.sheet.title))


class MoveStep(_OneStep, ContentAction):
    """Says that a step is done, given up, or taken up again."""

    above = _LIST

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Say on the next page what was done, and offer to take it back."""
        arrow = kwargs["arrow"]
        self.success_message = _DONE.get(arrow, "")
        return super().dispatch(request, *args, **kwargs)

    @property
    def undo_url(self) -> str:
        """The button that takes it back."""
        return self.page("step-move", self.step.uuid, "resume") if self.kwargs["arrow"] != "resume" else ""

    def perform(self) -> None:
        """Move it."""
        operations.move_step(step=self.step, arrow=self.kwargs["arrow"], by=self.by)

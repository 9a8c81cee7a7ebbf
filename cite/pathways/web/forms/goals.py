"""Goals in her words, and the steps towards them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cite.core.free_text import FREE_TEXT_HINT
from cite.directory.enums.standard import Obstacle
from cite.directory.models import Service
from cite.pathways.enums.obstacles import Actor, StepKind
from cite.pathways.models import Goal
from cite.pathways.operations.goals import StepSheet
from cite.pathways.rules.goals import TITLE_MAX
from cite.ui.forms import DateField, Form, VersionField, VersionForm, shown_when


class GoalForm(Form):
    """Something she wants, and the frein it lifts, where it lifts one."""

    title = forms.CharField(
        label=_("Ce que la personne veut, dans ses mots"),
        help_text=_("« Travailler dans une crèche », par exemple. Elle peut lire ce texte."),
        max_length=TITLE_MAX,
    )
    obstacle = forms.ChoiceField(
        label=_("Le frein que cela lève"),
        choices=[("", _("Aucun en particulier")), *Obstacle.choices],
        required=False,
    )

    def __init__(self, *args: Any, shows_obstacles: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not shows_obstacles:
            del self.fields["obstacle"]


class CloseGoalForm(VersionForm):
    """Whether a goal is reached."""

    reached = forms.ChoiceField(
        label=_("Cet objectif"),
        choices=[("yes", _("est atteint")), ("no", _("est abandonné, ou remplacé par un autre"))],
        widget=forms.RadioSelect,
    )


class StepForm(Form):
    """A step: a task, a service with its dates, or an administrative deadline of which nobody says why."""

    kind = forms.ChoiceField(label=_("Nature"), choices=StepKind.choices, initial=StepKind.TASK)
    title = forms.CharField(
        label=_("L’étape, en quelques mots"), help_text=FREE_TEXT_HINT, max_length=TITLE_MAX, required=False
    )
    who = forms.ChoiceField(label=_("Qui la fait"), choices=Actor.choices, initial=Actor.BOTH)
    due_on = DateField(
        label=_("Pour le"),
        help_text=_("Pour une échéance administrative, le jour suffit : n’écrivez pas pourquoi."),
        required=False,
    )
    service = forms.ChoiceField(
        label=_("Service"),
        help_text=_("Parmi vos favoris. Gardez-en d’autres depuis l’offre de services."),
        required=False,
    )
    starts_on = DateField(label=_("Commence le"), required=False)
    ends_on = DateField(
        label=_("Finit le"), help_text=_("Ce qui vient après se prépare avant ce jour."), required=False
    )
    goal = forms.ChoiceField(label=_("Pour quel objectif"), required=False)
    version = VersionField(required=False)

    def __init__(self, *args: Any, goals: Sequence[Goal], services: Sequence[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = {str(goal.uuid): goal for goal in goals}
        self.services = {str(service.uuid): service for service in services}
        known_goals = [(key, goal.title) for key, goal in self.goals.items()]
        known_services = [(key, service.name) for key, service in self.services.items()]
        self.fields["goal"].choices = [("", _("Aucun en particulier")), *known_goals]
        self.fields["service"].choices = [("", _("Aucun")), *known_services]
        shown_when(self, "title", "kind", [StepKind.TASK.value, StepKind.SERVICE.value])
        shown_when(self, "due_on", "kind", [StepKind.TASK.value, StepKind.DEADLINE.value])
        for name in ("service", "starts_on", "ends_on"):
            shown_when(self, name, "kind", [StepKind.SERVICE.value])

    @property
    def sheet(self) -> StepSheet:
        """What was typed, as the operations take it; what the nature chosen does not show is not kept."""
        read = self.cleaned_data
        is_service = read["kind"] == StepKind.SERVICE
        return StepSheet(
            kind=read["kind"],
            title=read["title"],
            who=read["who"],
            goal=self.goals.get(read["goal"]),
            due_on=None if is_service else read["due_on"],
            starts_on=read["starts_on"] if is_service else None,
            ends_on=read["ends_on"] if is_service else None,
            service=self.services.get(read["service"]) if is_service else None,
        )

"""Goals and steps of a pathway, as its page lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cite.accounts.models import User
from cite.directory.models import SelectedService, Service
from cite.pathways.enums.obstacles import StepState
from cite.pathways.models import Goal, Pathway, Step
from cite.pathways.rules.goals import OPEN, in_order


@dataclass(frozen=True, slots=True)
class Plan:
    """What she wants, and the steps towards it: the open ones by date, then those that are over, the last first."""

    goals: Sequence[Goal]
    coming: Sequence[Step]
    over: Sequence[Step]


def plan_of(pathway: Pathway) -> Plan:
    """Gather the goals and steps of a pathway. Two queries."""
    goals = list(Goal.objects.filter(pathway=pathway).select_related("set_by__user"))
    rows = Step.objects.filter(pathway=pathway)
    steps = list(rows.select_related("goal", "service", "added_by__user", "added_by__partner__organization"))
    coming = [step for step in steps if StepState(step.state) in OPEN]
    over = [step for step in steps if StepState(step.state) not in OPEN]
    over.sort(key=lambda step: (step.done_on or step.added_on, step.pk), reverse=True)
    return Plan(goals, in_order(coming), over)


def services_at_hand(user: User, pathway: Pathway, kept: Step | None = None) -> list[Service]:
    """List the services that a step may name: her favourites, and the one it names already."""
    favourites = SelectedService.objects.filter(
        territory=pathway.territory,
        selection__keeper=user,
        selection__is_favourites=True,
        removed_at=None,
    )
    found = {row.service_id: row.service for row in favourites.select_related("service")}
    if kept is not None and kept.service is not None:
        found.setdefault(kept.service_id, kept.service)
    return sorted(found.values(), key=lambda service: (service.name, service.pk))

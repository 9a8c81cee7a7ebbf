"""What a goal or a step must say, and in which order steps come: facts in, answer out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from cite.core.decisions import Decision, unless
from cite.pathways.enums.content import GoalObjection
from cite.pathways.enums.obstacles import StepKind, StepState

TITLE_MAX = 150
MOST_OPEN_STEPS = 40
"""Beyond, nobody reads the list: some are to be finished or given up first."""
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
"""Beyond, a date is a slip of the keyboard."""
OPEN = frozenset({StepState.PLANNED, StepState.ONGOING})


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """What is said of a step. A deadline has a day and no words of its own: never why."""

    kind: StepKind | str
    title: str = ""
    due_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    has_service: bool = False
    goal_is_closed: bool = False
    goal_is_elsewhere: bool = False
    open_steps: int = 0


def step_decision(facts: StepFacts) -> Decision:
    """Check a step; every reason why it is not kept."""
    is_service, is_deadline = facts.kind == StepKind.SERVICE, facts.kind == StepKind.DEADLINE
    in_order = facts.starts_on is None or facts.ends_on is None or facts.starts_on <= facts.ends_on
    days = [day for day in (facts.due_on, facts.starts_on, facts.ends_on) if day is not None]
    return (
        unless(bool(facts.title.strip()) or is_deadline, GoalObjection.NO_WORDS)
        & unless(all(FIRST_DAY <= day <= LAST_DAY for day in days), GoalObjection.NO_SUCH_YEAR)
        & unless(not is_service or facts.starts_on is not None, GoalObjection.SERVICE_NEEDS_DATES)
        & unless(not is_deadline or facts.due_on is not None, GoalObjection.DEADLINE_NEEDS_A_DAY)
        & unless(
            is_service or (facts.starts_on is None and facts.ends_on is None),
            GoalObjection.DATES_FOR_SERVICES,
        )
        & unless(is_service or not facts.has_service, GoalObjection.SERVICE_ELSEWHERE)
        & unless(in_order, GoalObjection.ENDS_BEFORE_IT_STARTS)
        & unless(not facts.goal_is_elsewhere, GoalObjection.ANOTHER_PATHWAY)
        & unless(not facts.goal_is_closed, GoalObjection.CLOSED_GOAL)
        & unless(facts.open_steps < MOST_OPEN_STEPS, GoalObjection.TOO_MANY)
    )


class DatedStep(Protocol):
    """What decides the place of a step in a list."""

    due_on: date | None
    starts_on: date | None
    ends_on: date | None
    state: str
    pk: int


_Step = TypeVar("_Step", bound=DatedStep)


def day_of(step: DatedStep) -> date | None:
    """Tell the day that matters for a step: when it is due, else when it begins, or ends once begun."""
    if step.due_on is not None:
        return step.due_on
    if step.state == StepState.ONGOING and step.ends_on is not None:
        return step.ends_on
    return step.starts_on or step.ends_on


def in_order(steps: Iterable[_Step]) -> list[_Step]:
    """Put steps in the order of their days; those without a day come last."""
    return sorted(steps, key=lambda step: (day_of(step) is None, day_of(step) or date.max, step.pk))


def late_since(step: DatedStep, today: date) -> date | None:
    """Tell the day after which an open step is late: of a service that is over, its end, begun or not."""
    past = [day for day in (day_of(step), step.ends_on) if day is not None and day < today]
    return max(past) if past and step.state in OPEN else None


def is_late(step: DatedStep, today: date) -> bool:
    """Say whether the day of an open step is past."""
    return late_since(step, today) is not None

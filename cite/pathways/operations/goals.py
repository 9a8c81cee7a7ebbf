"""Goals in her words, and the steps towards them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from cite.actors.models import Membership
from cite.core.dates import today
from cite.core.decisions import Decision, require, unless
from cite.core.free_text import check_free_text
from cite.core.journal import differences, record, snapshot
from cite.directory.models import Service
from cite.pathways.enums.content import ContentAct, GoalObjection
from cite.pathways.enums.obstacles import Actor, StepKind, StepState
from cite.pathways.models import Goal, Pathway, Step
from cite.pathways.operations.locking import lock_pathway
from cite.pathways.permissions.pathways import can_write_pathway
from cite.pathways.rules.goals import OPEN, StepFacts, step_decision
from cite.pathways.workflow import STEP
from cite.referrals.models import Referral

_ALREADY = {
    StepState.PLANNED: "resume",
    StepState.ONGOING: "begin",
    StepState.DONE: "do",
    StepState.DROPPED: "drop",
}
"""The arrow that led to each state: taken again, it changes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSheet:
    """What is said of a step; a deadline takes no words (`rules/goals.py`)."""

    kind: StepKind | str = StepKind.TASK
    title: str = ""
    who: Actor | str = Actor.BOTH
    goal: Goal | None = None
    due_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    service: Service | None = None
    referral: Referral | None = None


@transaction.atomic
def set_goal(
    *, pathway: Pathway, title: str, obstacle: str = "", on: date | None = None, by: Membership
) -> Goal:
    """Keep something she wants, in her words; sent twice, it is once.

    Raises:
        Refused: not hers to write, no words, or an identifier among them.
    """
    pathway, title = lock_pathway(pathway), title.strip()
    require(can_write_pathway(by.user, pathway))
    require(unless(bool(title), GoalObjection.NO_WORDS) & check_free_text(title))
    same = Goal.objects.filter(pathway=pathway, title=title, closed_on=None).first()
    if same is not None:
        return same
    goal = Goal.objects.create(
        territory=pathway.territory,
        pathway=pathway,
        title=title,
        obstacle=obstacle,
        set_on=on or today(),
        set_by=by,
    )
    record(ContentAct.SET_GOAL, by=by.user, target=goal, person=pathway.resident)
    return goal


@transaction.atomic
def close_goal(*, goal: Goal, version: int, is_reached: bool, on: date | None = None, by: Membership) -> Goal:
    """Say that a goal is reached, or given up.

    Raises:
        Refused: not hers to write, or changed meanwhile.
    """
    pathway = lock_pathway(goal.pathway)
    require(can_write_pathway(by.user, pathway))
    known = Goal.objects.get(pk=goal.pk)
    if known.closed_on is not None and known.is_reached == is_reached:
        return known  # twice is once
    locked = Goal.locked(pk=goal.pk, version=version)
    locked.closed_on, locked.is_reached = on or today(), is_reached
    return _keep_goal(locked, ContentAct.CLOSE_GOAL, pathway, by)


@transaction.atomic
def reopen_goal(*, goal: Goal, by: Membership) -> Goal:
    """Take a goal up again; twice is once.

    Raises:
        Refused: not hers to write.
    """
    pathway = lock_pathway(goal.pathway)
    require(can_write_pathway(by.user, pathway))
    known = Goal.objects.get(pk=goal.pk)
    if known.closed_on is None:
        return known
    locked = Goal.locked(pk=known.pk, version=known.version)
    locked.closed_on = locked.is_reached = None
    return _keep_goal(locked, ContentAct.REOPEN_GOAL, pathway, by)


@transaction.atomic
def add_step(*, pathway: Pathway, sheet: StepSheet, by: Membership) -> Step:
    """Plan a step; sent twice, it is once.

    Raises:
        Refused: not hers to write, or something that does not hold together.
    """
    pathway = lock_pathway(pathway)
    require(can_write_pathway(by.user, pathway))
    open_steps = Step.objects.filter(pathway=pathway, state__in=[str(state) for state in OPEN])
    said = _said(sheet)
    same = open_steps.filter(**said).first()
    if same is not None:
        return same
    require(_decision(sheet, pathway, open_steps.count()))
    step = Step.objects.create(
        territory=pathway.territory, pathway=pathway, added_on=today(), added_by=by, **said
    )
    record(ContentAct.ADD_STEP, by=by.user, target=step, person=pathway.resident)
    return step


@transaction.atomic
def change_step(*, step: Step, version: int, sheet: StepSheet, by: Membership) -> Step:
    """Change what is said of a step.

    Raises:
        Refused: not hers to write, changed meanwhile, or something that does not hold together.
    """
    pathway = lock_pathway(step.pathway)
    require(can_write_pathway(by.user, pathway))
    said, known = _said(sheet), Step.objects.get(pk=step.pk)
    if all(getattr(known, name) == value for name, value in said.items()):
        return known
    locked = Step.locked(pk=step.pk, version=version)
    require(_decision(sheet, pathway, 0))
    before = snapshot(locked)
    for name, value in said.items():
        setattr(locked, name, value)
    locked.save_next_version()
    record(
        ContentAct.CHANGE_STEP,
        by=by.user,
        target=locked,
        person=pathway.resident,
        changes=differences(before, snapshot(locked)),
    )
    return locked


@transaction.atomic
def move_step(*, step: Step, arrow: str, on: date | None = None, by: Membership) -> Step:
    """Say that a step begins, is done, given up, or taken up again (`workflow.STEP`); twice is once.

    Raises:
        Refused: not hers to write, or the step is no longer where that starts.
    """
    pathway = lock_pathway(step.pathway)
    require(can_write_pathway(by.user, pathway))
    known = Step.objects.get(pk=step.pk)
    if _ALREADY[StepState(known.state)] == arrow:
        return known
    locked = Step.locked(pk=known.pk, version=known.version)
    require(unless(STEP.allows(arrow, locked.state), GoalObjection.OTHER_STATE))
    before = locked.state
    locked.state = STEP.target(arrow, locked.state)
    locked.done_on = (on or today()) if locked.state == StepState.DONE else None
    locked.save_next_version()
    record(
        ContentAct.MOVE_STEP,
        by=by.user,
        target=locked,
        person=pathway.resident,
        changes={"state": (before, locked.state)},
    )
    return locked


def _keep_goal(goal: Goal, act: ContentAct, pathway: Pathway, by: Membership) -> Goal:
    goal.save_next_version()
    record(act, by=by.user, target=goal, person=pathway.resident)
    return goal


def _said(sheet: StepSheet) -> dict[str, Any]:
    is_deadline = sheet.kind == StepKind.DEADLINE
    return {
        "kind": str(sheet.kind),
        "title": str(StepKind.DEADLINE.label) if is_deadline else sheet.title.strip(),
        "who": str(sheet.who),
        "goal": sheet.goal,
        "due_on": sheet.due_on,
        "starts_on": sheet.starts_on,
        "ends_on": sheet.ends_on,
        "service": sheet.service,
        "referral": sheet.referral,
    }


def _decision(sheet: StepSheet, pathway: Pathway, open_steps: int) -> Decision:
    goal = sheet.goal
    return step_decision(
        StepFacts(
            kind=sheet.kind,
            title=sheet.title,
            due_on=sheet.due_on,
            starts_on=sheet.starts_on,
            ends_on=sheet.ends_on,
            has_service=sheet.service is not None,
            goal_is_closed=goal is not None and goal.closed_on is not None,
            goal_is_elsewhere=goal is not None and goal.pathway_id != pathway.pk,
            open_steps=open_steps,
        )
    ) & check_free_text(sheet.title)

"""Where a file stands in its life, what comes next, who must act and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cite.grants.enums import ApplicationState as A
from cite.grants.enums import LifeStage as S
from cite.grants.enums import NextActor, NextStep, ReportState

_STAGE = {
    A.DRAFT: S.WRITING,
    A.TO_SIGN: S.DEPOSIT,
    A.DEPOSITED: S.ADMISSIBILITY,
    A.TAKEN_UP: S.ADMISSIBILITY,
    A.TO_CORRECT: S.ADMISSIBILITY,
    A.INADMISSIBLE: S.ADMISSIBILITY,
    A.ADMISSIBLE: S.REVIEW,
    A.IN_REVIEW: S.REVIEW,
    A.ADVISED: S.DECISION,
    A.WAITING_LIST: S.DECISION,
    A.REFUSED: S.DECISION,
    A.GRANTED: S.ACTION,
}
_STOPPED = frozenset({A.INADMISSIBLE, A.REFUSED, A.WITHDRAWN})
_NEXT = {
    A.DRAFT: (NextStep.WRITE, NextActor.CARRIER),
    A.TO_SIGN: (NextStep.SIGN, NextActor.REPRESENTATIVE),
    A.DEPOSITED: (NextStep.TAKE_UP, NextActor.DESK),
    A.TAKEN_UP: (NextStep.CHECK, NextActor.DESK),
    A.TO_CORRECT: (NextStep.CORRECT, NextActor.CARRIER),
    A.ADMISSIBLE: (NextStep.REVIEW, NextActor.DESK),
    A.IN_REVIEW: (NextStep.REVIEW, NextActor.DESK),
    A.ADVISED: (NextStep.DECIDE, NextActor.FUNDERS),
    A.WAITING_LIST: (NextStep.WAIT, NextActor.FUNDERS),
}
_NEXT_OF_REPORT = {
    ReportState.DEPOSITED: (NextStep.READ_REPORT, NextActor.DESK),
    ReportState.RETURNED: (NextStep.CORRECT_REPORT, NextActor.CARRIER),
    ReportState.ACCEPTED: (NextStep.NOTHING, NextActor.NOBODY),
    ReportState.NOT_DUE: (NextStep.NOTHING, NextActor.NOBODY),
}


class StageStatus(StrEnum):
    """How a stage is drawn."""

    DONE = "done"
    CURRENT = "current"
    TO_COME = "to_come"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a call that a file meets on its way."""

    closes_on: date
    admissibility_on: date
    review_on: date
    committee_on: date
    notification_on: date
    report_due_on: date


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the picture; `until`: the day by which it ends, where the call says so."""

    stage: S
    status: StageStatus
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next, who must act, until when."""

    step: NextStep
    actor: NextActor
    until: date | None = None


def stages(state: A | str, calendar: Calendar, *, deposited: bool, report: str | None = None) -> list[Stage]:
    """Draw the life of a file.

    Args:
        deposited: it was deposited once; tells how far a file that was withdrawn had come.
        report: where the final bilan stands.
    """
    state = A(state)
    current = _current(state, deposited, report)
    order = list(S)
    ends = dict(zip(order, _ends(calendar), strict=True))
    rank = order.index(current)
    is_over = report == ReportState.ACCEPTED and state in {A.GRANTED, A.CLOSED}
    drawn = []
    for index, stage in enumerate(order):
        if index < rank or is_over:
            status = StageStatus.DONE
        elif index > rank:
            status = StageStatus.TO_COME
        else:
            status = StageStatus.STOPPED if state in _STOPPED else StageStatus.CURRENT
        drawn.append(Stage(stage, status, ends[stage]))
    return drawn


def what_next(
    state: A | str, calendar: Calendar, *, report: str | None = None, correct_by: date | None = None
) -> Next:
    """Say what comes next, who must act and until when.

    Args:
        correct_by: until when the carrier may complete her file.
    """
    state = A(state)
    if state == A.GRANTED:
        step, actor = _NEXT_OF_REPORT.get(report, (NextStep.ACT, NextActor.CARRIER))
        return Next(step, actor, None if actor == NextActor.NOBODY else calendar.report_due_on)
    if state not in _NEXT:
        return Next(NextStep.NOTHING, NextActor.NOBODY)
    step, actor = _NEXT[state]
    until = {
        A.DRAFT: calendar.closes_on,
        A.TO_SIGN: calendar.closes_on,
        A.DEPOSITED: calendar.admissibility_on,
        A.TAKEN_UP: calendar.admissibility_on,
        A.TO_CORRECT: correct_by,
        A.ADMISSIBLE: calendar.review_on,
        A.IN_REVIEW: calendar.review_on,
        A.ADVISED: calendar.notification_on,
    }
    return Next(step, actor, until.get(state))


def _current(state: A, deposited: bool, report: str | None) -> S:
    if state == A.WITHDRAWN:
        return S.ADMISSIBILITY if deposited else S.WRITING
    if state == A.CLOSED:
        return S.REPORT if report else S.DECISION
    if state == A.GRANTED and report in {ReportState.DEPOSITED, ReportState.RETURNED, ReportState.ACCEPTED}:
        return S.REPORT
    return _STAGE[state]


def _ends(calendar: Calendar) -> tuple[date | None, ...]:
    return (
        None,
        calendar.closes_on,
        calendar.admissibility_on,
        calendar.review_on,
        calendar.notification_on,
        None,
        calendar.report_due_on,
    )

"""What a step must say, and in which order steps come."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.core.workflow import UnknownTransition
from cite.pathways.enums.content import GoalObjection as O
from cite.pathways.enums.obstacles import StepKind as K
from cite.pathways.enums.obstacles import StepState as S
from cite.pathways.rules.goals import (
    MOST_OPEN_STEPS,
    StepFacts,
    day_of,
    in_order,
    is_late,
    late_since,
    step_decision,
)
from cite.pathways.workflow import STEP

FIRST, LAST = date(2026, 12, 1), date(2026, 12, 20)


@pytest.mark.parametrize(
    ("facts", "objections"),
    [
        (StepFacts(kind=K.TASK, title="Appeler"), ()),
        (StepFacts(kind=K.TASK, title="Appeler", due_on=FIRST), ()),
        (StepFacts(kind=K.TASK, title=" "), (O.NO_WORDS,)),
        (StepFacts(kind=K.TASK, title="Appeler", starts_on=FIRST), (O.DATES_FOR_SERVICES,)),
        (StepFacts(kind=K.TASK, title="Appeler", has_service=True), (O.SERVICE_ELSEWHERE,)),
        (StepFacts(kind=K.SERVICE, title="Code", starts_on=FIRST, ends_on=LAST, has_service=True), ()),
        (StepFacts(kind=K.SERVICE, title="Code", starts_on=FIRST, ends_on=FIRST), ()),
        (StepFacts(kind=K.TASK, title="Appeler", due_on=date.max), (O.NO_SUCH_YEAR,)),
        (StepFacts(kind=K.DEADLINE, due_on=date.min), (O.NO_SUCH_YEAR,)),
        (
            StepFacts(kind=K.SERVICE, title="Code", starts_on=FIRST, ends_on=date(2206, 1, 1)),
            (O.NO_SUCH_YEAR,),
        ),
        (StepFacts(kind=K.SERVICE, title="Code"), (O.SERVICE_NEEDS_DATES,)),
        (StepFacts(kind=K.SERVICE, title="Code", starts_on=LAST, ends_on=FIRST), (O.ENDS_BEFORE_IT_STARTS,)),
        (StepFacts(kind=K.DEADLINE, due_on=FIRST), ()),
        (StepFacts(kind=K.DEADLINE), (O.DEADLINE_NEEDS_A_DAY,)),
        (
            StepFacts(kind=K.TASK, goal_is_closed=True, goal_is_elsewhere=True, open_steps=MOST_OPEN_STEPS),
            (O.NO_WORDS, O.ANOTHER_PATHWAY, O.CLOSED_GOAL, O.TOO_MANY),
        ),
    ],
)
def test_every_reason_is_said_at_once(facts, objections):
    assert step_decision(facts).objections == objections


@dataclass(frozen=True)
class Dated:
    pk: int
    due_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    state: str = S.PLANNED


@pytest.mark.parametrize(
    ("step", "day"),
    [
        (Dated(1), None),
        (Dated(1, due_on=FIRST, starts_on=LAST), FIRST),
        (Dated(1, starts_on=FIRST, ends_on=LAST), FIRST),
        (Dated(1, starts_on=FIRST, ends_on=LAST, state=S.ONGOING), LAST),
        (Dated(1, starts_on=FIRST, state=S.ONGOING), FIRST),
    ],
)
def test_the_day_that_matters(step, day):
    assert day_of(step) == day


def test_a_step_is_late_after_its_day_while_it_is_open():
    step = Dated(1, due_on=FIRST)
    assert [is_late(step, FIRST + timedelta(days=n)) for n in (-1, 0, 1)] == [False, False, True]
    assert not is_late(Dated(1, due_on=FIRST, state=S.DONE), LAST)
    assert not is_late(Dated(1), LAST)
    assert late_since(step, LAST) == FIRST


def test_a_service_that_nobody_began_is_late_since_its_start_then_since_its_end():
    service = Dated(1, starts_on=FIRST, ends_on=LAST)
    assert late_since(service, FIRST) is None
    assert late_since(service, FIRST + timedelta(days=2)) == FIRST
    assert late_since(service, LAST + timedelta(days=3)) == LAST


days = st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1))
steps = st.builds(
    Dated,
    pk=st.integers(1, 10_000),
    due_on=days,
    starts_on=days,
    ends_on=days,
    state=st.sampled_from([S.PLANNED.value, S.ONGOING.value]),
)


@given(st.lists(steps))
def test_steps_come_by_date_and_those_without_come_last(found):
    ordered = in_order(found)
    assert sorted(ordered, key=id) == sorted(found, key=id)
    dated = [day_of(step) for step in ordered if day_of(step) is not None]
    assert dated == sorted(dated)
    assert all(day_of(step) is None for step in ordered[len(dated) :])


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("arrow", ["begin", "do", "drop", "resume"])
def test_the_life_of_a_step(state, arrow):
    lines = {
        "begin": ({S.PLANNED}, S.ONGOING),
        "do": ({S.PLANNED, S.ONGOING}, S.DONE),
        "drop": ({S.PLANNED, S.ONGOING}, S.DROPPED),
        "resume": ({S.ONGOING, S.DONE, S.DROPPED}, S.PLANNED),
    }
    sources, target = lines[arrow]
    if state in sources:
        assert STEP.target(arrow, state) == target
    else:
        with pytest.raises(UnknownTransition):
            STEP.target(arrow, state)

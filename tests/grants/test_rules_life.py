"""The life of a file as a picture, what comes next, and Dauphin's words."""

from datetime import date

import pytest

from cite.grants.enums import ApplicationState as A
from cite.grants.enums import DauphinState as D
from cite.grants.enums import LifeStage, NextActor, NextStep
from cite.grants.enums import ReportState as R
from cite.grants.rules.dauphin import dauphin_state
from cite.grants.rules.life import Calendar, StageStatus, stages, what_next

CALENDAR = Calendar(
    closes_on=date(2027, 1, 24),
    admissibility_on=date(2027, 2, 12),
    review_on=date(2027, 3, 20),
    committee_on=date(2027, 4, 8),
    notification_on=date(2027, 5, 15),
    report_due_on=date(2028, 6, 30),
)


@pytest.mark.parametrize(
    ("state", "facts", "expected"),
    [
        (A.DRAFT, {}, D.REQUESTED),
        (A.TO_SIGN, {}, D.WAITING_FOR_CERTIFICATE),
        (A.DEPOSITED, {}, D.TRANSMITTED),
        (A.TAKEN_UP, {}, D.SUPPORTED),
        (A.TO_CORRECT, {}, D.WAITING_FOR_CERTIFICATE),
        (A.ADMISSIBLE, {}, D.ACCEPTABLE),
        (A.INADMISSIBLE, {}, D.NOT_ACCEPTABLE),
        (A.IN_REVIEW, {}, D.TO_REVIEW),
        (A.ADVISED, {}, D.IN_PROGRESS),
        (A.WAITING_LIST, {}, D.IN_PROGRESS),
        (A.GRANTED, {}, D.IN_PROGRESS),
        (A.GRANTED, {"is_report_due": True}, D.IN_PROGRESS),
        (A.GRANTED, {"is_paid": True}, D.PAID),
        (A.GRANTED, {"is_paid": True, "report": R.EXPECTED}, D.PAID),
        (A.GRANTED, {"is_paid": True, "report": R.EXPECTED, "is_report_due": True}, D.READY_TO_JUSTIFY),
        (A.GRANTED, {"is_paid": True, "report": R.DRAFTING}, D.JUSTIFYING),
        (A.GRANTED, {"is_paid": True, "report": R.DEPOSITED}, D.JUSTIFYING),
        (A.GRANTED, {"is_paid": True, "report": R.RETURNED}, D.JUSTIFICATION_TO_CORRECT),
        (A.GRANTED, {"is_paid": True, "report": R.ACCEPTED}, D.JUSTIFIED),
        (A.REFUSED, {}, D.REJECTED),
        (A.WITHDRAWN, {}, D.CLOSED),
        (A.CLOSED, {"is_paid": True, "report": R.ACCEPTED}, D.CLOSED),
    ],
)
def test_dauphin_s_word(state, facts, expected):
    assert dauphin_state(state, **facts) == expected


@pytest.mark.parametrize("state", list(A))
def test_every_state_has_dauphin_s_word_a_picture_and_a_next_step(state):
    assert dauphin_state(state) in D
    drawn = stages(state, CALENDAR, deposited=True)
    assert [stage.stage for stage in drawn] == list(LifeStage)
    assert sum(s.status in {StageStatus.CURRENT, StageStatus.STOPPED} for s in drawn) == 1
    assert what_next(state, CALENDAR).step in NextStep


@pytest.mark.parametrize(
    ("state", "deposited", "report", "current", "status"),
    [
        (A.DRAFT, False, None, LifeStage.WRITING, StageStatus.CURRENT),
        (A.TO_SIGN, False, None, LifeStage.DEPOSIT, StageStatus.CURRENT),
        (A.TO_CORRECT, True, None, LifeStage.ADMISSIBILITY, StageStatus.CURRENT),
        (A.INADMISSIBLE, True, None, LifeStage.ADMISSIBILITY, StageStatus.STOPPED),
        (A.REFUSED, True, None, LifeStage.DECISION, StageStatus.STOPPED),
        (A.GRANTED, True, R.EXPECTED, LifeStage.ACTION, StageStatus.CURRENT),
        (A.GRANTED, True, R.RETURNED, LifeStage.REPORT, StageStatus.CURRENT),
        (A.WITHDRAWN, False, None, LifeStage.WRITING, StageStatus.STOPPED),
        (A.WITHDRAWN, True, None, LifeStage.ADMISSIBILITY, StageStatus.STOPPED),
        (A.CLOSED, True, None, LifeStage.DECISION, StageStatus.CURRENT),
    ],
)
def test_where_the_picture_stands(state, deposited, report, current, status):
    drawn = stages(state, CALENDAR, deposited=deposited, report=report)
    rank = list(LifeStage).index(current)
    assert (drawn[rank].stage, drawn[rank].status) == (current, status)
    assert {stage.status for stage in drawn[:rank]} <= {StageStatus.DONE}
    assert {stage.status for stage in drawn[rank + 1 :]} <= {StageStatus.TO_COME}


def test_an_accepted_bilan_leaves_nothing_to_draw():
    drawn = stages(A.GRANTED, CALENDAR, deposited=True, report=R.ACCEPTED)
    assert {stage.status for stage in drawn} == {StageStatus.DONE}


@pytest.mark.parametrize(
    ("state", "report", "step", "actor", "until"),
    [
        (A.DRAFT, None, NextStep.WRITE, NextActor.CARRIER, CALENDAR.closes_on),
        (A.TO_SIGN, None, NextStep.SIGN, NextActor.REPRESENTATIVE, CALENDAR.closes_on),
        (A.TAKEN_UP, None, NextStep.CHECK, NextActor.DESK, CALENDAR.admissibility_on),
        (A.TO_CORRECT, None, NextStep.CORRECT, NextActor.CARRIER, date(2027, 2, 20)),
        (A.ADVISED, None, NextStep.DECIDE, NextActor.FUNDERS, CALENDAR.notification_on),
        (A.WAITING_LIST, None, NextStep.WAIT, NextActor.FUNDERS, None),
        (A.GRANTED, R.EXPECTED, NextStep.ACT, NextActor.CARRIER, CALENDAR.report_due_on),
        (A.GRANTED, R.DEPOSITED, NextStep.READ_REPORT, NextActor.DESK, CALENDAR.report_due_on),
        (A.GRANTED, R.ACCEPTED, NextStep.NOTHING, NextActor.NOBODY, None),
        (A.REFUSED, None, NextStep.NOTHING, NextActor.NOBODY, None),
    ],
)
def test_what_comes_next(state, report, step, actor, until):
    coming = what_next(state, CALENDAR, report=report, correct_by=date(2027, 2, 20))
    assert (coming.step, coming.actor, coming.until) == (step, actor, until)

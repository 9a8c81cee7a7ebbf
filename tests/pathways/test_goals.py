"""Goals and steps on real rows: kept once, moved and taken back, never overwritten."""

from datetime import date

import pytest

from cite.audit.models import Entry
from cite.core.decisions import Refused
from cite.core.free_text import FreeTextObjection
from cite.core.models import SaveObjection
from cite.pathways.enums.content import ContentAct, GoalObjection
from cite.pathways.enums.objections import PathwayObjection
from cite.pathways.enums.obstacles import Actor, StepKind, StepState
from cite.pathways.models import Goal, Step
from cite.pathways.operations.goals import (
    StepSheet,
    add_step,
    change_step,
    close_goal,
    move_step,
    reopen_goal,
    set_goal,
)
from cite.pathways.queries.goals import plan_of
from cite.pathways.queries.page import STEPS_SHOWN, open_steps
from cite.residents.enums.objections import ResidentObjection
from tests.factories.pathways import make_goal, make_pathway, make_step
from tests.factories.residents import make_resident

TODAY = date(2026, 11, 27)
CALL = StepSheet(title="Appeler la crèche", who=Actor.PERSON, due_on=date(2026, 12, 1))


def refused(call) -> list:
    with pytest.raises(Refused) as refusal:
        call()
    return list(refusal.value.decision.objections)


class TestGoals:
    def test_sent_twice_it_is_once(self, pathway, ines):
        for _time in range(2):
            goal = set_goal(pathway=pathway, title=" Travailler en crèche ", obstacle="childcare", by=ines)
        assert (goal.title, goal.obstacle, goal.set_on, goal.set_by) == (
            "Travailler en crèche",
            "childcare",
            TODAY,
            ines,
        )
        assert Goal.objects.count() == 1

    @pytest.mark.parametrize(
        ("title", "objections"),
        [("  ", [GoalObjection.NO_WORDS]), ("2840542218016 85", [FreeTextObjection.SOCIAL_SECURITY_NUMBER])],
    )
    def test_what_is_refused(self, pathway, ines, title, objections):
        assert refused(lambda: set_goal(pathway=pathway, title=title, by=ines)) == objections

    def test_reached_then_reopened(self, pathway, ines):
        goal = make_goal(pathway, ines)
        closed = close_goal(goal=goal, version=1, is_reached=True, by=ines)
        assert (closed.closed_on, closed.is_reached, closed.version) == (TODAY, True, 2)
        again = close_goal(goal=goal, version=1, is_reached=True, by=ines)
        assert again.version == 2
        for _time in range(2):
            opened = reopen_goal(goal=goal, by=ines)
        assert (opened.closed_on, opened.is_reached, opened.version) == (None, None, 3)

    def test_changed_meanwhile_it_is_told(self, pathway, ines, omar):
        goal = make_goal(pathway, ines)
        close_goal(goal=goal, version=1, is_reached=True, by=omar)
        objections = refused(lambda: close_goal(goal=goal, version=1, is_reached=False, by=ines))
        assert objections == [SaveObjection.CHANGED_MEANWHILE]


class TestSteps:
    def test_sent_twice_it_is_once(self, pathway, ines):
        for _time in range(2):
            step = add_step(pathway=pathway, sheet=CALL, by=ines)
        assert (step.title, step.who, step.due_on, step.state) == (
            "Appeler la crèche",
            Actor.PERSON,
            date(2026, 12, 1),
            StepState.PLANNED,
        )
        assert Step.objects.count() == 1
        assert Entry.objects.filter(action=ContentAct.ADD_STEP).count() == 1

    def test_a_deadline_takes_no_words(self, pathway, ines):
        sheet = StepSheet(kind=StepKind.DEADLINE, title="Titre de séjour", due_on=date(2027, 1, 5))
        assert add_step(pathway=pathway, sheet=sheet, by=ines).title == "Une échéance administrative"

    def test_the_goal_of_another_pathway_is_refused(self, pathway, ines):
        elsewhere = make_goal(make_pathway(make_resident(ines), ines), ines)
        sheet = StepSheet(title="Appeler", goal=elsewhere)
        objections = refused(lambda: add_step(pathway=pathway, sheet=sheet, by=ines))
        assert objections == [GoalObjection.ANOTHER_PATHWAY]

    def test_done_taken_back_and_given_up(self, pathway, ines):
        step = make_step(pathway, ines)
        done = move_step(step=step, arrow="do", by=ines)
        assert (done.state, done.done_on) == (StepState.DONE, TODAY)
        assert move_step(step=step, arrow="do", by=ines).version == done.version
        back = move_step(step=step, arrow="resume", by=ines)
        assert (back.state, back.done_on) == (StepState.PLANNED, None)
        assert move_step(step=step, arrow="drop", by=ines).state == StepState.DROPPED

    @pytest.mark.parametrize("arrow", ["begin", "fly"])
    def test_what_does_not_start_from_here_is_refused(self, pathway, ines, arrow):
        step = make_step(pathway, ines, state=StepState.DONE, done_on=TODAY)
        assert refused(lambda: move_step(step=step, arrow=arrow, by=ines)) == [GoalObjection.OTHER_STATE]

    def test_two_who_change_it_at_once(self, pathway, ines, omar):
        step = make_step(pathway, ines)
        change_step(step=step, version=1, sheet=CALL, by=omar)
        other = StepSheet(title="Écrire à la crèche")
        objections = refused(lambda: change_step(step=step, version=1, sheet=other, by=ines))
        assert objections == [SaveObjection.CHANGED_MEANWHILE]
        assert change_step(step=step, version=1, sheet=CALL, by=omar).version == 2

    def test_the_journal_keeps_names_and_no_words(self, pathway, ines):
        step = make_step(pathway, ines)
        change_step(step=step, version=1, sheet=CALL, by=ines)
        entry = Entry.objects.get(action=ContentAct.CHANGE_STEP)
        assert "crèche" not in str(entry.__dict__)

    def test_they_come_by_date(self, pathway, ines):
        late = make_step(pathway, ines, title="b", due_on=date(2026, 12, 9))
        without = make_step(pathway, ines, title="c")
        soon = make_step(pathway, ines, title="a", due_on=date(2026, 12, 1))
        done = make_step(pathway, ines, title="d", state=StepState.DONE, done_on=TODAY)
        plan = plan_of(pathway)
        assert (list(plan.coming), list(plan.over)) == ([soon, late, without], [done])


def test_without_a_sharing_nothing_is_written(pathway, lea, ines):
    goal, step = make_goal(pathway, ines), make_step(pathway, ines)
    calls = [
        lambda: set_goal(pathway=pathway, title="x", by=lea),
        lambda: close_goal(goal=goal, version=1, is_reached=True, by=lea),
        lambda: reopen_goal(goal=goal, by=lea),
        lambda: add_step(pathway=pathway, sheet=CALL, by=lea),
        lambda: change_step(step=step, version=1, sheet=CALL, by=lea),
        lambda: move_step(step=step, arrow="do", by=lea),
    ]
    assert [refused(call) for call in calls] == [[ResidentObjection.NOT_SHARED_TO_WRITE]] * 6


def test_a_pathway_that_ended_is_not_written_in(pathway, ines):
    pathway.closed_on = TODAY
    pathway.save()
    objections = refused(lambda: add_step(pathway=pathway, sheet=CALL, by=ines))
    assert objections == [PathwayObjection.CLOSED]


def test_the_page_of_a_pathway_shows_first_the_steps_that_have_a_day(pathway, ines):
    for _each in range(STEPS_SHOWN):
        make_step(pathway, ines)
    dated = make_step(pathway, ines, due_on=date(2026, 12, 1))
    shown = open_steps(pathway)
    assert (shown[0], len(shown)) == (dated, STEPS_SHOWN)

"""What may be said of a frein, and what became of it between two dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.directory.enums.standard import Obstacle
from cite.pathways.enums.content import ObstacleObjection as O
from cite.pathways.enums.obstacles import Movement, ObstacleLevel, ObstacleStatus
from cite.pathways.rules.obstacles import (
    HER_WORDS,
    Said,
    compare,
    diagnosis_decision,
    levels_of,
    movement,
    said_decision,
    weight,
)

L, S, M = ObstacleLevel, ObstacleStatus, Movement
DAY = date(2026, 11, 20)


@pytest.mark.parametrize("obstacle", list(Obstacle))
def test_a_frein_takes_its_own_levels(obstacle):
    yes_or_no = {L.NOT_DISCUSSED, L.NONE, L.YES}
    measured = {L.NOT_DISCUSSED, L.NONE, L.WATCH, L.PARTIAL, L.BLOCKING}
    told = {"health", "psychological_mobility", "confidence"}
    assert set(levels_of(obstacle)) == (yes_or_no if obstacle.value in told else measured)


@pytest.mark.parametrize(
    ("said", "objections"),
    [
        (Said("housing", L.BLOCKING), ()),
        (Said("housing", L.BLOCKING, status=S.NO_LOCAL_ANSWER), ()),
        (Said("housing", L.NONE), ()),
        (Said("housing", L.NONE, status=S.LIFTED), ()),
        (Said("housing", L.NOT_DISCUSSED), ()),
        (Said("housing", L.YES), (O.ONLY_HEALTH_OR_WORDS,)),
        (Said("housing", L.WATCH, "« le loyer »"), (O.WORDS_ELSEWHERE,)),
        (Said("housing", L.NONE, status=S.TO_DO), (O.STATUS_WITHOUT_OBSTACLE,)),
        (Said("housing", L.NOT_DISCUSSED, status=S.LIFTED), (O.STATUS_WITHOUT_OBSTACLE,)),
        (Said("health", L.YES), ()),
        (Said("health", L.YES, status=S.ONGOING), ()),
        (Said("health", L.NONE), ()),
        (Said("health", L.BLOCKING), (O.HEALTH_LEVEL,)),
        (Said("health", L.PARTIAL, "une opération"), (O.HEALTH_LEVEL, O.HEALTH_WORDS)),
        (Said("health", L.YES, "une opération"), (O.HEALTH_WORDS,)),
        (Said("confidence", L.YES, "je n’ose pas téléphoner"), ()),
        (Said("confidence", L.NONE), ()),
        (Said("confidence", L.NONE, "maintenant j’appelle moi-même"), ()),
        (Said("confidence", L.YES), (O.WORDS_MISSING,)),
        (Said("confidence", L.YES, "   "), (O.WORDS_MISSING,)),
        (Said("confidence", L.BLOCKING, "je n’ose pas"), (O.LEVEL_BY_OTHERS,)),
        (Said("psychological_mobility", L.WATCH), (O.LEVEL_BY_OTHERS, O.WORDS_MISSING)),
        (Said("confidence", L.NOT_DISCUSSED, "je n’ose pas"), (O.WORDS_WITHOUT_ANSWER,)),
    ],
)
def test_every_reason_is_said_at_once(said, objections):
    assert said_decision(said).objections == objections


@pytest.mark.parametrize(
    ("said", "project", "on", "objections"),
    [
        ([Said("housing", L.NONE)], "", DAY, ()),
        ([], "Travailler dans une crèche", DAY, ()),
        ([], "", DAY, (O.NOTHING_SAID,)),
        ([Said("housing")], "  ", DAY, (O.NOTHING_SAID,)),
        ([Said("housing", L.NONE), Said("housing", L.WATCH)], "", DAY, (O.TWICE,)),
        ([Said("housing", L.NONE)], "", date(2026, 11, 21), (O.IN_THE_FUTURE,)),
        ([Said("housing", L.NONE)], "", date(2026, 11, 1), (O.BEFORE_THE_PATHWAY,)),
        ([Said("health", L.WATCH)], "", date(2026, 11, 21), (O.HEALTH_LEVEL, O.IN_THE_FUTURE)),
    ],
)
def test_a_whole_diagnosis(said, project, on, objections):
    decision = diagnosis_decision(said, on=on, today=DAY, opened_on=date(2026, 11, 2), project=project)
    assert decision.objections == objections


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (L.NOT_DISCUSSED, L.NOT_DISCUSSED, M.STILL_NOT_DISCUSSED),
        (L.NOT_DISCUSSED, L.NONE, M.FIRST_TOLD),
        (L.NOT_DISCUSSED, L.BLOCKING, M.FIRST_TOLD),
        (L.BLOCKING, L.NOT_DISCUSSED, M.NOT_TOLD_AGAIN),
        (L.NONE, L.NONE, M.STILL_NONE),
        (L.NONE, L.WATCH, M.APPEARED),
        (L.WATCH, L.NONE, M.LIFTED),
        (L.WATCH, L.PARTIAL, M.WORSE),
        (L.BLOCKING, L.PARTIAL, M.BETTER),
        (L.PARTIAL, L.PARTIAL, M.SAME),
    ],
)
def test_what_became_of_it(before, after, expected):
    assert movement(Said("housing", before), Said("housing", after)) == expected


def test_a_frein_that_was_lifted_is_none_whatever_its_level_was():
    lifted = Said("housing", L.BLOCKING, status=S.LIFTED)
    assert movement(Said("housing", L.BLOCKING), lifted) == M.LIFTED
    assert movement(lifted, Said("housing", L.WATCH)) == M.APPEARED


def test_a_frein_given_up_is_still_there():
    dropped = Said("housing", L.BLOCKING, status=S.DROPPED)
    assert movement(Said("housing", L.BLOCKING), dropped) == M.SAME
    assert not dropped.is_open


def test_yes_is_no_level():
    assert movement(Said("health", L.YES), Said("health", L.YES)) == M.SAME
    assert movement(Said("health", L.NONE), Said("health", L.YES)) == M.APPEARED


@st.composite
def answers(draw):
    told = {}
    for obstacle in Obstacle:
        level = draw(st.sampled_from(levels_of(obstacle)))
        words = "je n’ose pas" if obstacle in HER_WORDS and level == L.YES else ""
        told[obstacle.value] = Said(obstacle.value, level, words)
    return told


@given(answers())
def test_what_may_be_chosen_is_kept(told):
    assert all(said_decision(said) for said in told.values())


@given(answers(), answers())
def test_a_comparison_names_every_frein_once_and_reads_the_other_way_round(before, after):
    there, back = compare(before, after), compare(after, before)
    assert [change.obstacle for change in there] == list(Obstacle)
    opposite = {
        **{M.APPEARED: M.LIFTED, M.LIFTED: M.APPEARED, M.WORSE: M.BETTER, M.BETTER: M.WORSE},
        **{M.FIRST_TOLD: M.NOT_TOLD_AGAIN, M.NOT_TOLD_AGAIN: M.FIRST_TOLD},
        **{same: same for same in (M.SAME, M.STILL_NONE, M.STILL_NOT_DISCUSSED)},
    }
    assert [opposite[change.movement] for change in there] == [change.movement for change in back]


@given(answers(), answers())
def test_what_was_not_discussed_is_neither_better_nor_worse(before, after):
    unknown = {M.FIRST_TOLD, M.NOT_TOLD_AGAIN, M.STILL_NOT_DISCUSSED}
    for change in compare(before, after):
        is_unknown = not (change.before.is_discussed and change.after.is_discussed)
        assert (change.movement in unknown) == is_unknown


@given(answers())
def test_nothing_changed_between_a_day_and_itself(told):
    still = {M.SAME, M.STILL_NONE, M.STILL_NOT_DISCUSSED}
    assert {change.movement for change in compare(told, told)} <= still


@given(answers())
def test_only_what_nobody_spoke_of_has_no_weight(told):
    assert {name for name, said in told.items() if weight(said) is None} == {
        name for name, said in told.items() if said.level == L.NOT_DISCUSSED
    }

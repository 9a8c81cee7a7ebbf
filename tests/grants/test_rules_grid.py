"""Marks, their total, and how far two instructors stand apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.grants.enums import ReviewObjection as O
from cite.grants.rules.call_content import GRID
from cite.grants.rules.grid import (
    disagree,
    known_marks,
    marks_decision,
    side_by_side,
    submission_decision,
    total,
)

ALL_THREES = {criterion.code: 3 for criterion in GRID}


def test_the_total_is_on_a_hundred():
    assert total(GRID, ALL_THREES) == 60.0
    assert total(GRID, {code: 5 for code in ALL_THREES}) == 100.0
    assert total(GRID, ALL_THREES | {"need": 5}) == 66.0


def test_no_total_while_a_mark_lacks():
    assert total(GRID, {"need": 5}) is None
    assert total((), {}) is None


@given(st.fixed_dictionaries({criterion.code: st.integers(0, 5) for criterion in GRID}))
def test_a_total_stays_between_none_and_all(marks):
    assert 0 <= total(GRID, marks) <= 100


def test_marks_that_the_grid_does_not_know_are_left_out():
    assert known_marks(GRID, {"need": 4, "cost": None, "nonsense": 5}) == {"need": 4}


@pytest.mark.parametrize(("mark", "objections"), [(0, ()), (5, ()), (6, (O.BAD_MARK,)), (-1, (O.BAD_MARK,))])
def test_bounds(mark, objections):
    assert marks_decision({"need": mark}).objections == objections


def test_what_lacks_before_a_review_is_given_is_said_at_once():
    assert submission_decision(GRID, {"need": 9}, opinion="", words=" ").objections == (
        O.MARKS_MISSING,
        O.BAD_MARK,
        O.OPINION_MISSING,
        O.WORDS_MISSING,
    )
    assert submission_decision(GRID, ALL_THREES, opinion="favorable", words="Bien construit.")


def test_side_by_side():
    lines = side_by_side(GRID, [ALL_THREES, {"need": 5}])
    assert (lines[0].marks, lines[0].spread) == ((3, 5), 2)
    assert (lines[1].marks, lines[1].spread) == ((3, None), 0)


@pytest.mark.parametrize(
    ("totals", "expected"),
    [((60.0, 80.0), False), ((60.0, 80.1), True), ((60.0, None), False), ((), False)],
)
def test_disagreement_is_beyond_the_parameter(totals, expected):
    assert disagree(totals, 20) is expected

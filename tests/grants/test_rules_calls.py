"""Lists keep their codes, days keep their order."""

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.core.text import search_key
from cite.grants.enums import CallParameter, ParameterSource
from cite.grants.enums import CallPhase as P
from cite.grants.rules.calendar import default_days, out_of_order, phase, shifted
from cite.grants.rules.call_content import PRIORITIES, Choice, Parameters
from cite.grants.rules.calls import coded

BEFORE = [Choice("mobility", "Mobilité"), Choice("health", "Santé"), Choice("language", "Linguistique")]


@pytest.mark.parametrize(
    ("labels", "codes"),
    [
        (["Mobilité", "Santé", "Linguistique"], ["mobility", "health", "language"]),
        (["Linguistique", "mobilite", "Santé"], ["language", "mobility", "health"]),
        (["Mobilité", "La santé", "Linguistique"], ["mobility", "health", "language"]),
        (["Mobilité", "Linguistique"], ["mobility", "language"]),
        (["Mobilité", "Logement", "Santé", "Linguistique"], ["mobility", "logement", "health", "language"]),
        (["Health", "Santé"], ["health_2", "health"]),
        (["…", "!"], ["item", "item_2"]),
    ],
)
def test_a_line_keeps_its_code(labels, codes):
    assert [code for code, _label in coded(labels, BEFORE)] == codes


@given(st.lists(st.text(min_size=1, max_size=30), unique_by=search_key, max_size=8))
def test_codes_are_distinct(labels):
    codes = [code for code, _label in coded(labels, list(PRIORITIES))]
    assert len(set(codes)) == len(codes)
    assert all(0 < len(code) <= 60 for code in codes)


@given(st.permutations(BEFORE))
def test_moving_lines_moves_their_codes(order):
    assert coded([c.label for c in order], BEFORE) == [(c.code, c.label) for c in order]


def test_every_threshold_has_its_words_and_its_source():
    names = {field.name for field in fields(Parameters)}
    assert names == set(CallParameter.values) == set(ParameterSource.values)


def test_the_default_calendar_is_in_order_every_year():
    for year in range(2020, 2101):
        days = default_days(year)
        assert out_of_order(tuple(days), days) == ()


def test_a_day_that_is_not_known_hides_no_disorder():
    days = {"a": date(2027, 3, 1), "b": None, "c": date(2027, 2, 1)}
    assert out_of_order(("a", "b", "c"), days) == (("a", "c"),)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 11, 29), P.ANNOUNCED),
        (date(2026, 11, 30), P.OPEN),
        (date(2027, 1, 24), P.OPEN),
        (date(2027, 1, 25), P.REVIEW),
        (date(2027, 5, 14), P.REVIEW),
        (date(2027, 5, 15), P.DECIDED),
        (date(2028, 6, 30), P.DECIDED),
        (date(2028, 7, 1), P.OVER),
    ],
)
def test_where_a_call_stands(on, expected):
    assert phase(default_days(2027), on, is_published=True) == expected
    assert phase(default_days(2027), on, is_published=False) == P.PREPARATION


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
        (date(2027, 12, 31), date(2028, 12, 31)),
    ],
)
def test_the_same_day_a_year_later(day, later):
    assert shifted(day, 1) == later

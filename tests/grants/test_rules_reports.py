"""What a bilan lacks, when it is due, which differences are explained: rules, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.grants.enums import DueState, FigureOrigin, ReportKind, ReportState
from cite.grants.rules.report_dates import REMINDERS, due_state, reminder_of, usual_due_on
from cite.grants.rules.report_questions import (
    AGES,
    QUESTIONS,
    SEXES,
    all_masked,
    figures_of,
    masked,
    questions_of,
)
from cite.grants.rules.reports import (
    Given,
    Line,
    ReportFacts,
    accounts_to_add,
    lacks_of,
    needs_explanation,
    produced_decision,
    share,
)
from cite.grants.workflow import PRODUCED

DUE = date(2028, 6, 30)
ANSWERS = {asked.key.value: "Dit." for asked in QUESTIONS} | {
    "places": [["Mars", "Salle des fêtes"]],
    "audiences": [["Jeunes", "20"]],
}
COUNTS = {"people": 20, "people_qpv": 15, "off_radar": 4, "women": 12, "men": 8, "sex_unknown": 0} | {
    "under_26": 20,
    "from_26_to_44": 0,
    "from_45_to_54": 0,
    "from_55": 0,
    "age_unknown": 0,
}
FIGURES = {key: Given(value) for key, value in COUNTS.items()}
LINES = (Line("60_supplies", Decimal(1000), Decimal(900)), Line("74_state", Decimal(1000), Decimal(1000)))
COMPLETE = ReportFacts(
    kind=ReportKind.FINAL,
    answers=ANSWERS,
    figures=FIGURES,
    lines=LINES,
    pieces=frozenset({"activity_report", "accounts"}),
)


def codes(facts: ReportFacts) -> list[str]:
    return [objection.value for objection in produced_decision(facts).objections]


def without(mapping, *keys):
    return {key: value for key, value in mapping.items() if key not in keys}


def figures(**values):
    return FIGURES | {key: Given(value) for key, value in values.items()}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"answers": without(ANSWERS, "implementation")}, ["answer_missing"]),
        ({"answers": ANSWERS | {"places": []}}, ["answer_missing"]),
        ({"answers": without(ANSWERS, "partnership", "detection", "observations")}, []),
        ({"answers": without(ANSWERS, "worked", "failed", "next")}, ["answer_missing"] * 3),
        ({"figures": without(FIGURES, "off_radar")}, ["figure_missing"]),
        ({"figures": figures(off_radar=None)}, ["figure_missing"]),
        ({"figures": figures(off_radar=0)}, []),
        ({"figures": figures(men=9)}, ["figures_disagree"]),
        ({"figures": figures(men=None)}, ["figure_missing"]),
        ({"figures": figures(registered=5)}, []),
        ({"figures": figures(people_qpv=21)}, ["figure_above"]),
        ({"districts": {"QN04206M": "Montreynaud"}}, ["figure_missing"]),
        (
            {
                "districts": {"QN04206M": "Montreynaud"},
                "figures": FIGURES | {"district:QN04206M": Given(21)},
            },
            ["figure_above"],
        ),
        (
            {"figures": FIGURES | {"visits": Given(3, FigureOrigin.COMPUTED, 4)}},
            ["figure_unexplained"],
        ),
        ({"figures": FIGURES | {"visits": Given(3, FigureOrigin.COMPUTED, 4, "Une visite de plus.")}}, []),
        ({"figures": FIGURES | {"visits": Given(3, FigureOrigin.COMPUTED, 3)}}, []),
        ({"lines": ()}, ["no_lines"]),
        ({"lines": (*LINES, Line("70", Decimal(10)))}, ["realized_missing"]),
        ({"lines": (*LINES, Line("61_rent", Decimal(1000), Decimal(2000)))}, ["variance_unexplained"]),
        ({"lines": (*LINES, Line("61_rent", Decimal(1000), Decimal(2000), "Deux salles."))}, []),
        (
            {"lines": (*LINES, Line("61_rent", Decimal(1000), Decimal(2000))), "is_simple": True},
            [],
        ),
        ({"lines": (*LINES, Line("86_volunteers", Decimal(0), Decimal(100)))}, ["in_kind_disagree"]),
        ({"pieces": frozenset({"accounts"})}, ["piece_missing"]),
        ({"pieces": frozenset({"activity_report"})}, []),
        (
            {"pieces": frozenset({"activity_report"}), "answers": without(ANSWERS, "accounts_later")},
            ["accounts_missing"],
        ),
        (
            {
                "pieces": frozenset({"activity_report"}),
                "answers": without(ANSWERS, "accounts_later"),
                "is_association": False,
            },
            [],
        ),
        ({"kind": ReportKind.INTERIM, "lines": (), "pieces": frozenset()}, []),
        (
            {"kind": ReportKind.INTERIM, "answers": {}, "figures": {}},
            ["answer_missing", "figure_missing", "answer_missing"],
        ),
    ],
)
def test_what_a_bilan_lacks(changes, expected):
    assert codes(replace(COMPLETE, **changes)) == expected


def test_an_empty_bilan_hears_everything_at_once():
    found = lacks_of(ReportFacts(kind=ReportKind.FINAL))
    assert len(found) == 7 + 11 + 3
    assert all("%(" not in lack.label for lack in found)


def test_an_interim_bilan_is_shorter():
    for kind, questions, counts in ((ReportKind.INTERIM, 4, 3), (ReportKind.FINAL, 13, 27)):
        assert (len(questions_of(kind)), len(figures_of(kind))) == (questions, counts)


amounts = st.decimals(min_value=0, max_value=1_000_000, places=2)


@given(planned=amounts, realized=amounts, percent=st.integers(0, 100), amount=amounts)
def test_a_difference_is_explained_beyond_both_thresholds(planned, realized, percent, amount):
    gap = abs(realized - planned)
    beyond = gap > amount and (planned == 0 or gap / planned * 100 > percent)
    asked = needs_explanation(Line("60", planned, realized), percent, amount)
    assert asked == beyond or gap * 100 == planned * percent


@given(planned=amounts, percent=st.integers(0, 100), amount=amounts)
def test_what_was_done_as_planned_needs_no_word(planned, percent, amount):
    assert not needs_explanation(Line("60", planned, planned), percent, amount)
    assert not needs_explanation(Line("60", planned, None), percent, amount)


@pytest.mark.parametrize(
    ("planned", "realized", "expected"),
    [
        ("5000", "5500", False),  # 10 % and 500 €: beyond neither
        ("5000", "5500.01", True),
        ("5000", "4499.99", True),
        ("10000", "10900", False),  # beyond 500 €, not 10 %
        ("100", "600", False),  # beyond 10 %, not 500 €
        ("0", "501", True),
    ],
)
def test_the_thresholds(planned, realized, expected):
    line = Line("60", Decimal(planned), Decimal(realized))
    assert needs_explanation(line, 10, Decimal(500)) is expected


@given(part=amounts, whole=amounts)
def test_a_share_is_a_percentage(part, whole):
    found = share(part, whole)
    assert (found is None) == (whole == 0)
    if found is not None:
        assert abs(found * whole - part * 100) <= whole * Decimal("0.05")


@pytest.mark.parametrize(
    ("state", "on", "expected"),
    [
        (ReportState.EXPECTED, date(2028, 3, 1), DueState.UPCOMING),
        (ReportState.EXPECTED, date(2028, 5, 1), DueState.SOON),
        (ReportState.DRAFTING, DUE, DueState.SOON),
        (ReportState.RETURNED, date(2028, 7, 1), DueState.LATE),
        (ReportState.DEPOSITED, date(2029, 1, 1), DueState.PRODUCED),
        (ReportState.ACCEPTED, date(2029, 1, 1), DueState.PRODUCED),
    ],
)
def test_where_a_bilan_stands(state, on, expected):
    assert due_state(DUE, on, is_produced=state in PRODUCED) == expected


def test_each_reminder_has_its_day_and_a_few_days_of_grace():
    days = range(-120, 120)
    told = {offset: reminder_of(ReportKind.FINAL, DUE, DUE + timedelta(days=offset)) for offset in days}
    assert sorted({found for found in told.values() if found is not None}) == list(REMINDERS["final"])
    assert [told[offset] for offset in (-61, -60, -54, -53, -7, -1, 0, 6, 7, 15, 30, 36, 37)] == [
        None, -60, -60, None, -7, -7, 0, 0, None, 15, 30, 30, None,
    ]  # fmt: skip


def test_when_the_bilan_of_an_older_action_is_due():
    assert (usual_due_on(2026, "interim"), usual_due_on(2026, "final")) == (
        date(2026, 11, 30),
        date(2027, 6, 30),
    )


@pytest.mark.parametrize(
    ("value", "key", "expected"),
    [
        (None, "people", "–"),
        (0, "people", "0"),
        (4, "people", "< 5"),
        (5, "people", "5"),
        (2, "visits", "2"),
        (1, "district:QN1", "< 5"),
    ],
)
def test_small_counts_of_people_are_masked(value, key, expected):
    assert masked(value, key, 5) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"people": 20, "women": 18, "men": 2}, {"people": "20", "women": "…", "men": "< 5"}),
        ({"people": 20, "women": 20, "men": 0}, {"people": "20", "women": "20", "men": "0"}),
        ({"under_26": 3, "from_55": 2, "age_unknown": 9}, {"under_26": "< 5", "from_55": "< 5", "age_unknown": "9"}),
        ({"district:A": 2, "district:B": 7}, {"district:A": "< 5", "district:B": "…"}),
        ({"women": None, "men": 2}, {"women": "–", "men": "< 5"}),
    ],
)  # fmt: skip
def test_no_subtraction_finds_what_is_masked(values, expected):
    assert all_masked(values, 5) == expected


@given(st.dictionaries(st.sampled_from([*map(str, AGES), *map(str, SEXES)]), st.integers(0, 30)))
def test_a_group_never_hides_one_cell_alone(values):
    told = all_masked(values, 5)
    for group in (AGES, SEXES):
        known = [str(key) for key in group if values.get(str(key))]
        hidden = [key for key in known if told[key] != str(values[key])]
        assert len(hidden) != 1 or len(known) == 1


def test_a_line_that_is_added_is_never_a_total():
    keys = {str(account.key) for account in accounts_to_add()}
    assert {"60_supplies", "65", "own", "74_state"} <= keys and not keys & {
        "60",
        "74",
        "86",
        "87",
        "indirect",
    }

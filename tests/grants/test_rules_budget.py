"""The criteria of a budget, without a database."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.grants.enums import BudgetObjection, BudgetWarning, CreditKind, FundingStatus, Reading, Threshold
from cite.grants.rules.budget import (
    BudgetFacts,
    LineFact,
    OtherExpense,
    budget_decision,
    budget_warnings,
    cost_per_person,
    thresholds,
)
from cite.grants.rules.chart import ACCOUNTS, CHART, Side


def line(account, amount, **more):
    return LineFact(account=account, amount=Decimal(amount), **more)


def state(amount, **more):
    given = {"label": "État", "funder": 1, "status": FundingStatus.ASKED, "credit": CreditKind.CITE} | more
    return line("74_state", amount, **given)


WAGES = line("64_wages", "10000")
GOOD = BudgetFacts(lines=(WAGES, state("6000"), line("own", "4000")))


def kinds(facts):
    return [objection.kind for objection in budget_decision(facts).objections]


def test_a_balanced_budget_passes():
    assert kinds(GOOD) == []
    assert budget_warnings(GOOD) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), [BudgetObjection.EMPTY, BudgetObjection.NOTHING_ASKED]),
        ((WAGES, state("10000.00")), []),
        ((WAGES, state("9999.99")), [BudgetObjection.INCOMES_MISSING]),
        (
            (WAGES, state("10000.01")),
            [BudgetObjection.EXPENSES_MISSING, BudgetObjection.PUBLIC_AID_ABOVE_COST],
        ),
        ((WAGES, line("own", "10000")), [BudgetObjection.NOTHING_ASKED]),
        (
            (WAGES, state("10000", status=FundingStatus.CONSIDERED)),
            [BudgetObjection.NOTHING_ASKED],
        ),
        (
            (*GOOD.lines, line("86_volunteers", "500")),
            [BudgetObjection.IN_KIND_INCOMES_MISSING],
        ),
        ((*GOOD.lines, line("87_gifts", "0.01")), [BudgetObjection.IN_KIND_EXPENSES_MISSING]),
        ((*GOOD.lines, line("86_volunteers", "500"), line("87_volunteers", "500")), []),
        (
            (line("60", "100"), line("60_supplies", "9900"), state("10000")),
            [BudgetObjection.HEADING_AND_LINES],
        ),
        (
            (
                line("62_fees", "5000", label="Formatrice"),
                line("64_other", "5000", label="formatrice"),
                state("10000"),
            ),
            [BudgetObjection.EXPENSE_TWICE],
        ),
        (
            (
                line("62_fees", "5000", label="Formatrice"),
                line("62_travel", "5000", label="Car"),
                state("10000"),
            ),
            [],
        ),
        (
            (WAGES, state("5000"), line("74_region", "5000")),
            [BudgetObjection.FUNDER_UNNAMED],
        ),
        (
            (WAGES, state("5000"), line("74_commune", "5000", label="etat")),
            [BudgetObjection.FUNDER_TWICE],
        ),
    ],
)
def test_everything_that_stands_against_a_budget(lines, expected):
    assert kinds(BudgetFacts(lines=lines)) == expected


def test_a_cent_is_said_exactly():
    missing = BudgetFacts(lines=(line("64_wages", "1234.56"), state("1234.55")))
    assert budget_decision(missing).sentences == [
        "Il manque 0,01\u00a0€ de produits\u00a0: les charges font 1\u202f234,56\u00a0€, "
        "les produits 1\u202f234,55\u00a0€. Les deux totaux doivent être égaux."
    ]


@pytest.mark.parametrize(
    ("received", "is_refused"), [(None, False), ("0", False), ("744000", False), ("744000.01", True)]
)
def test_de_minimis_counts_what_is_asked(received, is_refused):
    facts = replace(GOOD, de_minimis=None if received is None else Decimal(received))
    assert (BudgetObjection.DE_MINIMIS in kinds(facts)) is is_refused


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (BudgetFacts(lines=(WAGES, state("8000"), line("own", "2000"))), []),
        (BudgetFacts(lines=(WAGES, state("8000.01"), line("own", "1999.99"))), []),
        (BudgetFacts(lines=(WAGES, state("8010"), line("own", "1990"))), [BudgetWarning.PUBLIC_SHARE]),
        (
            BudgetFacts(lines=(WAGES, state("6000", credit=CreditKind.UNKNOWN), line("own", "4000"))),
            [BudgetWarning.CREDIT_UNKNOWN],
        ),
        (
            BudgetFacts(
                lines=(
                    WAGES,
                    state("6000"),
                    line("74_private", "4000", label="Fondation", status=FundingStatus.CONSIDERED),
                )
            ),
            [BudgetWarning.CONSIDERED],
        ),
        (
            BudgetFacts(lines=(line("indirect_fixed", "10000"), state("6000"), line("own", "4000"))),
            [BudgetWarning.INDIRECT_UNEXPLAINED],
        ),
        (
            BudgetFacts(lines=(*GOOD.lines, line("86_volunteers", "1"), line("87_volunteers", "1"))),
            [BudgetWarning.IN_KIND_UNEXPLAINED],
        ),
    ],
)
def test_warnings_refuse_nothing(facts, expected):
    assert [warning.kind for warning in budget_warnings(facts)] == expected


def test_the_same_expense_in_two_files_is_seen():
    car = line("62_travel", "10000", label="Location d’un car")
    other = OtherExpense(
        file="Autre action", account="62_travel", label="location d'un car", amount=Decimal(10000)
    )
    facts = BudgetFacts(lines=(car, state("6000"), line("own", "4000")), elsewhere=(other,))
    assert [warning.kind for warning in budget_warnings(facts)] == [BudgetWarning.EXPENSE_ELSEWHERE]


@pytest.mark.parametrize(
    ("asked", "organization", "received", "expected"),
    [
        ("23000", (), None, ["does_not", "unknown", "unknown", "unknown"]),
        ("23000.01", (), None, ["applies", "unknown", "unknown", "unknown"]),
        ("23000", (line("74_state", "153000"),), None, ["does_not", "does_not", "unknown", "unknown"]),
        ("23000", (line("74_state", "153000.01"),), None, ["does_not", "applies", "unknown", "unknown"]),
        ("500000.01", (), None, ["applies", "applies", "applies", "unknown"]),
        ("1000", (), "749000", ["does_not", "unknown", "unknown", "does_not"]),
        ("1000", (), "749000.01", ["does_not", "unknown", "unknown", "applies"]),
    ],
)
def test_thresholds_say_what_they_imply(asked, organization, received, expected):
    facts = BudgetFacts(
        lines=(line("64", asked), state(asked)),
        organization=organization,
        de_minimis=None if received is None else Decimal(received),
    )
    readings = thresholds(facts, {1: "État"})
    assert [reading.kind for reading in readings] == list(Threshold)
    assert [reading.reading for reading in readings] == expected
    assert readings[0].about == ("État" if expected[0] == Reading.APPLIES else "")
    assert all(reading.meaning and reading.source for reading in readings)


def test_cost_per_person():
    assert cost_per_person(GOOD) is None
    assert cost_per_person(replace(GOOD, participants=0)) is None
    assert cost_per_person(replace(GOOD, participants=30)) == Decimal("333.33")


AMOUNTS = st.integers(0, 10_000_000).map(lambda cents: Decimal(cents) / 100)
LINES = st.builds(
    LineFact,
    account=st.sampled_from(sorted(ACCOUNTS)),
    amount=AMOUNTS,
    label=st.sampled_from(["", "Car", "car", "Formatrice", "État"]),
    funder=st.sampled_from([0, 0, 1, 2]),
    status=st.sampled_from(["", *FundingStatus]),
    credit=st.sampled_from(list(CreditKind)),
)


@given(st.lists(LINES, max_size=12).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_lines_changes_nothing(both):
    one, other = (BudgetFacts(lines=tuple(rows)) for rows in both)
    assert budget_decision(one) == budget_decision(other)
    assert budget_warnings(one) == budget_warnings(other)
    assert one.asked == other.asked


@given(st.lists(LINES, max_size=12))
def test_totals_are_exact_and_every_line_counts_once(rows):
    added = BudgetFacts(lines=tuple(rows)).totals
    assert isinstance(added.gap, Decimal)
    assert added.expenses + added.incomes + added.in_kind_expenses + added.in_kind_incomes == sum(
        (row.amount for row in rows), Decimal(0)
    )


@given(st.lists(LINES, max_size=8))
def test_adding_what_lacks_balances(rows):
    added = BudgetFacts(lines=tuple(rows)).totals
    side = "own" if added.gap > 0 else "65"
    completed = (*rows, LineFact(account=side, amount=abs(added.gap)))
    assert BudgetFacts(lines=completed).totals.gap == 0


def test_the_chart_has_two_sides_and_known_parents():
    assert {account.side for account in CHART} == set(Side)
    assert {account.parent for account in CHART} - {""} <= set(ACCOUNTS)

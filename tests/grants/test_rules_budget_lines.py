"""Two people in one budget: a line is kept, changed, or shown to a person."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.grants.rules.budget_lines import (
    LineState,
    Merge,
    accounts_of,
    has_lines,
    is_account_of,
    merge,
)
from cite.grants.rules.chart import ACCOUNTS


def state(amount, **more):
    return LineState(account="64_wages", amount=None if amount is None else Decimal(amount), **more)


NOTHING = LineState()


@pytest.mark.parametrize(
    ("seen", "stored", "typed", "expected"),
    [
        (NOTHING, NOTHING, NOTHING, Merge.KEEP),
        (NOTHING, NOTHING, state("5"), Merge.APPLY),
        (state("5"), state("5"), state("5.00"), Merge.KEEP),
        (state("5"), state("5"), state("6"), Merge.APPLY),
        (state("5"), state("5"), state(None), Merge.APPLY),
        (state("5"), state("7"), state("5"), Merge.KEEP),
        (state("5"), state("7"), state("7"), Merge.KEEP),
        (state("5"), state("7"), state("6"), Merge.CONFLICT),
        (state("5"), NOTHING, state("6"), Merge.CONFLICT),
        (state("5"), NOTHING, state("5"), Merge.KEEP),
        (NOTHING, state("7"), state("6"), Merge.CONFLICT),
        (state("5", label="A"), state("5", label="A"), state("5", label="B"), Merge.APPLY),
        (state("0"), NOTHING, state("0"), Merge.KEEP),
    ],
)
def test_what_becomes_of_a_line(seen, stored, typed, expected):
    assert merge(seen=seen.as_seen(), stored=stored, typed=typed) == expected


STATES = st.builds(
    LineState,
    account=st.just("64_wages"),
    amount=st.one_of(st.none(), st.integers(0, 3).map(Decimal)),
    label=st.sampled_from(["", "A"]),
)


@given(STATES, STATES, STATES)
def test_nothing_of_others_is_overwritten(seen, stored, typed):
    outcome = merge(seen=seen.as_seen(), stored=stored, typed=typed)
    if outcome == Merge.APPLY:
        assert stored.as_seen() == seen.as_seen()


def test_each_budget_has_its_lines():
    assert [a.key for a in accounts_of("project") if not is_account_of(a.key, "organization")] == [
        "indirect",
        "indirect_fixed",
        "indirect_financial",
        "indirect_other",
        "own",
    ]
    assert not is_account_of("99", "project")
    assert has_lines(ACCOUNTS["60"])
    assert not has_lines(ACCOUNTS["65"])

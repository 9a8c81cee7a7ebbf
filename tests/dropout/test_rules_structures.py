"""What is told of one thing across structures: small counts masked, those of the reader as they are."""

from itertools import product

import pytest

from cite.dropout.rules.structures import told, urgency


@pytest.mark.parametrize(
    ("counts", "own", "shown", "total"),
    [
        ({"a": 12, "b": 7, "c": 0}, (), {"a": 12, "b": 7, "c": 0}, 19),
        ({"a": 12, "b": 9, "c": 2}, (), {"a": 12, "b": None, "c": None}, 23),
        ({"a": 2, "b": 0}, (), {"a": None, "b": 0}, None),
        ({"a": 0, "b": 0}, (), {"a": 0, "b": 0}, 0),
        ({}, (), {}, 0),
        ({"a": 2, "b": 8}, ("a",), {"a": 2, "b": 8}, 10),
        ({"a": 9, "b": 2}, ("a",), {"a": 9, "b": None}, None),
        ({"a": 3}, ("a",), {"a": 3}, 3),
    ],
)
def test_what_is_told(counts, own, shown, total):
    found = told(counts, own)
    assert (dict(found.counts), found.total) == (shown, total)


def test_the_reader_of_one_structure_cannot_subtract_her_way_to_another():
    """Whatever the counts: what she knows, the total and the cells shown leave each masked cell open."""
    for counts in product(range(8), repeat=3):
        table = dict(zip("abc", counts, strict=True))
        found = told(table, ("a",))
        if found.total is None:
            continue
        masked = [key for key, shown in found.counts.items() if shown is None]
        left = found.total - sum(shown for shown in found.counts.values() if shown is not None)
        assert len(masked) != 1, (table, found)
        assert not masked or left > len(masked), (table, found)


def test_a_masked_count_ranks_between_nobody_and_those_that_are_shown():
    assert urgency(0) < urgency(None) < urgency(5) < urgency(6)

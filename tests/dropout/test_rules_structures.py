"""The order of structures says nothing that is masked."""

from cite.dropout.rules.structures import urgency


def test_a_masked_count_ranks_between_nobody_and_those_that_are_shown():
    assert urgency(0) < urgency(None) < urgency(5) < urgency(6)

"""A key lasts a year at most, and serves through its last day."""

from datetime import date, timedelta

import pytest

from cite.actors.enums.keys import KeyObjection as O
from cite.actors.rules.keys import MOST, creation_decision, use_decision

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("ends_on", "in_service", "objections"),
    [
        (DAY, 0, ()),
        (DAY + timedelta(days=366), MOST - 1, ()),
        (DAY + timedelta(days=367), 0, (O.BAD_END,)),
        (DAY - timedelta(days=1), MOST, (O.BAD_END, O.TOO_MANY)),
    ],
)
def test_a_key_lasts_a_year_at_most_and_there_are_few(ends_on, in_service, objections):
    assert creation_decision(ends_on, DAY, in_service).objections == objections


@pytest.mark.parametrize(
    ("ends_on", "is_revoked", "objections"),
    [(DAY, False, ()), (DAY, True, (O.REVOKED,)), (DAY - timedelta(days=1), False, (O.EXPIRED,))],
)
def test_a_key_serves_through_its_last_day_unless_revoked(ends_on, is_revoked, objections):
    assert use_decision(ends_on, DAY, is_revoked=is_revoked).objections == objections

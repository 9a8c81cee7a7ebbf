"""What is kept of a search, what is new in it, and when somebody is told, case by case."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.directory.enums.searches import AlertFrequency
from cite.directory.enums.searches import SearchObjection as O
from cite.directory.rules.searches import (
    MOST_MATCHES,
    MOST_NUMBERS,
    criteria_of,
    is_due,
    is_writing_hour,
    new_in,
    remembered,
    search_decision,
)

ON = date(2026, 11, 27)


def test_neither_an_address_nor_a_contact_nor_a_moment_is_kept():
    read = {
        "mots": "permis pour amina@example.org 06 12 34 56 78",
        "adresse": "4 rue des Essais, Saint-Étienne",
        "besoin": "physical_mobility",
        "quartier": "",
        "langue": None,
        "avec": ["open_now", "free"],
        "nombre": 20,
    }
    assert criteria_of(read) == {"mots": "permis pour … …", "besoin": "physical_mobility", "avec": ["free"]}
    assert criteria_of({"avec": ["open_now"], "adresse": "4 rue des Essais"}) == {}


@pytest.mark.parametrize(
    ("name", "criteria", "matches", "expected"),
    [
        ("Permis", {"mots": "permis"}, 3, ()),
        (" ", {"mots": "permis"}, 3, (O.NO_NAME,)),
        ("a" * 81, {"mots": "permis"}, 3, (O.TOO_LONG,)),
        ("Permis", {}, 0, (O.NOTHING_ASKED,)),
        ("Permis", {"mots": "a"}, MOST_MATCHES, ()),
        ("", {}, MOST_MATCHES + 1, (O.NO_NAME, O.NOTHING_ASKED, O.TOO_WIDE)),
    ],
)
def test_what_may_be_kept(name, criteria, matches, expected):
    assert search_decision(name, criteria, matches=matches).objections == expected


@pytest.mark.parametrize(
    ("frequency", "alerted_on", "expected"),
    [
        (AlertFrequency.NEVER, None, False),
        (AlertFrequency.DAILY, None, True),
        (AlertFrequency.DAILY, date(2026, 11, 26), True),
        (AlertFrequency.DAILY, ON, False),
        (AlertFrequency.WEEKLY, None, True),
        (AlertFrequency.WEEKLY, date(2026, 11, 20), True),
        (AlertFrequency.WEEKLY, date(2026, 11, 21), False),
        (AlertFrequency.DAILY, date(2026, 11, 28), False),  # a clock that was ahead
    ],
)
def test_when_somebody_may_be_told(frequency, alerted_on, expected):
    assert is_due(frequency, alerted_on, ON) is expected


@pytest.mark.parametrize(("hour", "expected"), [(6, False), (7, True), (19, True), (20, False), (0, False)])
def test_nobody_is_written_to_at_night(hour, expected):
    assert is_writing_hour(datetime(2026, 11, 27, hour, 59)) is expected


def test_what_is_new_keeps_its_order():
    assert new_in([5, 3, 9, 1], [3], [1]) == [5, 9]
    assert new_in([], [3]) == []
    assert remembered([1, 2], [2, 3]) == [1, 2, 3]
    assert remembered(range(MOST_NUMBERS), [-1]) == [*range(1, MOST_NUMBERS), -1]


@given(st.lists(st.integers(1, 60), unique=True), st.lists(st.integers(1, 60)))
def test_what_was_told_is_never_new_again(found, known):
    new = new_in(found, known)
    assert set(new) == set(found) - set(known)
    assert new_in(found, remembered(known, new)) == []

"""What is written of a service, in one shape however it was typed."""

import pytest

from cite.directory.rules.sheet import Sheet
from cite.directory.rules.written import (
    WRITTEN,
    changed_places,
    is_covered,
    settled,
    shown_welcome,
    written_facts,
)


def test_codes_and_hours_have_one_shape():
    typed = {"themes": ["b", "a", "b"], "districts": ["QN2", "QN1"], "weekly_hours": "2", "name": "A"}
    assert settled(typed) == {
        "themes": ["a", "b"],
        "districts": ["QN1", "QN2"],
        "weekly_hours": "2.00",
        "name": "A",
    }
    assert settled({"weekly_hours": None, "themes": None}) == {"weekly_hours": None, "themes": []}


def test_a_version_has_every_field():
    facts = written_facts(Sheet(name="A"), covers_all_districts=False, districts=(), update_every=6)
    assert set(facts) == set(WRITTEN)


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ({"phone": ""}, {}, ()),
        ({"themes": []}, {"themes": None}, ()),
        ({"step_free": None}, {"step_free": False}, ("step_free",)),
        ({"districts": [], "name": "A"}, {"districts": ["QN1"], "name": "B"}, ("name", "districts")),
        ({"places_left": 0}, {"places_left": None}, ("places_left",)),
    ],
)
def test_nothing_is_nothing_however_it_is_kept(before, after, changed):
    assert changed_places(before, after) == changed


@pytest.mark.parametrize(
    ("facts", "covered"),
    [
        ({}, False),
        ({"covers_all_districts": True}, True),
        ({"districts": ["QN1"]}, True),
        ({"eligibility_zone": ["42218"]}, True),
    ],
)
def test_whom_it_covers_is_said(facts, covered):
    assert is_covered(facts) is covered


@pytest.mark.parametrize(
    ("name", "agreed", "shown"),
    [("Samia", True, "Samia"), ("Samia", None, ""), ("Samia", False, ""), ("", True, "")],
)
def test_somebody_is_named_only_where_she_said_yes(name, agreed, shown):
    assert shown_welcome(name, agreed) == shown


def test_of_somebody_who_said_no_nothing_is_kept():
    refused = {"welcomed_by": "Samia", "welcome_agreed": False}
    assert settled(refused) == {"welcomed_by": "", "welcome_agreed": False}
    assert settled({"welcomed_by": "Samia", "welcome_agreed": None})["welcomed_by"] == "Samia"

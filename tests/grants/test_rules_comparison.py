"""What changes from one year to the next, and Dauphin's references."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.grants.rules.comparison import Change, FileFacts, Topic, compare
from cite.grants.rules.dauphin_reference import read_reference

BEFORE = FileFacts(
    answers={"title": "Ateliers", "need": "Un besoin", "starts_on": "1 février 2026", "extra": ""},
    districts={"d1": "12"},
    budget={"64": "100 €"},
    labels={"title": "Intitulé", "d1": "Montreynaud"},
)


def test_the_same_action_is_carried_on():
    after = FileFacts(
        answers={**BEFORE.answers, "starts_on": "1 février 2027", "changes": "Rien"},
        districts=BEFORE.districts,
        budget=BEFORE.budget,
    )
    found = compare(BEFORE, after)
    assert [difference.key for difference in found.differences] == ["starts_on", "changes"]
    assert found.is_same


def test_each_change_is_named():
    after = FileFacts(
        answers={"title": "Ateliers du matin", "need": " Un besoin ", "starts_on": "1 février 2026"},
        audience={"qpv_share": "80"},
        districts={},
        budget={"64": "110 €"},
    )
    found = compare(BEFORE, after)
    assert [(d.topic, d.label, d.before, d.after, d.change) for d in found.differences] == [
        (Topic.ANSWER, "Intitulé", "Ateliers", "Ateliers du matin", Change.CHANGED),
        (Topic.AUDIENCE, "qpv_share", "", "80", Change.ADDED),
        (Topic.DISTRICT, "Montreynaud", "12", "", Change.REMOVED),
        (Topic.BUDGET, "64", "100 €", "110 €", Change.CHANGED),
    ]
    assert not found.is_same


WORDS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["", "x", "y"]))


@given(WORDS, WORDS)
def test_comparing_both_ways_finds_as_much(one, other):
    there = compare(FileFacts(answers=one), FileFacts(answers=other)).differences
    back = compare(FileFacts(answers=other), FileFacts(answers=one)).differences
    assert {d.key for d in there} == {d.key for d in back}
    assert compare(FileFacts(answers=one), FileFacts(answers=one)).is_same


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("DA00123456", "DA00123456"),
        ("00123456", "DA00123456"),
        (" da 00 123 456 ", "DA00123456"),
        ("DA00123456-2", "DA00123456-2"),
        ("00123456-", "DA00123456"),
        ("DA0012345", None),
        ("DA001234567", None),
        ("XX00123456", None),
        ("", None),
        ("DA00123456-12345678901", None),
        ("DA٠٠١٢٣٤٥٦", None),
    ],
)
def test_references_are_written_one_way(typed, read):
    assert read_reference(typed) == read

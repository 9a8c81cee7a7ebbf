"""The proof and the retention, as tables of cases."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.audit.enums import Category
from cite.audit.rules import (
    FIELDS_MAX,
    MONTH,
    RETENTION,
    VALUE_MAX_CHARACTERS,
    digest_of,
    erase_before,
    is_erased_by_rule,
    line_of,
    moment,
    months_kept,
    payload_of,
    seal_hash,
)

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_every_category_has_its_line_in_the_table():
    assert set(RETENTION) == set(Category.values)
    assert all(line.category == name and line.reason for name, line in RETENTION.items())


@pytest.mark.parametrize(
    ("category", "chosen", "months"),
    [
        ("reading", {}, 12),
        ("security", {}, 12),
        ("act", {}, 36),
        ("reading", {"reading": 6}, 6),
        ("reading", {"act": 60}, 12),
        ("reading", {"reading": 1}, 6),
        ("act", {"act": 1000}, 120),
    ],
)
def test_months_are_a_setting_within_bounds(category, chosen, months):
    assert months_kept(category, chosen) == months
    assert erase_before(category, chosen, AT) == AT - months * MONTH


PURGE = {"category": "reading", "before": AT - 12 * MONTH, "count": 3}


@pytest.mark.parametrize(
    ("category", "at", "purge", "purged_at", "expected"),
    [
        ("reading", AT - 13 * MONTH, PURGE, AT, True),
        ("reading", AT - 12 * MONTH, PURGE, AT, False),
        ("act", AT - 13 * MONTH, PURGE, AT, False),
        # A purge that erases the recent past is nobody's rule, whoever wrote it.
        ("reading", AT - MONTH, PURGE | {"before": AT}, AT, False),
        ("reading", AT - 13 * MONTH, PURGE, AT - 11 * MONTH, False),
    ],
)
def test_an_erased_entry_needs_a_purge_that_covers_it(category, at, purge, purged_at, expected):
    assert is_erased_by_rule(category=category, at=at, purge=purge, purged_at=purged_at) is expected


def test_the_same_content_has_another_digest_with_another_salt():
    assert digest_of("a", ["x"]) != digest_of("b", ["x"])


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_two_contents_never_read_the_same(one, other):
    assert (digest_of("s", one) == digest_of("s", other)) is (one == other)


def test_a_moment_reads_the_same_in_every_zone():
    paris = timezone(timedelta(hours=1))
    assert moment(AT.astimezone(paris)) == moment(AT) == "2026-11-23T12:00:00.000000+00:00"


HEAD = {"uuid": "u", "at": AT, "action": "a.b", "category": "act", "territory": 1, "digest": "d"}


@pytest.mark.parametrize(
    "change", [{"uuid": "v"}, {"at": AT + MONTH}, {"action": "a.c"}, {"territory": None}, {"digest": "e"}]
)
def test_a_seal_covers_the_whole_head(change):
    seals = {
        seal_hash(previous="0", number=1, at=AT, lines=[line_of(**head)]) for head in (HEAD, HEAD | change)
    }
    assert len(seals) == 2


def test_a_seal_depends_on_the_one_before_and_on_its_place():
    args = {"previous": "0", "number": 1, "at": AT, "lines": ["a", "b"]}
    changed = [{"previous": "1"}, {"number": 2}, {"at": AT + MONTH}, {"lines": ["b", "a"]}, {"lines": ["a"]}]
    assert len({seal_hash(**args), *(seal_hash(**args | change) for change in changed)}) == 6


@pytest.mark.parametrize(
    ("changes", "is_protected", "expected"),
    [
        ({}, False, ""),
        ({}, True, ""),
        ({"phone": ("01", "02")}, False, {"phone": ["01", "02"]}),
        ({"phone": ("01", "02")}, True, {"phone": None}),
        ({"on": (None, True), "n": (1, 2.5)}, False, {"on": [None, True], "n": [1, 2.5]}),
        ({"list": ([1], ["é"])}, False, {"list": ["[1]", '["é"]']}),
        ({"t": ("x\0y", "")}, False, {"t": ["xy", ""]}),
    ],
)
def test_what_is_kept_of_a_change(changes, is_protected, expected):
    payload = payload_of(changes, is_protected=is_protected)
    assert (json.loads(payload) if payload else "") == expected


def test_long_texts_and_many_fields_are_cut():
    payload = json.loads(payload_of({f"f{n}": (None, "x" * 5000) for n in range(500)}, is_protected=False))
    assert len(payload) == FIELDS_MAX
    assert len(payload["f0"][1]) == VALUE_MAX_CHARACTERS

"""Small cells are masked, and stay so for whoever knows everything else, this rule included."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.core.masking import LEAST, part_published_to, published, published_to


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        ({"a": 12, "b": 7}, {"a": 12, "b": 7}, 19),
        ({"a": 12, "b": 0}, {"a": 12, "b": 0}, 12),
        ({"a": 2, "b": 1}, {"a": None, "b": None}, None),
        ({"a": 0, "b": 0}, {"a": None, "b": None}, None),
        ({"a": 12, "b": 7, "c": 2}, {"a": 12, "b": None, "c": None}, 21),
        ({"a": 12, "b": 4, "c": 3}, {"a": 12, "b": None, "c": None}, 19),
        ({"a": 12, "b": 1, "c": 1}, {"a": None, "b": None, "c": None}, 14),
        ({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}, dict.fromkeys("abcde"), 5),
        ({"a": 4, "b": 3, "c": 0}, {"a": None, "b": None, "c": 0}, 7),
        ({}, {}, None),
    ],
)
def test_what_may_be_read(counts, shown, total):
    found = published(counts)
    assert (dict(found.counts), found.total) == (shown, total)


@given(st.dictionaries(st.integers(), st.integers(0, 60), max_size=8))
def test_what_is_shown_is_true_and_never_small(counts):
    found = published(counts)
    for key, count in found.counts.items():
        assert count in (None, counts[key])
        assert count in (None, 0) or count >= LEAST
    assert found.total in (None, sum(counts.values()))


@given(st.dictionaries(st.integers(), st.integers(0, 60), max_size=8))
def test_one_subtraction_never_gives_one_cell(counts):
    found = published(counts)
    hidden = [key for key, count in found.counts.items() if count is None]
    if found.total is not None and hidden:
        left = found.total - sum(count for count in found.counts.values() if count is not None)
        assert len(hidden) >= 2
        assert left >= LEAST


@pytest.mark.parametrize(("width", "largest"), [(2, 16), (3, 12), (4, 7)])
def test_whoever_knows_the_rule_still_cannot_tell_a_masked_cell(width, largest):
    """Every table of this size, grouped by what is published of it: each masked cell may be several numbers."""
    worlds = defaultdict(list)
    for cells in product(range(largest + 1), repeat=width):
        found = published(dict(enumerate(cells)))
        worlds[tuple(found.counts.values()), found.total].append(cells)
    bounded = width * largest
    for (shown, total), possible in worlds.items():
        if total is not None and total > bounded - largest:
            continue  # the tables that would answer for these are wider than those tried
        for place, count in enumerate(shown):
            if count is None:
                assert len({cells[place] for cells in possible}) > 1, (shown, total, possible)


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
        ({"a": 1, "b": 1, "c": 1, "d": 1, "e": 0}, (), dict.fromkeys("abcde"), None),
        ({"a": 1, "b": 2, "c": 1, "d": 0}, (), dict.fromkeys("abcd"), None),
        ({"a": 9, "b": 2, "c": 2, "d": 0}, ("a",), {"a": 9, "b": None, "c": None, "d": 0}, None),
    ],
)
def test_what_is_told_to_whoever_works_in_some_of_the_structures(counts, own, shown, total):
    found = published_to(counts, own)
    assert (dict(found.counts), found.total) == (shown, total)


def test_the_reader_of_one_structure_cannot_subtract_her_way_to_another():
    """Whatever the counts: what she knows, the total and the cells shown leave each masked cell open."""
    for counts in product(range(8), repeat=3):
        table = dict(zip("abc", counts, strict=True))
        found = published_to(table, ("a",))
        if found.total is None:
            continue
        masked = [key for key, shown in found.counts.items() if shown is None]
        left = found.total - sum(shown for shown in found.counts.values() if shown is not None)
        assert len(masked) != 1, (table, found)
        assert not masked or left > len(masked), (table, found)


def boards(width, most):
    """Every way to spread at most so many people over so many structures."""
    if not width:
        yield ()
        return
    for first in range(most + 1):
        for others in boards(width - 1, most - first):
            yield first, *others


@pytest.mark.parametrize(("width", "most"), [(1, 20), (2, 20), (3, 20), (4, 20), (5, 20), (6, 12)])
def test_whoever_reads_a_board_and_knows_the_rule_cannot_tell_a_masked_cell(width, most):
    """Every board of so few people, told to somebody who works in none of its structures: nothing is found again."""
    worlds = defaultdict(list)
    for cells in boards(width, most):
        found = published_to(dict(enumerate(cells)), ())
        worlds[tuple(found.counts.values()), found.total].append(cells)
    for (shown, total), possible in worlds.items():
        for place, count in enumerate(shown):
            if count is None:
                assert len({cells[place] for cells in possible}) > 1, (shown, total, possible)


@pytest.mark.parametrize(
    ("parts", "wholes", "own", "shown", "total"),
    [
        ({"a": 5, "b": 0}, {"a": 12, "b": 7}, (), {"a": 5, "b": 0}, 5),
        ({"a": 5, "b": 2}, {"a": 12, "b": 7}, (), {"a": None, "b": None}, 7),
        ({"a": 5, "b": 6}, {"a": 12, "b": 7}, (), {"a": None, "b": None}, 11),
        ({"a": 5, "b": 6}, {"a": 5, "b": 7}, (), {"a": None, "b": None}, None),
        ({"a": 18, "b": 4}, {"a": 18, "b": 9}, (), {"a": None, "b": None}, 22),
        ({"a": 5, "b": 1, "c": 4}, {"a": 12, "b": 2, "c": 8}, (), {"a": 5, "b": None, "c": None}, 10),
        ({"a": 5, "b": 0, "c": 0}, {"a": 12, "b": 2, "c": 8}, (), {"a": 5, "b": 0, "c": 0}, 5),
        ({"a": 0, "b": 0}, {"a": 1, "b": 2}, (), {"a": 0, "b": 0}, 0),
        ({"a": 2, "b": 5}, {"a": 3, "b": 5}, ("a",), {"a": 2, "b": 5}, 7),
        ({"a": 2, "b": 1}, {"a": 3, "b": 9}, ("a",), {"a": 2, "b": None}, None),
    ],
)
def test_a_part_is_told_with_what_remains(parts, wholes, own, shown, total):
    found = part_published_to(parts, wholes, own)
    assert (dict(found.counts), found.total) == (shown, total)


@pytest.mark.parametrize(("width", "most"), [(1, 24), (2, 24), (3, 16), (4, 9)])
def test_whoever_reads_a_part_beside_its_whole_cannot_tell_a_masked_cell_of_either(width, most):
    """Every board of so few people with every part of it: what is told of both leaves each masked cell open."""
    worlds = defaultdict(list)
    for cells in boards(2 * width, most):
        parts = dict(enumerate(cells[:width]))
        wholes = {
            place: part + rest for (place, part), rest in zip(parts.items(), cells[width:], strict=True)
        }
        whole, part = published_to(wholes, ()), part_published_to(parts, wholes, ())
        told = (*whole.counts.values(), *part.counts.values(), whole.total, part.total)
        worlds[told].append((*wholes.values(), *parts.values(), sum(wholes.values()), sum(parts.values())))
    for told, possible in worlds.items():
        for place, count in enumerate(told):
            if count is None:
                assert len({cells[place] for cells in possible}) > 1, (told, possible)


TABLES = st.dictionaries(
    st.sampled_from("abcdef"), st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6
)


@given(TABLES, st.sets(st.sampled_from("abcdef")))
def test_whoever_works_in_a_structure_reads_of_the_others_what_a_stranger_reads_of_them(table, own):
    """Hers change nothing of what is told of the others, so that what is proved for a stranger is proved for her."""
    parts = {key: part for key, (part, _rest) in table.items()}
    wholes = {key: part + rest for key, (part, rest) in table.items()}
    others = {key: count for key, count in wholes.items() if key not in own}
    for true, hers, alone in (
        (wholes, published_to(wholes, own), published_to(others, ())),
        (
            parts,
            part_published_to(parts, wholes, own),
            part_published_to({key: parts[key] for key in others}, others, ()),
        ),
    ):
        mine = {key: true[key] for key in own if key in true}
        assert hers.counts == {**alone.counts, **mine}
        assert hers.total == (None if alone.total is None else alone.total + sum(mine.values()))

"""Who reads and writes a list of services, case by case; and the order in which it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.directory.enums.selections import SelectionObjection as O
from cite.directory.rules.selections import (
    MOST_FAVOURITES,
    MOST_SERVICES,
    Kept,
    Reader,
    arranged,
    is_read_by,
    keep_decision,
    room_decision,
    share_decision,
    words_decision,
    write_decision,
)

HER, OTHER = 1, 2
TEAM, OTHER_TEAM = 10, 11
PLACE, OTHER_PLACE = 20, 21

KEEPER = Reader(user=HER, teams=frozenset({TEAM}), writes_for=frozenset({TEAM}), districts=frozenset({PLACE}))
COLLEAGUE = Reader(
    user=OTHER, teams=frozenset({TEAM}), writes_for=frozenset({TEAM}), districts=frozenset({OTHER_PLACE})
)
READS = Reader(user=OTHER, teams=frozenset({TEAM}), districts=frozenset(), may_keep_lists=False)
NEIGHBOR = Reader(
    user=OTHER,
    teams=frozenset({OTHER_TEAM}),
    writes_for=frozenset({OTHER_TEAM}),
    districts=frozenset({PLACE}),
)
ELSEWHERE = Reader(user=OTHER, districts=frozenset({OTHER_PLACE}))
NOBODY_SAID = Reader(user=OTHER)
MANAGER = Reader(user=OTHER, districts=frozenset(), is_manager=True)

FAVOURITES = Kept(keeper=HER, is_favourites=True)
ALONE = Kept(keeper=HER)
TEAMS = Kept(keeper=HER, partner=TEAM)
LINKED = Kept(keeper=HER, district=PLACE)
ORPHAN = Kept(keeper=HER, partner=TEAM, keeper_is_there=False)
REMOVED = Kept(keeper=HER, partner=TEAM, is_removed=True)
REMOVED_LINKED = Kept(keeper=HER, district=PLACE, is_removed=True)
LEFT = Kept(keeper=HER, partner=OTHER_TEAM)


@pytest.mark.parametrize(
    ("kept", "reader", "expected"),
    [
        (FAVOURITES, KEEPER, True),
        (FAVOURITES, COLLEAGUE, False),
        (FAVOURITES, MANAGER, False),
        (ALONE, KEEPER, True),
        (ALONE, COLLEAGUE, False),
        (ALONE, MANAGER, False),
        (TEAMS, KEEPER, True),
        (TEAMS, COLLEAGUE, True),
        (TEAMS, READS, True),
        (TEAMS, NEIGHBOR, False),
        (TEAMS, MANAGER, False),
        (LEFT, KEEPER, False),  # she has left the organization that shares it
        (LINKED, KEEPER, True),
        (LINKED, NEIGHBOR, True),
        (LINKED, ELSEWHERE, False),
        (LINKED, NOBODY_SAID, True),  # nobody said where she works: unknown is not no
        (LINKED, MANAGER, True),
        (REMOVED, COLLEAGUE, True),
        (REMOVED_LINKED, KEEPER, True),
        (REMOVED_LINKED, NEIGHBOR, False),
        (REMOVED_LINKED, MANAGER, False),
    ],
)
def test_who_reads_a_list(kept, reader, expected):
    assert is_read_by(kept, reader) is expected


@pytest.mark.parametrize(
    ("kept", "reader", "expected"),
    [
        (FAVOURITES, KEEPER, ()),
        (FAVOURITES, MANAGER, (O.NOT_ITS_WRITER,)),
        (ALONE, KEEPER, ()),
        (ALONE, MANAGER, (O.NOT_ITS_WRITER,)),
        (TEAMS, COLLEAGUE, ()),
        (TEAMS, READS, (O.READS_ONLY,)),
        (TEAMS, NEIGHBOR, (O.NOT_ITS_WRITER,)),
        (LINKED, NEIGHBOR, (O.NOT_ITS_WRITER,)),
        (LINKED, MANAGER, ()),
        (REMOVED, COLLEAGUE, (O.REMOVED,)),
    ],
)
def test_who_writes_a_list(kept, reader, expected):
    assert write_decision(kept, reader).objections == expected


@pytest.mark.parametrize(
    ("kept", "reader", "expected"),
    [
        (FAVOURITES, KEEPER, (O.FAVOURITES,)),
        (TEAMS, KEEPER, ()),
        (TEAMS, COLLEAGUE, (O.NOT_ITS_KEEPER,)),
        (ORPHAN, COLLEAGUE, ()),
        (ORPHAN, READS, (O.READS_ONLY,)),
        (LINKED, MANAGER, ()),
        (LINKED, NEIGHBOR, (O.NOT_ITS_WRITER,)),
    ],
)
def test_who_hands_a_list_over(kept, reader, expected):
    assert keep_decision(kept, reader).objections == expected


@pytest.mark.parametrize(
    ("partner", "district", "expected"),
    [
        (None, None, ()),
        (TEAM, PLACE, ()),
        (OTHER_TEAM, None, (O.NOT_YOUR_ORGANIZATION,)),
        (None, OTHER_PLACE, (O.NOT_YOUR_DISTRICT,)),
        (OTHER_TEAM, OTHER_PLACE, (O.NOT_YOUR_ORGANIZATION, O.NOT_YOUR_DISTRICT)),
    ],
)
def test_with_whom_a_list_is_shared(partner, district, expected):
    assert share_decision(KEEPER, partner=partner, district=district).objections == expected


@pytest.mark.parametrize(
    ("name", "purpose", "expected"),
    [
        ("Permis", "", ()),
        ("  ", "", (O.NO_NAME,)),
        ("a" * 81, "", (O.TOO_LONG,)),
        ("Permis", "a" * 301, (O.TOO_LONG,)),
        ("", "a" * 301, (O.NO_NAME, O.TOO_LONG)),
    ],
)
def test_what_a_list_is_called(name, purpose, expected):
    assert words_decision(name, purpose).objections == expected


@pytest.mark.parametrize(
    ("how_many", "is_favourites", "allowed"),
    [
        (MOST_SERVICES - 1, False, True),
        (MOST_SERVICES, False, False),
        (MOST_SERVICES, True, True),
        (MOST_FAVOURITES, True, False),
    ],
)
def test_a_list_is_short_enough_to_be_read(how_many, is_favourites, allowed):
    assert bool(room_decision(how_many, is_favourites=is_favourites)) is allowed


def test_places_typed_put_services_in_order():
    assert arranged([7, 8, 9], {7: 3, 8: 1, 9: 2}) == [8, 9, 7]
    assert arranged([7, 8, 9], {9: 1}) == [7, 9, 8]
    assert arranged([7, 8, 9], {7: 5, 8: 5, 9: 5}) == [7, 8, 9]


@given(
    st.lists(st.integers(1, 50), unique=True),
    st.dictionaries(st.integers(1, 50), st.integers(-5, 500)),
)
def test_no_service_is_lost_nor_doubled_by_arranging(current, places):
    assert sorted(arranged(current, places)) == sorted(current)

"""Which pairs overlap, in what, and where a pair stands once each side has spoken."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.directory.enums.overlaps import Closeness, Dimension, Side, Standing, Verdict
from cite.directory.rules.overlaps import Offer, Thresholds, compare, distance, overlaps
from cite.directory.rules.verdicts import Opinion, Said, opinion_decision, silent, standing

FRENCH, PERMIT = "lecture-ecriture-calcul--maitriser-le-francais", "mobilite--preparer-un-permis"
ON = date(2026, 11, 27)


def offer(key, carrier, **fields):
    given = {"title": key, "districts": frozenset({"D1"}), "themes": frozenset({FRENCH})}
    return Offer(key=key, carrier=carrier, **given | fields)


def graded(**fields):
    """Compare a plain offer with one that differs; grades by dimension, or None."""
    found = compare(offer("a", 1), offer("b", 2, **fields))
    return dict(found.closeness) if found else None


def test_two_plain_offers_coincide_but_nobody_knows_where():
    assert graded() == {
        Dimension.DISTRICT: Closeness.SAME,
        Dimension.THEME: Closeness.SAME,
        Dimension.AUDIENCE: Closeness.SAME,
        Dimension.PERIOD: Closeness.SAME,
        Dimension.PLACE: Closeness.UNKNOWN,
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"districts": frozenset({"D2"})},
        {"districts": frozenset()},
        {"themes": frozenset({PERMIT})},
        {"themes": frozenset()},
        {"carrier": 1},
    ],
)
def test_what_shares_nothing_is_no_pair(fields):
    carrier = fields.pop("carrier", 2)
    assert compare(offer("a", 1), offer("b", carrier, **fields)) is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {"audiences": frozenset({"tous-publics"})}, Closeness.SAME),
        ({}, {"audiences": frozenset({"jeunes"})}, Closeness.PARTLY),
        ({"audiences": frozenset({"jeunes"})}, {"audiences": frozenset({"jeunes"})}, Closeness.SAME),
        (
            {"audiences": frozenset({"jeunes"})},
            {"audiences": frozenset({"jeunes", "femmes"})},
            Closeness.PARTLY,
        ),
        ({"audiences": frozenset({"jeunes"})}, {"audiences": frozenset({"seniors"})}, None),
        ({"max_age": 25}, {"min_age": 26}, None),
        ({"max_age": 25}, {"min_age": 25}, Closeness.PARTLY),
        ({"max_age": 25}, {}, Closeness.PARTLY),
    ],
)
def test_audiences(one, other, expected):
    found = compare(offer("a", 1, **one), offer("b", 2, **other))
    assert (dict(found.closeness)[Dimension.AUDIENCE] if found else None) == expected


def days(*numbers):
    return tuple((date(2027, 1, first), date(2027, 1, last)) for first, last in numbers)


@pytest.mark.parametrize(
    ("one", "other", "shared", "expected"),
    [
        ((), (), None, Closeness.SAME),
        (days((1, 14)), (), 14, Closeness.PARTLY),
        (days((1, 14)), days((1, 14)), 14, Closeness.SAME),
        (days((1, 14)), days((14, 28)), 1, Closeness.PARTLY),
        (days((1, 14)), ((date(2027, 1, 8), None),), 7, Closeness.PARTLY),
        (days((1, 7), (5, 14)), days((1, 14)), 14, Closeness.SAME),
        (days((1, 7)), days((8, 14)), 0, None),
    ],
)
def test_dates(one, other, shared, expected):
    found = compare(offer("a", 1, periods=one), offer("b", 2, periods=other))
    if expected is None:
        assert found is None
    else:
        assert (found.days, dict(found.closeness)[Dimension.PERIOD]) == (shared, expected)


@pytest.mark.parametrize(
    ("north", "expected"),
    [(0, Closeness.SAME), (0.001, Closeness.SAME), (0.005, Closeness.PARTLY), (0.05, Closeness.APART)],
)
def test_places(north, expected):
    found = compare(offer("a", 1, position=(4.39, 45.44)), offer("b", 2, position=(4.39, 45.44 + north)))
    assert dict(found.closeness)[Dimension.PLACE] == expected


def test_distances_are_in_meters_and_shorter_eastwards():
    assert distance((4.39, 45.44), (4.39, 45.45)) == 1112
    assert distance((4.39, 45.44), (4.40, 45.44)) == 780
    assert distance(None, (4.39, 45.44)) is None


def test_thresholds_are_parameters():
    near, far = offer("a", 1, position=(4.39, 45.44)), offer("b", 2, position=(4.39, 45.45))
    found = compare(near, far, Thresholds(same_place_meters=2000))
    assert dict(found.closeness)[Dimension.PLACE] == Closeness.SAME


@pytest.mark.parametrize(
    ("one", "other", "places", "says_all"),
    [
        ({"places": 12}, {"places": 12}, 24, True),
        ({"places": 12}, {}, 12, False),
        ({"places": 0}, {"places": 0}, 0, True),
        ({}, {}, None, False),
        ({"places": 12}, {"people": 30}, 12, True),
    ],
)
def test_places_that_nobody_wrote_are_not_zero(one, other, places, says_all):
    found = compare(offer("a", 1, **one), offer("b", 2, **other))
    assert (found.places, found.says_all_places) == (places, says_all)


def test_the_most_alike_come_first_whoever_carries_them():
    plain, twin = offer("a", 1), offer("b", 2)
    other = offer("c", 3, audiences=frozenset({"jeunes"}))
    assert [found.keys for found in overlaps([other, twin, plain])] == [("a", "b"), ("a", "c"), ("b", "c")]


def test_the_explanation_does_not_depend_on_places_nor_on_order():
    one, other = offer("a", 1, places=3), offer("b", 2)
    assert compare(one, other).fingerprint == compare(other, offer("a", 1, places=9)).fingerprint
    assert compare(one, other) == compare(other, one)
    moved = offer("b", 2, districts=frozenset({"D1", "D2"}))
    assert compare(one, moved).fingerprint != compare(one, other).fingerprint


_offers = st.lists(
    st.tuples(
        st.integers(1, 4),
        st.frozensets(st.sampled_from("ABC"), max_size=3),
        st.frozensets(st.sampled_from((FRENCH, PERMIT)), max_size=2),
        st.frozensets(st.sampled_from(("jeunes", "seniors", "tous-publics")), max_size=2),
    ),
    max_size=12,
)


@given(_offers)
def test_blocks_lose_no_pair(rows):
    offers = [
        offer(f"k{rank:02}", carrier, districts=districts, themes=themes, audiences=audiences)
        for rank, (carrier, districts, themes, audiences) in enumerate(rows)
    ]
    every = {
        found.keys
        for rank, one in enumerate(offers)
        for other in offers[rank + 1 :]
        if (found := compare(one, other))
    }
    assert {found.keys for found in overlaps(offers)} == every


def said(**sides):
    return {side: Said(verdict=verdict, fingerprint=mark) for side, (verdict, mark) in sides.items()}


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        ({}, Standing.OPEN),
        ({"pilots": ("duplicate", "x")}, Standing.WAITING),
        ({"pilots": ("duplicate", "x"), "first": ("duplicate", "x")}, Standing.WAITING),
        ({"pilots": ("duplicate", "x"), "first": ("complementary", "x")}, Standing.DISAGREED),
        ({side: ("to_coordinate", "x") for side in ("pilots", "first", "second")}, Standing.AGREED),
        ({"pilots": ("duplicate", "x"), "first": ("complementary", "old")}, Standing.TO_REVIEW),
    ],
)
def test_where_a_pair_stands(voices, expected):
    assert standing(said(**voices), "x") == expected


def test_nobody_is_silent_before_somebody_speaks():
    assert silent({}, {Side.FIRST}) == frozenset()
    assert silent(said(pilots=("duplicate", "x")), {Side.FIRST, Side.PILOTS}) == {Side.FIRST}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"reason": " "}, ["reason_missing"]),
        ({"verdict": Verdict.DUPLICATE}, ["follow_up_missing", "who_missing", "until_missing"]),
        (
            {"verdict": Verdict.TO_COORDINATE, "follow_up": "Se parler", "who": "both", "until": ON},
            [],
        ),
        ({"until": date(2026, 11, 26)}, ["until_past"]),
        ({"side": Side.FIRST, "for_a_meeting": True}, ["not_for_pilots_meeting"]),
    ],
)
def test_an_opinion_says_why_and_what_follows(fields, expected):
    opinion = Opinion(**{"verdict": Verdict.COMPLEMENTARY, "reason": "Deux niveaux"} | fields)
    assert [o.value for o in opinion_decision(opinion, on=ON).objections] == expected


_DAY = st.integers(0, 60)
_PERIOD = st.tuples(_DAY, _DAY).map(sorted)


@given(st.lists(_PERIOD, min_size=1, max_size=6), st.lists(_PERIOD, max_size=6), st.booleans())
def test_days_shared_are_those_one_would_count_on_a_calendar(ours, theirs, is_old):
    first_day = date(1999, 12, 1) if is_old else date(2026, 12, 1)

    def periods(runs):
        return tuple(tuple(date.fromordinal(first_day.toordinal() + day) for day in run) for run in runs)

    def days(runs):
        return {day for start, end in runs for day in range(start, end + 1)}

    found = compare(offer("a", 1, periods=periods(ours)), offer("b", 2, periods=periods(theirs)))
    expected = len(days(ours) & days(theirs)) if theirs else len(days(ours))
    assert (found.days if found else 0) == expected
    begun = compare(
        offer("a", 1, periods=periods(ours)), offer("b", 2, periods=((None, periods([[0, 30]])[0][1]),))
    )
    assert (begun.days if begun else 0) == len({day for day in days(ours) if day <= 30})

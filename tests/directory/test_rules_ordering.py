"""What answers best, then what is near, then what begins soon; and the document of a sheet."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.directory.enums import THEMES
from cite.directory.enums.everyday import EXPRESSIONS
from cite.directory.enums.needs import DOORS, Need
from cite.directory.rules.documents import begins_soon, code_of, codes_of, document_of, hint_of
from cite.directory.rules.facets import facets_of
from cite.directory.rules.ordering import Candidate, meters_between, ordered, rounded_meters
from cite.directory.rules.sheet import Sheet
from cite.search.rules.documents import is_code

ON = date(2026, 11, 27)
HERE = (4.39, 45.44)
AT_100_M, AT_5_KM = (4.39128, 45.44), (4.454, 45.44)


@pytest.mark.parametrize(
    ("rows", "by_relevance", "order"),
    [
        ([(1, 90, AT_5_KM, 0), (2, 20, AT_100_M, 0)], True, [1, 2]),
        ([(1, 90, AT_5_KM, 0), (2, 20, AT_100_M, 0)], False, [2, 1]),
        ([(1, 90, AT_5_KM, 0), (2, 85, AT_100_M, 0)], True, [2, 1]),
        ([(1, 90, AT_100_M, 30), (2, 90, AT_100_M, 2)], True, [2, 1]),
        ([(1, 90, AT_100_M, None), (2, 90, AT_100_M, 400)], True, [2, 1]),
        ([(1, 90, (None, None), 0), (2, 90, AT_5_KM, 90)], True, [2, 1]),
        ([(1, 0, AT_100_M, 0), (2, 0, AT_100_M, 0)], True, [1, 2]),
        ([], True, []),
    ],
)
def test_order(rows, by_relevance, order):
    candidates = [Candidate(pk, score, *place, delay) for pk, score, place, delay in rows]
    assert [pk for pk, _d in ordered(candidates, origin=HERE, by_relevance=by_relevance)] == order


def test_a_distance_is_told_as_people_do():
    assert round(meters_between(HERE, AT_100_M)) == 100
    assert [rounded_meters(d) for d in (3, 74, 76, 980, 1049, 4681)] == [50, 50, 100, 1000, 1000, 4700]


@given(
    st.lists(st.tuples(st.integers(0, 9), st.floats(4, 5), st.floats(45, 46), st.none() | st.integers(0, 99)))
)
def test_nothing_is_lost_in_the_order(rows):
    candidates = [Candidate(number, *row) for number, row in enumerate(rows)]
    found = ordered(candidates, origin=HERE, by_relevance=True)
    assert sorted(pk for pk, _distance in found) == list(range(len(rows)))


@pytest.mark.parametrize(
    ("facts", "entries", "soon"),
    [
        ({"entry_delay_days": 0}, (), True),
        ({"entry_delay_days": 7}, (), True),
        ({"entry_delay_days": 8}, (), False),
        ({}, (), False),
        ({}, (date(2026, 12, 4),), True),
        ({}, (date(2026, 12, 5),), False),
        ({}, (date(2026, 11, 26),), False),
        ({"entry_delay_days": 0, "places_left": 0}, (date(2026, 12, 1),), False),
    ],
)
def test_who_begins_within_a_week(facts, entries, soon):
    assert begins_soon(Sheet(name="Atelier", **facts), entries, ON) is soon


def test_a_sheet_is_found_by_its_themes_its_kind_its_price_and_what_it_eases():
    sheet = Sheet(
        name="Aide", themes=("mobilite--preparer-un-permis",), kind="atelier", fee="gratuit", without_car=True
    )
    codes = codes_of(sheet, facets_of(sheet, districts=["QN04213M"]), entries=(), on=ON)
    assert codes == {
        "theme:preparer-un-permis",
        "category:mobilite",
        "obstacle:physical_mobility",
        "audience:tous-publics",
        "district:QN04213M",
        "kind:atelier",
        "fee:gratuit",
        "ease:without_car",
    }
    read = document_of(7, sheet, structure="Le Relais", places=["Montreynaud"], codes=codes, quality=80)
    assert (read.title, read.keywords) == ("Aide", "Préparer un permis Mobilité")
    assert read.context == "Le Relais Atelier Montreynaud"
    assert (hint_of(80, None), hint_of(80, 0), hint_of(80, 400)) == (80, 125, 80)


def test_every_code_that_is_asked_exists_and_fits():
    themes = {code_of("theme", theme) for theme in THEMES}
    asked = [meaning[1:] for some in EXPRESSIONS.values() for meaning in some if meaning.startswith("=")]
    asked += [code for door in DOORS.values() for code in door.codes]
    assert [code for code in asked if code.startswith("theme:") and code not in themes] == []
    assert [code for code in (*themes, *asked) if not is_code(code)] == []
    assert len(themes) == len(THEMES)
    assert set(DOORS) == set(Need)

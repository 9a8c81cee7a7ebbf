"""By what a service is found, whom it covers, how long it is believed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.directory.enums import AUDIENCES, CATEGORIES, THEMES, Obstacle, UpdateEvery
from cite.directory.rules.coverage import DistrictPlace, covered_districts
from cite.directory.rules.facets import codes_for, facets_of
from cite.directory.rules.freshness import look_again_on, shown_until, warnings_due
from cite.directory.rules.needs import category_of, obstacles_of, themes_of
from cite.directory.rules.sheet import Sheet

ORMES = DistrictPlace("QN04299N", frozenset({"42218"}), "244200770", "42")
SAULES = DistrictPlace("QN04298N", frozenset({"42095", "42218"}), "244200770", "42")


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_every_theme_has_a_known_family(theme):
    assert category_of(theme) in CATEGORIES


@pytest.mark.parametrize("obstacle", list(Obstacle))
def test_every_frein_leads_to_themes_of_the_standard(obstacle):
    assert themes_of(obstacle) and themes_of(obstacle) <= set(THEMES)


@pytest.mark.parametrize(
    ("theme", "freins"),
    [
        ("mobilite--preparer-un-permis", {"physical_mobility"}),
        ("famille--garde-denfants", {"childcare"}),
        ("sante--acces-aux-soins", {"health"}),
        ("lecture-ecriture-calcul--maitriser-le-francais", {"language"}),
        ("remobilisation--bien-etre-confiance-en-soi", {"confidence"}),
        ("creer-une-entreprise--developper-son-entreprise", set()),
        ("a-theme-that-no-longer-exists", set()),
    ],
)
def test_what_a_theme_lifts(theme, freins):
    assert obstacles_of([theme]) == freins


def test_psychological_mobility_is_said_never_deduced():
    assert "psychological_mobility" not in obstacles_of(THEMES)
    sheet = Sheet(name="Sortir ensemble", obstacles=("psychological_mobility",))
    assert ("obstacle", "psychological_mobility") in facets_of(sheet, districts=())


def test_a_service_for_everyone_is_found_under_every_audience():
    for audiences in ((), ("tous-publics",)):
        found = facets_of(Sheet(name="A", audiences=audiences), districts=())
        codes = {code for facet, code in found if facet == "audience"}
        assert all(codes & codes_for("audience", audience) for audience in AUDIENCES)
    found = facets_of(Sheet(name="A", audiences=("jeunes",)), districts=())
    assert {code for facet, code in found if facet == "audience"} == {"jeunes"}
    assert codes_for("theme", "x") == {"x"}


@pytest.mark.parametrize(
    ("known", "expected"), [(True, {"childcare_on_site"}), (False, set()), (None, set())]
)
def test_only_a_yes_is_found(known, expected):
    found = facets_of(Sheet(name="A", childcare_on_site=known), districts=())
    assert {code for facet, code in found if facet == "ease"} == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ([], set()),
        (["42095"], {"QN04298N"}),
        (["42218"], {"QN04298N", "QN04299N"}),
        (["244200770"], {"QN04298N", "QN04299N"}),
        (["42"], {"QN04298N", "QN04299N"}),
        (["france"], {"QN04298N", "QN04299N"}),
        (["99100"], {"QN04298N", "QN04299N"}),
        (["69", "69123"], set()),
    ],
)
def test_an_area_covers_the_districts_it_touches(zone, expected):
    assert covered_districts(zone, [ORMES, SAULES]) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 2), 12, date(2027, 11, 2)),
    ],
)
def test_the_promised_look(day, months, expected):
    assert look_again_on(day, months) == expected


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.sampled_from(UpdateEvery.values))
def test_the_public_sees_a_sheet_beyond_the_promised_look(day, months):
    assert shown_until(day, months) > look_again_on(day, months) > day


@pytest.mark.parametrize(("left", "count"), [(90, 0), (46, 0), (45, 1), (11, 1), (10, 2), (0, 2), (-3, 2)])
def test_two_warnings_before_a_sheet_is_hidden(left, count):
    until = date(2026, 12, 31)
    assert warnings_due(until, date.fromordinal(until.toordinal() - left)) == count

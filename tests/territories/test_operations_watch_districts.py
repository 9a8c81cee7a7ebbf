"""The co-pilots, either of them, say which the watch districts are, and where."""

from datetime import date

import pytest
from shapely import Point
from shapely.geometry import mapping

from cite.accounts.enums import AccessObjection, Role
from cite.core.decisions import Refused
from cite.core.models import SaveObjection
from cite.territories.enums import DistrictKind, DistrictObjection, Reason
from cite.territories.gateways.official_files import FileRefused
from cite.territories.models import District
from cite.territories.operations.watch_districts import (
    add_watch_district,
    confirm_watch_district,
    list_watch_district,
    set_watch_contour,
    withdraw_watch_district,
)
from cite.territories.permissions import can_edit_watch_district, can_edit_watch_districts
from cite.territories.queries.location import locate
from tests.factories.accounts import make_user
from tests.factories.territories import at, make_commune, make_district, make_edition, square

TODAY = date(2026, 11, 23)


@pytest.fixture
def commune(territory):
    return make_commune("42207", "Saint-Chamond", contour=square(side=4_000))


@pytest.fixture
def watch(commune):
    return make_district(commune, kind=DistrictKind.WATCH, label="Fonsala", is_confirmed=False)


@pytest.fixture(params=[Role.CO_PILOT_STATE, Role.CO_PILOT_METROPOLE])
def co_pilot(territory, request):
    return make_user("pilote", role=request.param, territory=territory)


def draw(watch, by, territory, geometry=None, version=None):
    return set_watch_contour(
        district=watch,
        geometry=geometry if geometry is not None else mapping(square(100, 100)),
        by=by,
        territory=territory,
        version=version or watch.version,
    )


def test_a_drawn_contour_answers_at_once(watch, co_pilot, territory):
    make_edition("42207")
    assert locate(territory=territory, point=at(200, 200), on=TODAY).watch_labels == ("Fonsala",)

    drawn = draw(watch, co_pilot, territory)

    assert drawn.is_confirmed
    assert drawn.area_m2 == pytest.approx(40_000, rel=1e-3)
    answer = locate(territory=territory, point=at(200, 200), on=TODAY)
    assert answer.reason == Reason.WATCH_DISTRICT
    assert "Fonsala (Saint-Chamond)" in answer.sentence
    elsewhere = locate(territory=territory, point=at(2_000, 2_000), on=TODAY)
    assert (elsewhere.reason, elsewhere.watch_labels) == (Reason.OUTSIDE_CONTOURS, ())


def test_a_contour_can_be_brought_as_a_file(watch, co_pilot, territory):
    content = (
        b'{"features": [{"properties": {}, "geometry": %s}]}'
        % str(mapping(square(100, 100)))
        .replace("'", '"')
        .replace("(", "[")
        .replace(")", "]")
        .replace(",]", "]")
        .encode()
    )

    assert draw(watch, co_pilot, territory, content).geometry.equals(square(100, 100))


@pytest.mark.parametrize(
    ("geometry", "objection"),
    [
        (mapping(square(9_000)), DistrictObjection.OUT_OF_TERRITORY),
        (mapping(Point(at(100, 100))), DistrictObjection.NOT_POLYGON),
        ({"type": "Polygon"}, DistrictObjection.NOT_POLYGON),
        ({"type": "Polygon", "coordinates": [[["x"]]]}, DistrictObjection.NOT_POLYGON),
        ({}, DistrictObjection.NOT_POLYGON),
    ],
)
def test_what_is_no_contour_is_refused(watch, co_pilot, territory, geometry, objection):
    with pytest.raises(Refused) as refused:
        draw(watch, co_pilot, territory, geometry)

    assert refused.value.decision.objections == (objection,)
    watch.refresh_from_db()
    assert watch.contour is None


def test_a_file_that_cannot_be_read_is_refused(watch, co_pilot, territory):
    with pytest.raises(FileRefused):
        draw(watch, co_pilot, territory, b"<html>")


def test_two_co_pilots_drawing_at_once(watch, co_pilot, territory):
    seen = watch.version
    draw(watch, co_pilot, territory, version=seen)

    with pytest.raises(Refused) as refused:
        draw(watch, co_pilot, territory, mapping(square(500)), version=seen)

    assert refused.value.decision.objections == (SaveObjection.CHANGED_MEANWHILE,)
    watch.refresh_from_db()
    assert watch.geometry.equals(square(100, 100))


@pytest.mark.parametrize("role", [Role.PRESCRIBER, Role.CARRIER, Role.COORDINATOR, None])
def test_nobody_else_may(watch, territory, role):
    someone = make_user("autre", role=role, territory=territory)
    refusals = [
        lambda: draw(watch, someone, territory),
        lambda: confirm_watch_district(district=watch, by=someone, territory=territory, version=1),
        lambda: withdraw_watch_district(district=watch, by=someone, territory=territory, version=1),
        lambda: add_watch_district(territory=territory, label="Neuf", communes=[], by=someone),
    ]

    for refusal in refusals:
        with pytest.raises(Refused) as refused:
            refusal()
        assert AccessObjection.CO_PILOTS_ONLY in refused.value.decision.objections
    assert not can_edit_watch_districts(someone, territory)


def test_a_priority_district_is_not_drawn_here(commune, co_pilot, territory):
    priority = make_district(commune)

    assert can_edit_watch_district(co_pilot, territory, priority).objections == (DistrictObjection.NOT_WATCH,)


def test_the_district_of_another_territory_is_not_ours(co_pilot, territory):
    theirs = make_district(
        make_commune("69202", "Sainte-Foy", epci_code="200046977"), kind=DistrictKind.WATCH
    )

    assert can_edit_watch_district(co_pilot, territory, theirs).objections == (DistrictObjection.NOT_YOURS,)


def test_confirm_then_withdraw(watch, co_pilot, territory):
    confirmed = confirm_watch_district(
        district=watch, by=co_pilot, territory=territory, version=watch.version
    )
    assert confirmed.is_confirmed

    withdrawn = withdraw_watch_district(
        district=confirmed, by=co_pilot, territory=territory, version=confirmed.version
    )
    assert withdrawn.is_withdrawn
    make_edition("42207")
    assert locate(territory=territory, point=at(200, 200), on=TODAY).watch_labels == ()


def test_add_a_district(commune, co_pilot, territory):
    added = add_watch_district(
        territory=territory, label="  Izieux  - Le Creux ", communes=[commune], by=co_pilot
    )

    assert (added.label, added.is_confirmed) == ("Izieux - Le Creux", True)
    assert list(added.communes.all()) == [commune]


def test_add_a_district_refused(commune, watch, co_pilot, territory):
    theirs = make_commune("69202", "Sainte-Foy", epci_code="200046977")
    for label, communes, objections in (
        ("", [], (DistrictObjection.NAME_MISSING, DistrictObjection.NO_COMMUNE)),
        ("Neuf", [theirs], (DistrictObjection.NO_COMMUNE,)),
        ("FONSALA", [commune], (DistrictObjection.ALREADY_LISTED,)),
    ):
        with pytest.raises(Refused) as refused:
            add_watch_district(territory=territory, label=label, communes=communes, by=co_pilot)
        assert refused.value.decision.objections == objections
    assert District.objects.count() == 1


def test_a_listed_district_keeps_what_people_set(watch, commune):
    District.objects.update(is_confirmed=True)

    again, was_added = list_watch_district(label="Fonsala", communes=[commune])

    assert (again.pk, was_added, again.is_confirmed) == (watch.pk, False, True)


def test_the_same_name_elsewhere_is_another_district(watch, territory):
    other = make_commune("42095", "Firminy")

    assert list_watch_district(label="Fonsala", communes=[other])[1]

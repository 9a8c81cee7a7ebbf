"""The map of a territory, for pages and for geographic software."""

import json
from datetime import date

import pytest
import shapely
from django.conf import settings

from cite.territories.enums import DistrictKind, Generation
from cite.territories.operations.reference_data import load_territory
from cite.territories.queries.territory_map import (
    commune_collection,
    district_collection,
    districts_by_commune,
    territory_map,
)
from tests.factories.territories import make_commune, make_district, square

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def codes(collection) -> list[str]:
    return sorted(feature["id"] for feature in collection["features"])


def test_the_map_shipped_with_the_product():
    territory = load_territory(folder=settings.REFERENCE_DATA_DIR).territory
    drawn = territory_map(territory, on=TODAY)
    by_commune = {commune.name: commune for commune in districts_by_commune(territory, on=TODAY)}

    assert (len(drawn.communes["features"]), len(drawn.priority_districts["features"])) == (53, 20)
    assert drawn.watch_districts["features"] == []
    assert drawn.bounds == pytest.approx((4.043, 45.355, 4.689, 45.625), abs=0.001)
    assert len(json.dumps(drawn.priority_districts)) < 60_000
    assert len(by_commune) == 53
    names = [district.full_label for district in by_commune["Saint-Chamond"].districts]
    assert names == [
        "Centre Ville (Saint-Chamond)",
        "St Julien - Crêt De L'Oeillet (Saint-Chamond)",
        "Fonsala (Saint-Chamond)",
        "Izieux - Le Creux (Saint-Chamond)",
    ]
    malafolie = next(d for d in by_commune["Firminy"].districts if d.label == "Malafolie")
    assert malafolie.commune_names == ("Firminy", "Le Chambon-Feugerolles")
    assert (malafolie.is_confirmed, malafolie.has_contour, malafolie.area_ha) == (False, False, None)
    assert malafolie in by_commune["Le Chambon-Feugerolles"].districts


def test_districts_as_geographic_software_reads_them(territory):
    district = make_district(make_commune("42044", "Le Chambon"), make_commune("42183", "La Ricamarie"))
    (feature,) = district_collection(territory, on=TODAY)["features"]

    assert shapely.from_geojson(json.dumps(feature["geometry"])).equals(square())
    assert feature["properties"] == {
        "uuid": str(district.uuid),
        "code": "QN04299N",
        "label": "Les Ormes",
        "full_label": "Les Ormes (La Ricamarie, Le Chambon)",
        "kind": "priority",
        "generation": "2024",
        "commune_codes": "42183, 42044",
        "commune_names": "La Ricamarie, Le Chambon",
        "valid_from": "2024-01-01",
        "valid_to": None,
        "area_m2": pytest.approx(40_000, abs=50),
        "is_confirmed": True,
        "source": "",
    }


def test_districts_of_the_territory_of_the_day_and_of_the_kind(territory):
    ours, theirs = make_commune(), make_commune("42187", "Roanne", epci_code="200035731")
    make_district(ours, code="QN04201M")
    make_district(ours, code="QN04202M", is_withdrawn=True)
    make_district(theirs, code="QN04217M")
    make_district(
        ours,
        code="QP042001",
        generation=Generation.G2015,
        valid_from=date(2015, 1, 1),
        valid_to=date(2023, 12, 31),
    )
    watch = make_district(ours, kind=DistrictKind.WATCH, label="Fonsala", contour=square(500))
    make_district(ours, kind=DistrictKind.WATCH, label="Sans contour")

    assert codes(district_collection(territory, on=TODAY)) == sorted(["QN04201M", str(watch.uuid)])
    assert codes(district_collection(territory, on=TODAY, kind=DistrictKind.PRIORITY)) == ["QN04201M"]
    assert codes(district_collection(territory, on=TODAY, kind=DistrictKind.WATCH)) == [str(watch.uuid)]
    assert codes(district_collection(territory, on=date(2022, 1, 1), kind=DistrictKind.PRIORITY)) == [
        "QP042001"
    ]
    assert codes(district_collection(None, on=TODAY, kind=DistrictKind.PRIORITY)) == ["QN04201M", "QN04217M"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_same_queries_whatever_the_number_of_districts(territory, django_assert_num_queries, count):
    for number in range(count):
        commune = make_commune(
            f"4200{number}", f"Commune {number}", contour=square(3_000 * number, side=3_000)
        )
        make_district(commune, code=f"QN0420{number}M", contour=square(3_000 * number))

    with django_assert_num_queries(3):
        assert len(districts_by_commune(territory, on=TODAY)) == count
    with django_assert_num_queries(2):
        district_collection(territory, on=TODAY)
    with django_assert_num_queries(1):
        commune_collection(territory)
    territory_map(territory, on=TODAY)
    with django_assert_num_queries(1):
        assert len(territory_map(territory, on=TODAY).priority_districts["features"]) == count


def test_an_empty_territory_has_an_empty_map(territory):
    drawn = territory_map(territory, on=TODAY)

    assert (drawn.communes["features"], drawn.bounds) == ([], None)

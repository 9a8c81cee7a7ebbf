"""Districts and communes, for programs and for geographic software."""

import json

import pytest
import shapely
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cite.tenancy.models import Territory
from cite.territories.models import District, MapVersion


def test_the_districts_of_a_territory(loaded, api):
    answer = api.get("districts").json()
    assert answer["count"] == len(answer["districts"])
    assert {district["kind"] for district in answer["districts"]} == {"priority", "watch"}
    priority = [district for district in answer["districts"] if district["kind"] == "priority"]
    assert len(priority) == 20
    assert {d["full_label"] for d in priority} >= {
        "Centre Ville (Saint-Chamond)",
        "Centre Ville (Rive-de-Gier)",
    }


def test_filters_narrow_the_list(loaded, api):
    found = api.get("districts", kind="priority", commune="42207").json()["districts"]
    assert [district["code"] for district in found] == ["QN04209M", "QN04210M"]
    assert api.get("districts", on="2020-01-01", kind="priority").json()["count"] == 0


@pytest.mark.parametrize(
    ("parameters", "field"),
    [({"kind": "qpv"}, "kind"), ({"commune": "42\x01"}, "commune"), ({"on": "hier"}, "on")],
)
def test_a_wrong_filter_is_refused(loaded, api, parameters, field):
    answer = api.get("districts", **parameters)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_another_territory_has_its_own(loaded, other_territory, api):
    Territory.objects.filter(pk=loaded.pk).update(host="testserver")
    assert api.get("districts").json()["count"] > 0
    Territory.objects.filter(pk=loaded.pk).update(host="")
    Territory.objects.filter(pk=other_territory.pk).update(host="testserver")
    assert api.get("districts").json()["count"] == 0
    assert api.get("communes.geojson").json()["features"] == []


def test_one_district_with_its_contour(loaded, api):
    district = api.get("districts/QN04213M").json()
    assert district["full_label"] == "Montreynaud (Saint-Étienne)"
    contour = shapely.from_geojson(json.dumps(district["geometry"]))
    assert contour.equals(District.objects.get(code="QN04213M").geometry)


def test_a_watch_district_by_its_identifier(loaded, api):
    [first, *_] = api.get("districts", kind="watch").json()["districts"]
    assert (first["code"], first["bbox"]) == ("", None)
    assert api.get(f"districts/{first['id']}").json()["geometry"] is None


@pytest.mark.parametrize("identifier", ["QN99999M", "00000000-0000-0000-0000-000000000000", "%01", "é" * 500])
def test_an_unknown_district(loaded, api, identifier):
    answer = api.get(f"districts/{identifier}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_what_is_loaded_is_said(loaded, api):
    status = api.get("status").json()
    assert status["territory"]["communes"] == 53
    assert [(e["generation"], len(e["coverage"])) for e in status["editions"]] == [("2024", 53)]
    assert status["address_index"]["kind"] == "reference"


@pytest.mark.parametrize("path", ["districts.geojson", "communes.geojson"])
def test_geographic_software_can_read_it(loaded, api, path):
    answer = api.get(path)
    assert answer["Content-Type"] == "application/geo+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    collection = json.loads(answer.content)
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection, "RFC 7946 knows one reference system"
    assert len({feature["id"] for feature in collection["features"]}) == len(collection["features"]) > 0
    for feature in collection["features"]:
        geometry = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert geometry.is_valid or path == "communes.geojson"
        assert feature["bbox"] == list(geometry.bounds)
        west, south, east, north = geometry.bounds
        assert 3 < west < east < 6 and 44 < south < north < 47, "longitude first, in degrees"
        for polygon in shapely.get_parts(geometry):
            assert polygon.exterior.is_ccw
            assert not any(ring.is_ccw for ring in polygon.interiors)
        assert all(not isinstance(value, list | dict) for value in feature["properties"].values()), (
            "a flat table"
        )


def test_contours_keep_their_full_precision(loaded, api):
    contours = {
        feature["id"]: feature["geometry"] for feature in api.get("districts.geojson").json()["features"]
    }
    for district in District.objects.filter(kind="priority"):
        assert shapely.from_geojson(json.dumps(contours[district.code])).equals(district.geometry)


def test_a_collection_is_filtered_too(loaded, api):
    features = api.get("districts.geojson", kind="priority", commune="42207").json()["features"]
    assert sorted(feature["id"] for feature in features) == ["QN04209M", "QN04210M"]


def test_a_collection_is_sent_once(loaded, api):
    first = api.get("districts.geojson")
    again = api.get("districts.geojson", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Access-Control-Allow-Origin"] == "*"
    assert "Vary" not in again
    District.objects.filter(code="QN04213M").update(label="Montreynaud modifié")
    MapVersion.renew()
    assert api.get("districts.geojson", headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("districts", 3),
        ("districts/QN04213M", 3),
        ("districts.geojson", 2),
        ("communes", 2),
        ("communes.geojson", 2),
        ("status", 3),
    ],
)
def test_the_number_of_queries_is_known(loaded, api, path, count):
    api.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert api.get(path).status_code == 200
    assert len(queries) == count

"""A thousand places at once: in order, each with its answer or its own error."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

INSIDE = {"longitude": 4.4036, "latitude": 45.466}
CITY_HALL = {"address": "120 place des Tilleuls, 42380 Aboën"}


def bulk(api, items, **more):
    answer = api.post("locate/bulk", json.dumps({"items": items, **more}))
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_answers_come_in_order_and_one_bad_item_spoils_nothing(loaded, api):
    items = [
        INSIDE,
        {"adress": "1 rue"},
        CITY_HALL,
        None,
        "1 rue",
        {"address": "a\x00"},
        [],
        {"body": {}},
        INSIDE,
    ]
    results = bulk(api, items)["results"]
    statuses = [result["answer"] and result["answer"]["qpv_status"] for result in results]
    assert statuses == ["in_qpv", None, "outside", None, None, None, None, None, "in_qpv"]
    errors = [[(error["field"], error["code"]) for error in result["errors"]] for result in results]
    assert errors == [
        [],
        [("adress", "unknown")],
        [],
        [("", "not_an_object")],
        [("", "not_an_object")],
        [("address", "control_characters")],
        [("", "not_an_object")],
        [("body", "unknown")],
        [],
    ]


@pytest.mark.parametrize(
    "place", [INSIDE, CITY_HALL, {}, {"longitude": 45.466, "latitude": 4.4036}, {"address": "SDF"}]
)
def test_one_in_bulk_is_one_alone(loaded, api, place):
    [result] = bulk(api, [place])["results"]
    assert result["answer"] == api.post("locate", place).json()


def test_the_day_of_an_item_prevails(loaded, api):
    results = bulk(api, [INSIDE, INSIDE | {"on": "2026-11-23"}], on="2020-01-01")["results"]
    assert [result["answer"]["on"] for result in results] == ["2020-01-01", "2026-11-23"]


def test_a_thousand_and_no_more(loaded, api):
    assert bulk(api, [INSIDE] * 1000)["count"] == 1000
    refused = api.post("locate/bulk", {"items": [INSIDE] * 1001})
    assert refused.status_code == 422
    assert refused.json()["errors"] == [
        {
            "field": "items",
            "code": "too_long",
            "detail": "Cette liste est trop longue\u00a0: 1000 éléments au plus.",
        }
    ]


def test_no_item_no_result(loaded, api):
    assert bulk(api, []) == {"count": 0, "results": []}


@pytest.mark.parametrize("count", [1, 300])
def test_the_number_of_queries_does_not_grow(loaded, api, count):
    items = [INSIDE, CITY_HALL, {"adress": ""}, {"longitude": 4.39, "latitude": 45.43}] * count
    bulk(api, items[:4])
    with CaptureQueriesContext(connection) as queries:
        bulk(api, items[:1000])
    assert len(queries) == 2

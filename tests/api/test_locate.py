"""One place at a time: what is answered, and that nothing strange is ever an error of ours."""

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cite.api.schemas import AnswerOut
from cite.territories.rules.residence import ANSWER_COLUMNS

INSIDE = {"longitude": 4.4036, "latitude": 45.466}
CITY_HALL = {"address": "120 place des Tilleuls, 42380 Aboën"}


def test_the_fields_are_the_columns_of_a_file():
    assert tuple(AnswerOut.model_fields) == ANSWER_COLUMNS


def test_a_point_inside(loaded, api):
    answer = api.get("locate", **INSIDE).json()
    assert answer["qpv_status"] == "in_qpv"
    assert answer["qpv_code"] == "QN04213M"
    assert answer["qpv_label"] == "Montreynaud (Saint-Étienne)"
    assert answer["sentence"] == "Votre adresse ouvre droit aux actions de la Cité de l’emploi."


def test_get_and_post_agree(loaded, api):
    assert api.get("locate", **INSIDE).json() == api.post("locate", INSIDE).json()


def test_an_older_day_is_not_covered_rather_than_outside(loaded, api):
    answer = api.get("locate", **INSIDE, on="2020-01-01").json()
    assert (answer["qpv_status"], answer["reason"]) == ("not_covered", "generation_not_loaded")


@pytest.mark.parametrize(
    ("longitude", "latitude", "status", "reason"),
    [
        ("nan", "45.4", "unknown", "coordinates_invalid"),
        ("inf", "-inf", "unknown", "coordinates_invalid"),
        ("1e400", "45.4", "unknown", "coordinates_invalid"),
        ("45.466", "4.4036", "unknown", "coordinates_swapped"),
        ("807932.1", "6485723.4", "unknown", "coordinates_projected"),
        ("-74.0", "40.7", "not_covered", "abroad"),
        ("4.8357", "45.764", "not_covered", "commune_not_loaded"),
    ],
)
def test_a_strange_point_is_said_to_be_so(loaded, api, longitude, latitude, status, reason):
    answer = api.get("locate", longitude=longitude, latitude=latitude)
    assert answer.status_code == 200
    assert (answer.json()["qpv_status"], answer.json()["reason"]) == (status, reason)


@pytest.mark.parametrize("longitude", ["NaN", "Infinity", "-Infinity", "1e999", "1" + "0" * 400, "null"])
def test_a_number_that_is_none_in_json(loaded, api, longitude):
    answer = api.post("locate", f'{{"longitude": {longitude}, "latitude": 45.4}}')
    assert answer.status_code == 200
    assert answer.json()["reason"] == "coordinates_invalid"


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (CITY_HALL, "outside", "outside_contours"),
        (
            {"address": "120 place des Tilleuls", "postcode": "42380", "commune": "Aboën"},
            "outside",
            "outside_contours",
        ),
        ({"address": "Avenue du Parc, Andrézieux-Bouthéon"}, "to_verify", "no_housenumber"),
        ({"address": "sans domicile fixe"}, "not_verifiable", "no_fixed_address"),
        ({"address": ""}, "unknown", "empty"),
        ({}, "unknown", "empty"),
        ({"address": "7 rue Imaginaire, Nullepart"}, "unknown", "no_address_index"),
        ({"address": "7 rue Imaginaire", **INSIDE}, "in_qpv", "inside_contour"),
        ({"longitude": 4.4}, "unknown", "coordinates_invalid"),
    ],
)
def test_an_address_or_a_point(loaded, api, body, status, reason):
    answer = api.post("locate", body).json()
    assert (answer["qpv_status"], answer["reason"]) == (status, reason)


def test_the_command_line_says_the_same(loaded, api, capsys):
    call_command("locate", "120 place des Tilleuls, 42380 Aboën")
    sentence = api.post("locate", CITY_HALL).json()["sentence"]
    assert sentence in capsys.readouterr().out


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"address": "1 rue\x00"}, "address", "control_characters"),
        ({"address": "\x1b[31m1 rue"}, "address", "control_characters"),
        ({"address": "a" * 301}, "address", "too_long"),
        ({"address": 12}, "address", "not_a_text"),
        ({"longitude": "4.4", "latitude": 45.4}, "longitude", "not_a_number"),
        ({"longitude": True, "latitude": 45.4}, "longitude", "not_a_number"),
        ({"on": "31/12/2026"}, "on", "not_a_day"),
        ({"on": "2026-02-30"}, "on", "not_a_day"),
        ({"on": 1}, "on", "not_a_day"),
        ({"adresse": "1 rue"}, "adresse", "unknown"),
        ([], "", "not_an_object"),
    ],
)
def test_a_wrong_field_is_named_and_never_repeated(loaded, api, body, field, code):
    answer = api.post("locate", json.dumps(body))
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    [error] = answer.json()["errors"]
    assert (error["field"], error["code"]) == (field, code)
    assert "1 rue" not in answer.content.decode()


@pytest.mark.parametrize(
    ("parameters", "field", "code"),
    [
        ({"longitude": "4,4", "latitude": "45.4"}, "longitude", "not_a_number"),
        ({"longitude": "4.4"}, "latitude", "missing"),
        ({"longitude": "4.4", "latitude": "45.4", "on": "0"}, "on", "not_a_day"),
        ({"longitude": "4.4", "latitude": "45.4", "address": "1 rue"}, "address", "unknown"),
        ({"longitude": ["4.4", "5"], "latitude": "45.4"}, "longitude", "repeated"),
    ],
)
def test_a_wrong_parameter_is_named(loaded, api, parameters, field, code):
    answer = api.get("locate", **parameters)
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert (error["field"], error["code"]) == (field, code)


def test_a_search_proposes_addresses(loaded, api):
    answer = api.post("addresses/search", {"text": "120 place des tilleuls aboen", "limit": 1}).json()
    assert answer["address_index"] == "reference"
    assert [candidate["label"] for candidate in answer["candidates"]] == [
        "120 Place des Tilleuls 42380 Aboën"
    ]


def test_what_is_proposed_can_be_sent_back(loaded, api):
    [candidate] = api.post("addresses/search", {"text": "avenue du parc andrezieux", "limit": 1}).json()[
        "candidates"
    ]
    assert api.post("locate", {"address": candidate["label"]}).json()["reason"] == "no_housenumber"


@pytest.mark.parametrize(("body", "count"), [(INSIDE, 2), (CITY_HALL, 3)], ids=["point", "address"])
def test_the_number_of_queries_is_known(loaded, api, body, count):
    api.post("locate", body)  # draws the map
    with CaptureQueriesContext(connection) as queries:
        assert api.post("locate", body).status_code == 200
    assert len(queries) == count, (
        "the territory of the host, the version of the map; its communes for an address"
    )
    assert all(query["sql"].startswith("SELECT") for query in queries)

"""Columns recognized by name, by content, and what a person may confirm."""

import pytest

from cite.imports.enums import Clue, FieldKind, ImportObjection
from cite.imports.rules.cells import Field
from cite.imports.rules.columns import check_mapping, recognize

FIELDS = (
    Field("address", "Adresse", ("adresse complète", "voie", "rue"), FieldKind.ADDRESS),
    Field("postcode", "Code postal", ("cp",), FieldKind.POSTCODE),
    Field("city", "Commune", ("ville",)),
    Field("longitude", "Longitude", ("lon", "lng", "x"), FieldKind.LONGITUDE),
    Field("latitude", "Latitude", ("lat", "y"), FieldKind.LATITUDE),
    Field("x", "X (Lambert-93)", ("x",), FieldKind.LAMBERT93_X),
    Field("y", "Y (Lambert-93)", ("y",), FieldKind.LAMBERT93_Y),
    Field("on", "Date", ("jour",), FieldKind.DATE),
)
STREETS = [["12 rue de la République"], ["3 place Jaurès"]]


def found(headers, *rows) -> dict[str, int]:
    return recognize(headers, rows, FIELDS).mapping


@pytest.mark.parametrize(
    ("headers", "row", "mapping"),
    [
        (["ADRESSE", "CP", "Ville"], ["", "", ""], {"address": 0, "postcode": 1, "city": 2}),
        (["codePostal", "Adresse_complète"], ["42000", ""], {"postcode": 0, "address": 1}),
        (["Code-Postal ", "COMMUNE"], ["42000", ""], {"postcode": 0, "city": 1}),
        (["adress", "comune"], ["12 rue X", "Firminy"], {"address": 0, "city": 1}),
        (["Adresse e-mail", "Adresse du participant"], ["a@example.org", "12 rue X"], {"address": 1}),
        (["Adresse électronique"], ["a@example.org"], {}),
        (["x", "y"], ["4,38765", "45,43210"], {"longitude": 0, "latitude": 1}),
        (["x", "y"], ["806123", "6482345"], {"x": 0, "y": 1}),
        (["lat", "lng"], ["45.4", "4.3"], {"longitude": 1, "latitude": 0}),
        (["Numéro", "Prénom"], ["12", "Zoé"], {}),
        (["Code INSEE"], ["42218"], {}),
        (["Date de naissance"], ["31/12/1990"], {"on": 0}),
    ],
)
def test_columns_are_recognized_by_name(headers, row, mapping):
    assert found(headers, row) == mapping


def test_the_content_speaks_where_the_name_does_not():
    guesses = recognize(["Domicile"], STREETS, FIELDS).guesses
    assert [(guess.field, guess.clue, guess.is_sure) for guess in guesses] == [
        ("address", Clue.CONTENT, False)
    ]


def test_without_headers_the_content_says_more():
    rows = [
        ["12 rue X", "42000", "01/02/2026", "4.38765", "45.43210"],
        ["3 place Y", "1000", "2026-03-04", "4.4001", "45.5002"],
    ]
    assert found([""] * 5, *rows) == {"address": 0, "postcode": 1, "on": 2, "longitude": 3, "latitude": 4}


def test_a_name_that_its_cells_contradict_is_not_believed():
    assert found(["Longitude"], ["Saint-Étienne"], ["Firminy"]) == {}


def test_one_column_serves_one_field_and_the_best_name_wins():
    assert found(["Adresse de la structure", "Adresse"], ["1 rue X", "2 rue Y"]) == {"address": 1}
    recognition = recognize(["Adresse", "Adresse"], STREETS, FIELDS)
    assert recognition.mapping == {"address": 0}
    assert recognition.guess_for("city") is None


REQUIRED = (Field("name", "Nom", required=True), *FIELDS)
ONE_OF = (("address",), ("longitude", "latitude"))


@pytest.mark.parametrize(
    ("mapping", "objections"),
    [
        ({"name": 0, "address": 1}, []),
        ({"name": 0, "longitude": 1, "latitude": 2}, []),
        ({"name": 0, "longitude": 1}, [ImportObjection.ONE_OF_MISSING]),
        ({"address": 1}, [ImportObjection.REQUIRED_COLUMN]),
        ({"name": 1, "address": 1}, [ImportObjection.COLUMN_TWICE]),
        ({"name": 0, "address": 9}, [ImportObjection.UNKNOWN_COLUMN]),
        ({"name": 0, "address": -1}, [ImportObjection.UNKNOWN_COLUMN]),
        ({"name": 0, "address": 1, "age": 2}, [ImportObjection.UNKNOWN_COLUMN]),
        ({}, [ImportObjection.REQUIRED_COLUMN, ImportObjection.ONE_OF_MISSING]),
    ],
)
def test_what_a_person_may_confirm(mapping, objections):
    assert list(check_mapping(mapping, REQUIRED, 5, ONE_OF).objections) == objections

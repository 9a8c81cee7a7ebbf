"""Which place a row of a list means, whatever its columns."""

import math
from datetime import date

import pytest

from cite.imports.rules.cells import parse_row
from cite.imports.rules.columns import recognize
from cite.territories.rules.address_lists import FIELDS, place_of
from cite.territories.rules.addresses import AddressQuery

TODAY = date(2026, 11, 23)


def place(headers: str, row: str):
    """Read a row under its headers, as an import does."""
    names, cells = headers.split(";"), row.split(";")
    columns = recognize(names, [cells], FIELDS).mapping
    parsed = parse_row(2, cells, columns, FIELDS, names)
    return place_of(parsed.cells, parsed.values, on=TODAY)


@pytest.mark.parametrize(
    ("headers", "row", "address"),
    [
        (
            "Adresse;CP;Ville",
            "12 rue des Ormes;42000;Saint-Étienne",
            ("12 rue des Ormes", "42000", "Saint-Étienne"),
        ),
        ("numéro;voie;commune", "12;rue des Ormes;Firminy", ("12 rue des Ormes", "", "Firminy")),
        (
            "adresse complète",
            "12 rue des Ormes 42000 Saint-Étienne",
            ("12 rue des Ormes 42000 Saint-Étienne", "", ""),
        ),
        ("adresse;code_postal", "12 rue des Ormes;1000", ("12 rue des Ormes", "01000", "")),
        ("adresse;lon;lat", "12 rue des Ormes;;", ("12 rue des Ormes", "", "")),
    ],
)
def test_an_address_is_gathered_from_its_columns(headers, row, address):
    assert place(headers, row) == (TODAY, None, AddressQuery(*address))


@pytest.mark.parametrize(
    ("headers", "row", "point"),
    [
        ("longitude;latitude", "4,4036;45,4660", (4.4036, 45.4660)),
        ("adresse;lon;lat", "12 rue des Ormes;4.4036;45.4660", (4.4036, 45.4660)),
        ("x;y", "4.4036;45.4660", (4.4036, 45.4660)),
        ("x;y;lon;lat", "809735;6486104;4.4036;45.4660", (4.4036, 45.4660)),
    ],
)
def test_coordinates_prevail_over_an_address(headers, row, point):
    assert place(headers, row).point == point


def test_columns_of_meters_are_converted():
    longitude, latitude = place("X;Y", "700000;6600000").point
    assert (round(longitude, 6), round(latitude, 6)) == (3.0, 46.5)  # the origin of Lambert-93


def test_what_is_not_a_number_stays_unreadable():
    cells = {"longitude": "ici", "latitude": "là"}
    assert all(map(math.isnan, place_of(cells, {}, on=TODAY).point))
    cells = {"x_lambert93": "ici", "y_lambert93": "là"}
    assert all(map(math.isnan, place_of(cells, {"x_lambert93": None}, on=TODAY).point))


@pytest.mark.parametrize(("day", "on"), [("31/12/2025", date(2025, 12, 31)), ("", TODAY)])
def test_a_row_may_have_its_own_day(day, on):
    assert place("adresse;date", f"12 rue des Ormes;{day}").on == on


def test_a_day_that_cannot_be_read_is_never_today():
    fields = {field.name: field for field in FIELDS}
    parsed = parse_row(
        2, ["12 rue X", "hier"], {"address": 0, "on": 1}, list(fields.values()), ["adresse", "date"]
    )
    assert place_of(parsed.cells, parsed.values, on=TODAY).on is None

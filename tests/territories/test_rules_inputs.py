"""What people write in place of an address or a position."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.territories.enums import Reason
from cite.territories.rules.geometry import zone_of
from cite.territories.rules.inputs import address_obstacle, coordinates_obstacle, read_degrees


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12 rue des Ormes, 42000 Saint-Étienne", None),
        ("rue du Sans-Souci", None),
        ("Place de la Poste, Firminy", None),
        ("", Reason.EMPTY),
        ("  \t ", Reason.EMPTY),
        ("???", Reason.EMPTY),
        ("SDF", Reason.NO_FIXED_ADDRESS),
        ("Sans domicile fixe", Reason.NO_FIXED_ADDRESS),
        ("domiciliation CCAS, 42100", Reason.NO_FIXED_ADDRESS),
        ("Domiciliée au CCAS de Firminy", Reason.NO_FIXED_ADDRESS),
        ("élection de domicile : Entraide", Reason.NO_FIXED_ADDRESS),
        ("Poste restante, Saint-Chamond", Reason.NO_FIXED_ADDRESS),
        ("BP 505 42007 Saint-Étienne", Reason.NO_FIXED_ADDRESS),
        ("CS 10123", Reason.NO_FIXED_ADDRESS),
        ("42007 Saint-Étienne CEDEX 1", Reason.NO_FIXED_ADDRESS),
        ("2 avenue des Tilleuls, BP 23, 42007 Saint-Étienne Cedex 1", None),
        ("12 bis rue des Ormes BP4", None),
    ],
)
def test_address_obstacle(text, reason):
    assert address_obstacle(text) == reason


@pytest.mark.parametrize(
    ("longitude", "latitude", "reason"),
    [
        (4.39, 45.44, None),
        (55.45, -20.88, None),
        (-61.0, 14.6, None),
        (45.44, 4.39, Reason.COORDINATES_SWAPPED),
        (-20.88, 55.45, Reason.COORDINATES_SWAPPED),
        (808_000.0, 6_490_000.0, Reason.COORDINATES_PROJECTED),
        (6_490_000.0, 808_000.0, Reason.COORDINATES_PROJECTED),
        (338_000.0, 7_690_000.0, Reason.COORDINATES_PROJECTED),
        (-73.9, 40.7, Reason.ABROAD),
        (0.0, 0.0, Reason.COORDINATES_INVALID),
        (math.nan, 45.44, Reason.COORDINATES_INVALID),
        (4.39, math.inf, Reason.COORDINATES_INVALID),
        (999.0, 45.0, Reason.COORDINATES_INVALID),
        (1e300, 1e300, Reason.COORDINATES_INVALID),
    ],
)
def test_coordinates_obstacle(longitude, latitude, reason):
    assert coordinates_obstacle(longitude, latitude) == reason


@given(st.floats(), st.floats())
def test_coordinates_are_used_only_in_france(longitude, latitude):
    assert (coordinates_obstacle(longitude, latitude) is None) == (zone_of(longitude, latitude) is not None)


@pytest.mark.parametrize(
    ("text", "number"), [("4.39", 4.39), ("4,39", 4.39), (" -21,5 ", -21.5), ("45", 45.0)]
)
def test_read_degrees(text, number):
    assert read_degrees(text) == number


@given(st.text())
def test_read_degrees_never_fails(text):
    assert isinstance(read_degrees(text), float)


@given(st.text(max_size=400))
def test_address_obstacle_never_fails(text):
    assert address_obstacle(text) in {None, Reason.EMPTY, Reason.NO_FIXED_ADDRESS}

"""What a drawn contour must be."""

import pytest
from shapely import LineString, Point, Polygon, union_all

from cite.territories.enums import DistrictObjection
from cite.territories.rules.contours import drawn_contour
from tests.factories.territories import square

GROUND = square(side=5_000)
BOW = Polygon([*square().exterior.coords[:2], *reversed(square().exterior.coords[2:4])])


@pytest.mark.parametrize(
    ("drawn", "objections"),
    [
        (square(100, 100), ()),
        (union_all([square(100, 100), square(1_000, 100)]), ()),
        (BOW, ()),
        (square(100, 100, side=30), (DistrictObjection.TOO_SMALL,)),
        (square(100, 100, side=3_200), (DistrictObjection.TOO_LARGE,)),
        (square(9_000), (DistrictObjection.OUT_OF_TERRITORY,)),
        (square(4_900, side=900), (DistrictObjection.OUT_OF_TERRITORY,)),
        (square(4_900, side=200), ()),
        (LineString([(4.39, 45.44), (4.4, 45.45)]), (DistrictObjection.NOT_POLYGON,)),
        (Point(4.39, 45.44), (DistrictObjection.NOT_POLYGON,)),
        (Polygon(), (DistrictObjection.NOT_POLYGON,)),
        (Polygon([(4.39, 45.44), (4.4, 45.44), (4.41, 45.44)]), (DistrictObjection.NOT_POLYGON,)),
        (Point(4.4, 45.45).buffer(0.01, quad_segs=3_000), (DistrictObjection.TOO_DETAILED,)),
    ],
)
def test_drawn_contour(drawn, objections):
    contour, decision = drawn_contour(drawn, GROUND)

    assert decision.objections == objections
    assert bool(decision) <= (
        contour.geom_type == "MultiPolygon" and contour.is_valid and not contour.is_empty
    )


def test_drawn_contour_without_any_ground_to_compare():
    assert drawn_contour(square(90_000), None)[1]

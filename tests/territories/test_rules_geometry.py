"""Points and contours."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer
from shapely import GeometryCollection, LineString, MultiPolygon, Polygon

from cite.territories.rules.geometry import (
    NOWHERE,
    ZONES,
    ContourIndex,
    area_m2,
    polygons_of,
    repaired,
    zone_of,
)
from tests.factories.territories import at, square

INDEX = ContourIndex([square(), square(1_000), square(1_100)])  # the last two overlap


@pytest.mark.parametrize(
    ("east", "north", "position"),
    [
        (100, 100, 0),
        (1_050, 100, 1),
        (1_150, 100, 1),
        (1_250, 100, 2),
        (600, 100, NOWHERE),
        (100, -1, NOWHERE),
    ],
)
def test_holding(east, north, position):
    assert INDEX.holding(*at(east, north)) == position


def test_a_point_on_the_limit_is_inside():
    contour = Polygon([(4, 45), (4, 46), (5, 46), (5, 45)])

    assert ContourIndex([contour]).holding(4.0, 45.5) == 0


@pytest.mark.parametrize(
    ("east", "north", "nearest"),
    [
        (-6.2, 100, (0, 6.2)),
        (206, 100, (0, 6.0)),
        (100, 100, (0, 100.0)),
        (100, 97, (0, 97.0)),
        (195, 100, (0, 5.0)),
    ],
)
def test_nearest_is_exact(east, north, nearest):
    position, meters = INDEX.nearest(*at(east, north))

    assert position == nearest[0]
    assert meters == pytest.approx(nearest[1], abs=0.01)


def test_nearest_stops_at_a_hundred_meters():
    assert INDEX.nearest(*at(-100.5, 100)) is None
    assert INDEX.nearest(*at(-99.5, 100)) is not None


def test_of_two_limits_as_near_the_first_answers_alone_or_among_many():
    index = ContourIndex([square(), square(), square(3_000)])
    point = at(-20, 100)
    assert index.nearest(*point)[0] == 0
    assert index.nearest_many(*np.array([[point[0]], [point[1]]]))[0].tolist() == [0]


def test_nearest_sees_the_hole_of_a_district():
    ring = shapely.difference(square(side=1_000), square(400, 400))

    assert ContourIndex([ring]).holding(*at(500, 500)) == NOWHERE
    assert ContourIndex([ring]).nearest(*at(405, 500))[1] == pytest.approx(5, abs=0.01)


@pytest.mark.parametrize(
    ("longitude", "latitude", "epsg"),
    [
        (4.39, 45.44, 2154),
        (55.45, -20.88, 2975),
        (-61.53, 16.24, 5490),
        (-52.33, 4.93, 2972),
        (45.23, -12.78, 4471),
        (-56.18, 46.78, 4467),
        (-149.57, -17.53, 3297),
    ],
)
def test_distances_are_measured_in_the_projection_of_each_zone(longitude, latitude, epsg):
    zone = zone_of(longitude, latitude)
    to_meters = Transformer.from_crs(4326, zone.epsg, always_xy=True).transform
    to_degrees = Transformer.from_crs(zone.epsg, 4326, always_xy=True).transform
    x, y = to_meters(longitude, latitude)
    contour = Polygon([to_degrees(x + a, y + b) for a, b in ((0, 0), (0, 300), (300, 300), (300, 0))])

    assert zone.epsg == epsg
    assert ContourIndex([contour]).nearest(*to_degrees(x - 7, y + 150))[1] == pytest.approx(7, abs=0.01)
    assert area_m2(contour) == pytest.approx(90_000, rel=1e-3)


def test_zones_do_not_overlap():
    boxes = [shapely.box(zone.west, zone.south, zone.east, zone.north) for zone in ZONES]

    assert all(not a.intersects(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])


points = st.tuples(st.floats(-400, 1_500), st.floats(-400, 500))


@given(st.lists(points, min_size=1, max_size=30))
def test_arrays_answer_as_single_points_do(asked):
    degrees = np.array([at(*point) for point in asked])
    inside = INDEX.holding_points(shapely.points(degrees))
    nearest, meters = INDEX.nearest_many(degrees[:, 0], degrees[:, 1])

    for row, point in enumerate(degrees.tolist()):
        assert inside[row] == INDEX.holding(*point)
        alone = INDEX.nearest(*point)
        assert (alone is None) == (nearest[row] == NOWHERE) == bool(np.isnan(meters[row]))
        if alone:
            assert meters[row] == alone[1]


def test_threads_share_an_index():
    disks = [
        shapely.Point(at(400 * east, 400 * north)).buffer(0.003) for east in range(10) for north in range(10)
    ]
    degrees = np.random.default_rng(5).uniform(at(-200, -200), at(4_200, 4_200), (40_000, 2))
    points, expected = shapely.points(degrees), ContourIndex(disks)
    index = ContourIndex([shapely.from_wkb(disk.wkb) for disk in disks])
    parts = np.array_split(np.arange(len(points)), 8)
    with ThreadPoolExecutor(8) as threads:
        held = list(threads.map(lambda part: index.holding_points(points[part]), parts))
        near = list(threads.map(lambda part: index.nearest_many(*degrees[part].T)[0], parts))
    assert np.array_equal(np.concatenate(held), expected.holding_points(points))
    assert np.array_equal(np.concatenate(near), expected.nearest_many(*degrees.T)[0])


def test_an_empty_index_holds_nothing():
    empty = ContourIndex([])

    assert empty.holding(4.4, 45.4) == NOWHERE
    assert empty.nearest(4.4, 45.4) is None
    assert empty.holding_points(shapely.points([[4.4, 45.4]])).tolist() == [NOWHERE]


def test_repaired_mends_a_contour_that_crosses_itself():
    bow = Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])

    mended, was_broken = repaired(bow)

    assert was_broken
    assert mended.is_valid
    assert mended.geom_type == "MultiPolygon"
    assert mended.area == pytest.approx(2)


def test_repaired_leaves_a_sound_contour_alone():
    mended, was_broken = repaired(square())

    assert not was_broken
    assert mended.equals(square())


def test_repaired_forgets_heights():
    mended, _ = repaired(Polygon([(4, 45, 500), (4, 46, 500), (5, 46, 500)]))

    assert not mended.has_z


def test_polygons_of_keeps_surfaces_only():
    mixed = GeometryCollection([square(), LineString([(0, 0), (1, 1)]), GeometryCollection([square(500)])])

    assert polygons_of(mixed).equals(MultiPolygon([square(), square(500)]))
    assert polygons_of(LineString([(0, 0), (1, 1)])).is_empty

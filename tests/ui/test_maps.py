"""Maps: what the script is told, and the plain drawing made on the server."""

import json

import pytest
from django.template import Context, Engine
from hypothesis import given
from hypothesis import strategies as st

from cite.ui.components.maps import Frame
from tests.ui.html import check, read

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[4.0, 45.0], [4.2, 45.0], [4.2, 45.1], [4.0, 45.1], [4.0, 45.0]]],
}
FEATURES = [
    {
        "type": "Feature",
        "properties": {"kind": "priority", "code": "QN1", "label": "A & B", "commune": "Ville"},
        "geometry": SQUARE,
    },
    {
        "type": "Feature",
        "properties": {"kind": "watch", "code": "", "label": "C"},
        "geometry": {"type": "MultiPolygon", "coordinates": [SQUARE["coordinates"]]},
    },
    {"type": "Feature", "properties": {"kind": "commune", "label": "Ville"}, "geometry": SQUARE},
]


def draw(source, **context):
    return read(Engine.get_default().from_string(source).render(Context(context)))


def options(document):
    return json.loads(next(e.attrs["data-options"] for e in document.elements if "data-options" in e.attrs))


def test_the_script_is_told_what_to_show_and_nothing_from_elsewhere():
    document = draw(
        "{% ui_map id='carte' label='Carte' geojson_url='/q.geojson' marker=point %}Liste{% endui_map %}",
        point=(4.39, 45.43),
    )
    check(document)
    told = options(document)
    assert told["geojsonUrl"] == "/q.geojson"
    assert told["marker"] == [4.39, 45.43]
    assert told["tilesUrl"] == ""
    assert "Liste" in document.text
    assert "La carte demande JavaScript." in document.text
    addresses = [
        v
        for e in document.elements
        for n, v in e.attrs.items()
        if n.startswith("data-") and n != "data-options"
    ]
    assert not [value for value in addresses if "://" in value]


def test_tiles_are_asked_for_only_when_set(settings):
    settings.MAP_TILES_URL = "https://tuiles.example.org/{z}/{x}/{y}.png"
    settings.MAP_TILES_ATTRIBUTION = "Tuiles d’exemple"
    document = draw("{% ui_map id='carte' label='Carte' geojson_url='/q.geojson' %}{% endui_map %}")
    assert options(document)["tilesUrl"] == "https://tuiles.example.org/{z}/{x}/{y}.png"
    assert options(document)["tilesAttribution"] == "Tuiles d’exemple"


def test_the_plain_map_draws_districts_over_communes():
    document = draw(
        "{% ui_svg_map id='plan' title='Plan' features=features marker=point selected='QN1' %}",
        features=FEATURES,
        point=(4.1, 45.05),
    )
    check(document)
    classes = [e.attrs["class"] for e in document.all("path")]
    assert classes == ["ui-map__commune", "ui-map__watch", "ui-map__priority ui-map__selected"]
    assert document.all("path")[1].attrs["fill"] == "url(#plan-hachures)"
    assert "A & B (Ville)" in document.text
    assert document.one("circle").attrs["cx"] == "320.0"


def test_a_plain_map_of_nothing_is_drawn():
    assert draw("{% ui_svg_map id='plan' title='Plan' features=features %}", features=[]).one("svg")


def test_a_square_keeps_its_shape():
    frame = Frame.around([(4.0, 45.0), (4.2, 45.1)], 640, 400)
    west, north = frame.place((4.0, 45.1))
    east, south = frame.place((4.2, 45.0))
    assert (east - west) / (south - north) == pytest.approx(0.2 * 0.7065 / 0.1, rel=0.01)


longitudes = st.floats(-179, 179)
latitudes = st.floats(-84, 84)


@given(st.lists(st.tuples(longitudes, latitudes), min_size=1, max_size=8))
def test_every_point_falls_inside_the_drawing(points):
    frame = Frame.around(points, 640, 400)
    for point in points:
        x, y = frame.place(point)
        assert -0.1 <= x <= 640.1
        assert -0.1 <= y <= 400.1

"""Communes as official files give them."""

import json

import pytest

from cite.territories.gateways.commune_files import read_communes
from cite.territories.gateways.official_files import FileRefused
from tests.factories.publications import make_feature, make_geojson, make_shapefile, make_zip
from tests.factories.territories import at, square


def test_communes_of_the_geographic_code(publish):
    rows = [
        {
            "code": "42218",
            "nom": "Saint-Étienne",
            "type": "commune-actuelle",
            "codesPostaux": ["42000"],
            "population": 5,
        },
        {"code": "42190", "nom": "Saint-Victor", "type": "commune-deleguee", "chefLieu": "42218"},
    ]
    (commune,) = read_communes(publish(json.dumps(rows).encode()))

    assert (commune.code, commune.name, commune.postcodes, commune.population) == (
        "42218",
        "Saint-Étienne",
        ("42000",),
        5,
    )
    assert commune.contour is None


def test_communes_with_contours(publish):
    content = make_geojson(
        make_feature() | {"properties": {"code": "42218", "nom": "Saint-Étienne", "population": 9}}
    )
    (commune,) = read_communes(publish(content))

    assert commune.population is None
    assert commune.contour.equals(square())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[]", "aucune commune"),
        (b"nope", "pas une liste de communes"),
        (b'[{"code": "4221", "nom": "X"}]', "code INSEE"),
        (b'[{"code": "42218"}]', "son nom"),
        (b'[{"code": "42218", "nom": "X"}, {"code": "42218", "nom": "Y"}]', "42218 figure deux fois"),
        (
            make_geojson(
                {
                    "properties": {"code": "42218", "nom": "X"},
                    "geometry": {"type": "Point", "coordinates": at(0, 0)},
                }
            ),
            "surface",
        ),
    ],
)
def test_broken_commune_files_are_refused(publish, content, said):
    with pytest.raises(FileRefused) as refusal:
        read_communes(publish(content))

    assert said in refusal.value.sentence


def test_contours_of_communes_from_a_shapefile(publish):
    record = make_feature() | {"properties": {"INSEE_COM": "42218", "NOM": "Saint-Étienne"}}
    (commune,) = read_communes(publish(make_zip(**make_shapefile("COMMUNE", [record])), "communes.zip"))

    assert (commune.code, commune.name) == ("42218", "Saint-Étienne")
    assert commune.contour.symmetric_difference(square()).area < 1e-12

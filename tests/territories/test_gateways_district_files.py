"""Publications of districts as they are, and everything that pretends to be one."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Polygon

from cite.territories.enums import Generation
from cite.territories.gateways.district_files import read_publication
from cite.territories.gateways.features import read_features
from cite.territories.gateways.official_files import FileRefused
from tests.factories.publications import make_feature, make_geojson, make_shapefile, make_zip
from tests.factories.territories import square


@pytest.mark.parametrize(
    "content",
    [
        make_geojson(make_feature()),
        b"\xef\xbb\xbf" + make_geojson(make_feature()),
        gzip.compress(make_geojson(make_feature()), mtime=0),
        make_zip(
            **{
                "GEOJSON/QP2024_France_Hexagonale_Outre_Mer_WGS84.geojson": make_geojson(make_feature()),
                "lisez-moi.txt": b"x",
            }
        ),
        make_zip(**{"QP_LB93.geojson": b"not read", "QP_WGS84.geojson": make_geojson(make_feature())}),
        make_geojson(make_feature(), crs={"properties": []}),
        make_geojson(
            make_feature(), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
        ),
        make_zip(**make_shapefile("SHP/QP2024_LB93", [make_feature()])),
        make_zip(**make_shapefile("QP2024", [make_feature()], encoding="cp1252", cpg="1252")),
        make_zip(**make_shapefile("QP2024", [make_feature()], encoding="cp1252", cpg="")),
        make_zip(**make_shapefile("QP2024", [make_feature(fid="1", insee_reg="84")])),
    ],
    ids=[
        "bare",
        "bom",
        "gzip",
        "zip",
        "zip-twice",
        "odd-crs",
        "crs84",
        "shapefile",
        "cp1252",
        "no-cpg",
        "more-columns",
    ],
)
def test_publications_as_they_are(publish, content):
    publication = read_publication(publish(content))
    (district,) = publication.districts

    assert publication.generation == Generation.G2024
    assert (district.code, district.label) == ("QN04213M", "Montreynaud")
    assert (district.commune_codes, district.commune_names) == (("42218",), ("Saint-Étienne",))
    assert district.epci_code == "244200770"
    assert district.contour.symmetric_difference(square()).area < 1e-12


def test_publication_of_2015(publish):
    records = [make_feature("QP042013"), make_feature("QP042012", contour=square(1_000))]
    for record in records:
        known = record["properties"]
        record["properties"] = {
            "CODE_QP": known["code_qp"], "NOM_QP": "Montreynaud", "COMMUNE_QP": "Saint-Étienne",
        }  # fmt: skip
    publication = read_publication(
        publish(make_zip(**make_shapefile("QP_METROPOLE_LB93", records)), "qp.zip")
    )

    assert publication.generation == Generation.G2015
    assert [district.code for district in publication.districts] == ["QP042012", "QP042013"]
    assert {district.department_code for district in publication.districts} == {"42"}
    assert {district.commune_names for district in publication.districts} == {("Saint-Étienne",)}


def test_overseas_shapefiles_stand_beside_the_others(publish):
    reunion = Polygon([(55.45, -20.89), (55.45, -20.88), (55.46, -20.88), (55.46, -20.89)])
    members = make_shapefile("SHP/QP2024_LB93", [make_feature()]) | make_shapefile(
        "SHP/QP2024_Reunion",
        [make_feature("QN97411M", "Bas de la Rivière", reunion, insee_com="97411")],
        epsg=2975,
    )
    districts = {
        district.code: district for district in read_publication(publish(make_zip(**members))).districts
    }

    assert districts["QN97411M"].department_code == "974"
    assert districts["QN97411M"].contour.symmetric_difference(reunion).area < 1e-10
    assert districts["QN04213M"].contour.symmetric_difference(square()).area < 1e-12


@pytest.mark.parametrize(
    ("insee_com", "codes"),
    [
        ("42044, 42183", ("42044", "42183")),
        ("42044;42183", ("42044", "42183")),
        ("2A004", ("2A004",)),
        ("", ()),
        (None, ()),
    ],
)
def test_districts_of_several_communes(publish, insee_com, codes):
    content = make_geojson(make_feature(insee_com=insee_com, siren_epci="NA", insee_reg=None))
    (district,) = read_publication(publish(content)).districts

    assert (district.commune_codes, district.epci_code) == (codes, "")


def test_a_contour_that_crosses_itself_is_mended_and_said_so(publish):
    (a, b, c, d, _) = square().exterior.coords
    (district,) = read_publication(
        publish(make_geojson(make_feature(contour=Polygon([a, c, b, d]))))
    ).districts

    assert district.is_repaired
    assert district.contour.is_valid


def test_rounded_coordinates_are_noticed(publish):
    rounded = Polygon([(round(x, 4), round(y, 4)) for x, y in square().exterior.coords])

    assert read_publication(publish(make_geojson(make_feature(contour=rounded)))).precision_m == 5.6
    assert read_publication(publish(make_geojson(make_feature()))).precision_m == 0


def test_coverage_is_guessed_only_from_a_national_file(publish):
    small = [make_feature(), make_feature("QN04204M", insee_com="42044, 42183", contour=square(500))]
    assert read_publication(publish(make_geojson(*small))).guessed_coverage() == ["42044", "42183", "42218"]

    departments = [f"{number:02}" for number in range(1, 96) if number != 20]
    national = [
        make_feature(f"QN0{d}01M", insee_com=f"{d}001", contour=square(300 * int(d))) for d in departments
    ]
    reunion = Polygon([(55.45, -20.89), (55.45, -20.88), (55.46, -20.88)])
    national.append(make_feature("QN97411M", contour=reunion, insee_com="97411"))
    assert read_publication(publish(make_geojson(*national))).guessed_coverage() == ["metropole", "974"]


CUT = make_shapefile("QP", [make_feature()])
SWAPPED = Polygon([(y, x) for x, y in square().exterior.coords])
IN_METERS = Polygon([(808_000, 6_490_000), (808_000, 6_490_200), (808_200, 6_490_200)])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "n’est ni un GeoJSON"),
        (b"<!DOCTYPE html><html>Erreur 404</html>", "page web"),
        (b"\xef\xbb\xbf\n <html>", "page web"),
        (b"code;nom\nQN04213M;Montreynaud\n", "n’est ni un GeoJSON"),
        (b"\x00\xff\xfe", "n’est ni un GeoJSON"),
        (b"[" * 100_000, "n’est ni un GeoJSON"),
        (b"[1, 2]", "liste d’entités"),
        (b"null", "liste d’entités"),
        (make_geojson(), "aucune entité"),
        (make_geojson(make_feature(), crs={"properties": {"name": "EPSG:999999"}}), "projection"),
        (gzip.compress(make_geojson(make_feature()), mtime=0)[:60], "abîmé"),
        (make_zip(**{"lisez-moi.txt": b"x"}), "ni GeoJSON ni shapefile"),
        (b"PK\x03\x04 not an archive", "abîmée"),
        (make_zip(**{"QP.shp": CUT["QP.shp"]}), "n’est pas complet"),
        (make_zip(**CUT | {"QP.shp": b"\x00" * 80}), "n’est pas lisible"),
        (make_zip(**CUT | {"QP.prj": b"PROJCS[nothing]"}), "projection"),
        (make_geojson({"type": "Feature"}), "n° 1"),
        (make_geojson(None), "n° 1"),
        (make_geojson(make_feature(), make_feature("QN04212M") | {"geometry": None}), "n° 2 (QN04212M)"),
        (
            make_geojson(make_feature() | {"geometry": {"type": "Polygon", "coordinates": [[[4.4]]]}}),
            "n’est pas lisible",
        ),
        (
            make_geojson(make_feature() | {"geometry": {"type": "Polygon", "coordinates": "?"}}),
            "n’est pas lisible",
        ),
        (
            make_geojson(make_feature() | {"geometry": {"type": "Point", "coordinates": [4.4, 45.4]}}),
            "pas une surface",
        ),
        (make_geojson(make_feature() | {"geometry": {"type": "Polygon", "coordinates": []}}), "vide"),
        (
            make_geojson(make_feature(contour=Polygon([(4.4, 45.4), (4.5, 45.4), (4.6, 45.4)]))),
            "pas de surface",
        ),
        (make_geojson(make_feature(contour=SWAPPED)), "inversées"),
        (make_geojson(make_feature(contour=IN_METERS)), "pas des degrés"),
        (make_geojson(make_feature(contour=Polygon([(-74, 40), (-74, 41), (-73, 41)]))), "hors de France"),
        (b'{"features": [{"properties": {}, "geometry": {"coordinates": [NaN, 1]}}]}', "n’est ni un GeoJSON"),
        (make_geojson(make_feature(code="")), "code de quartier"),
        (make_geojson(make_feature(code="QX1")), "code de quartier"),
        (make_geojson(make_feature(code="QN04213M\x00' OR 1=1")), "code de quartier"),
        (make_geojson(make_feature(label="  ")), "son nom"),
        (make_geojson(make_feature(insee_com="Saint-Étienne")), "code de commune"),
        (make_geojson(make_feature(), make_feature()), "QN04213M figure deux fois"),
        (make_geojson(make_feature(), make_feature("QP042013")), "mêle"),
    ],
)
def test_a_broken_file_is_refused_whole(publish, content, said):
    with pytest.raises(FileRefused) as refusal:
        read_publication(publish(content))

    assert said in refusal.value.sentence


def test_the_generation_asked_must_be_that_of_the_codes(publish):
    with pytest.raises(FileRefused, match="liste de 2024"):
        read_publication(publish(make_geojson(make_feature())), generation="2015")


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=10),
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=8), inside, max_size=4),
    max_leaves=12,
)
geometries = st.fixed_dictionaries(
    {"type": st.sampled_from(["Polygon", "MultiPolygon", "Point", "", None]), "coordinates": json_values}
)


@given(
    st.lists(
        st.fixed_dictionaries({"properties": json_values, "geometry": geometries | json_values}), max_size=3
    )
)
def test_any_features_are_read_or_refused(features):
    try:
        read_features(json.dumps({"features": features}).encode())
    except FileRefused as refusal:
        assert refusal.sentence


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content):
    for start in (b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"{"):
        with pytest.raises(FileRefused):
            read_features(start + content)


@given(
    st.sampled_from(["QP.shp", "QP.dbf", "QP.prj"]), st.integers(0, 300), st.binary(min_size=1, max_size=8)
)
def test_a_damaged_shapefile_is_read_or_refused(member, position, noise):
    content = CUT[member]
    damaged = content[:position] + noise + content[position + len(noise) :]
    try:
        read_features(make_zip(**CUT | {member: damaged}))
    except FileRefused as refusal:
        assert refusal.sentence

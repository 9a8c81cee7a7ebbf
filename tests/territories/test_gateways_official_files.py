"""Official files as they are, and everything that pretends to be one."""

import gzip
import io
import json
import struct
import zipfile

import pytest
import responses
import shapefile
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Transformer
from shapely import Polygon
from shapely.geometry import mapping
from shapely.geometry.polygon import orient

from cite.territories.enums import Generation
from cite.territories.gateways import official_files
from cite.territories.gateways.commune_files import read_communes
from cite.territories.gateways.district_files import read_publication
from cite.territories.gateways.features import read_features
from cite.territories.gateways.official_files import FileRefused, fetch
from tests.factories.territories import at, square

ADDRESS = "https://www.example.org/qpv"


def feature(code="QN04213M", label="Montreynaud", contour=None, **properties) -> dict:
    given = {
        "code_qp": code,
        "lib_qp": label,
        "insee_com": "42218",
        "lib_com": "Saint-Étienne",
        "siren_epci": "244200770",
    }
    return {"type": "Feature", "properties": given | properties, "geometry": mapping(contour or square())}


def geojson(*features, **members) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features), **members}).encode()


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def shapefile_members(
    stem: str, records: list[dict], epsg: int = 2154, encoding="utf-8", cpg="UTF-8"
) -> dict[str, bytes]:
    """A shapefile in meters, with the names of columns of its first record."""
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    project = Transformer.from_crs(4326, epsg, always_xy=True).transform
    with shapefile.Writer(
        shp=shp, shx=shx, dbf=dbf, shapeType=shapefile.POLYGON, encoding=encoding
    ) as writer:
        for name in records[0]["properties"]:
            writer.field(name, "C", 100)
        for record in records:
            contour = orient(Polygon(record["geometry"]["coordinates"][0]), sign=-1)
            writer.poly([[project(*vertex) for vertex in contour.exterior.coords]])
            writer.record(**record["properties"])
    prj = CRS.from_epsg(epsg).to_wkt("WKT1_ESRI").encode()
    members = {".shp": shp, ".shx": shx, ".dbf": dbf}
    files = {stem + extension: stream.getvalue() for extension, stream in members.items()} | {
        f"{stem}.prj": prj
    }
    return files | ({f"{stem}.cpg": cpg.encode()} if cpg else {})


@pytest.fixture
def publish(tmp_path):
    """Write a file; give its path."""

    def write(content: bytes, name: str = "qpv.geojson") -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return write


@pytest.mark.parametrize(
    "content",
    [
        geojson(feature()),
        b"\xef\xbb\xbf" + geojson(feature()),
        gzip.compress(geojson(feature())),
        zipped(
            **{
                "GEOJSON/QP2024_France_Hexagonale_Outre_Mer_WGS84.geojson": geojson(feature()),
                "lisez-moi.txt": b"x",
            }
        ),
        zipped(**{"QP_LB93.geojson": b"not read", "QP_WGS84.geojson": geojson(feature())}),
        geojson(feature(), crs={"properties": []}),
        geojson(feature(), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}),
        zipped(**shapefile_members("SHP/QP2024_LB93", [feature()])),
        zipped(**shapefile_members("QP2024", [feature()], encoding="cp1252", cpg="1252")),
        zipped(**shapefile_members("QP2024", [feature()], encoding="cp1252", cpg="")),
        zipped(**shapefile_members("QP2024", [feature(fid="1", insee_reg="84")])),
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
    records = [feature("QP042013"), feature("QP042012", contour=square(1_000))]
    for record in records:
        known = record["properties"]
        record["properties"] = {
            "CODE_QP": known["code_qp"], "NOM_QP": "Montreynaud", "COMMUNE_QP": "Saint-Étienne",
        }  # fmt: skip
    publication = read_publication(
        publish(zipped(**shapefile_members("QP_METROPOLE_LB93", records)), "qp.zip")
    )

    assert publication.generation == Generation.G2015
    assert [district.code for district in publication.districts] == ["QP042012", "QP042013"]
    assert {district.department_code for district in publication.districts} == {"42"}
    assert {district.commune_names for district in publication.districts} == {("Saint-Étienne",)}


def test_overseas_shapefiles_stand_beside_the_others(publish):
    reunion = Polygon([(55.45, -20.89), (55.45, -20.88), (55.46, -20.88), (55.46, -20.89)])
    members = shapefile_members("SHP/QP2024_LB93", [feature()]) | shapefile_members(
        "SHP/QP2024_Reunion",
        [feature("QN97411M", "Bas de la Rivière", reunion, insee_com="97411")],
        epsg=2975,
    )
    districts = {
        district.code: district for district in read_publication(publish(zipped(**members))).districts
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
    content = geojson(feature(insee_com=insee_com, siren_epci="NA", insee_reg=None))
    (district,) = read_publication(publish(content)).districts

    assert (district.commune_codes, district.epci_code) == (codes, "")


def test_a_contour_that_crosses_itself_is_mended_and_said_so(publish):
    (a, b, c, d, _) = square().exterior.coords
    (district,) = read_publication(publish(geojson(feature(contour=Polygon([a, c, b, d]))))).districts

    assert district.is_repaired
    assert district.contour.is_valid


def test_rounded_coordinates_are_noticed(publish):
    rounded = Polygon([(round(x, 4), round(y, 4)) for x, y in square().exterior.coords])

    assert read_publication(publish(geojson(feature(contour=rounded)))).precision_m == 5.6
    assert read_publication(publish(geojson(feature()))).precision_m == 0


def test_coverage_is_guessed_only_from_a_national_file(publish):
    small = [feature(), feature("QN04204M", insee_com="42044, 42183", contour=square(500))]
    assert read_publication(publish(geojson(*small))).guessed_coverage() == ["42044", "42183", "42218"]

    departments = [f"{number:02}" for number in range(1, 96) if number != 20]
    national = [feature(f"QN0{d}01M", insee_com=f"{d}001", contour=square(300 * int(d))) for d in departments]
    reunion = Polygon([(55.45, -20.89), (55.45, -20.88), (55.46, -20.88)])
    national.append(feature("QN97411M", contour=reunion, insee_com="97411"))
    assert read_publication(publish(geojson(*national))).guessed_coverage() == ["metropole", "974"]


CUT = shapefile_members("QP", [feature()])
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
        (geojson(), "aucune entité"),
        (geojson(feature(), crs={"properties": {"name": "EPSG:999999"}}), "projection"),
        (gzip.compress(geojson(feature()))[:60], "abîmé"),
        (zipped(**{"lisez-moi.txt": b"x"}), "ni GeoJSON ni shapefile"),
        (b"PK\x03\x04 not an archive", "abîmée"),
        (zipped(**{"QP.shp": CUT["QP.shp"]}), "n’est pas complet"),
        (zipped(**CUT | {"QP.shp": b"\x00" * 80}), "n’est pas lisible"),
        (zipped(**CUT | {"QP.prj": b"PROJCS[nothing]"}), "projection"),
        (geojson({"type": "Feature"}), "n° 1"),
        (geojson(None), "n° 1"),
        (geojson(feature(), feature("QN04212M") | {"geometry": None}), "n° 2 (QN04212M)"),
        (
            geojson(feature() | {"geometry": {"type": "Polygon", "coordinates": [[[4.4]]]}}),
            "n’est pas lisible",
        ),
        (geojson(feature() | {"geometry": {"type": "Polygon", "coordinates": "?"}}), "n’est pas lisible"),
        (geojson(feature() | {"geometry": {"type": "Point", "coordinates": [4.4, 45.4]}}), "pas une surface"),
        (geojson(feature() | {"geometry": {"type": "Polygon", "coordinates": []}}), "vide"),
        (geojson(feature(contour=Polygon([(4.4, 45.4), (4.5, 45.4), (4.6, 45.4)]))), "pas de surface"),
        (geojson(feature(contour=SWAPPED)), "inversées"),
        (geojson(feature(contour=IN_METERS)), "pas des degrés"),
        (geojson(feature(contour=Polygon([(-74, 40), (-74, 41), (-73, 41)]))), "hors de France"),
        (b'{"features": [{"properties": {}, "geometry": {"coordinates": [NaN, 1]}}]}', "n’est ni un GeoJSON"),
        (geojson(feature(code="")), "code de quartier"),
        (geojson(feature(code="QX1")), "code de quartier"),
        (geojson(feature(code="QN04213M\x00' OR 1=1")), "code de quartier"),
        (geojson(feature(label="  ")), "son nom"),
        (geojson(feature(insee_com="Saint-Étienne")), "code de commune"),
        (geojson(feature(), feature()), "QN04213M figure deux fois"),
        (geojson(feature(), feature("QP042013")), "mêle"),
    ],
)
def test_a_broken_file_is_refused_whole(publish, content, said):
    with pytest.raises(FileRefused) as refusal:
        read_publication(publish(content))

    assert said in refusal.value.sentence


def test_the_generation_asked_must_be_that_of_the_codes(publish):
    with pytest.raises(FileRefused, match="liste de 2024"):
        read_publication(publish(geojson(feature())), generation="2015")


def test_a_zip_bomb_is_refused(publish):
    bomb = zipped(**{"QP_WGS84.geojson": b" " * 5_000_000})
    forged = bytearray(bomb)
    directory = forged.rindex(b"PK\x01\x02")
    struct.pack_into("<I", forged, directory + 24, 10)  # the size it announces

    with pytest.raises(FileRefused, match="trop gros"):
        read_publication(publish(bytes(forged)))


def test_files_too_big_are_refused(publish, monkeypatch):
    monkeypatch.setattr(official_files, "MAX_BYTES", 1_000)
    monkeypatch.setattr(official_files, "MAX_UNPACKED_BYTES", 1_000)

    for content in (b" " * 2_000, gzip.compress(b" " * 2_000), zipped(**{"a.geojson": b" " * 2_000})):
        with pytest.raises(FileRefused, match="trop gros"):
            read_publication(publish(content))


def test_a_missing_file_is_said_by_its_name_only():
    with pytest.raises(FileRefused) as refusal:
        fetch("/no/such/folder/qpv.geojson")

    assert "qpv.geojson" in refusal.value.sentence
    assert "/no/such" not in refusal.value.sentence


@responses.activate
def test_a_web_address_with_its_progress():
    content = geojson(feature())
    responses.get(ADDRESS, body=content, headers={"Content-Length": str(len(content))})
    told = []

    assert fetch(ADDRESS, lambda *step: told.append(step)).content == content
    assert told[-1] == (len(content), len(content))


@responses.activate
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"status": 503}, "503"),
        ({"body": b"<html>"}, "page web"),
        ({"body": ConnectionError()}, "ne répond pas"),
    ],
)
def test_a_web_address_that_fails(answer, said):
    if isinstance(answer.get("body"), ConnectionError):
        answer = {"body": official_files.requests.ConnectionError()}
    responses.get(ADDRESS, **answer)

    with pytest.raises(FileRefused, match=said):
        fetch(ADDRESS)


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
        read_features(zipped(**CUT | {member: damaged}))
    except FileRefused as refusal:
        assert refusal.sentence


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
    content = geojson(feature() | {"properties": {"code": "42218", "nom": "Saint-Étienne", "population": 9}})
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
            geojson(
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

"""A whole publication at a time, or nothing."""

from dataclasses import replace
from datetime import date

import pytest
from shapely import MultiPolygon, Polygon

from cite.territories.enums import DistrictKind, Generation
from cite.territories.gateways.commune_files import PublishedCommune
from cite.territories.gateways.district_files import Publication, PublishedDistrict
from cite.territories.models import Commune, District, Edition
from cite.territories.operations.communes import CommuneImport, import_communes
from cite.territories.operations.districts import import_publication
from cite.territories.queries.atlas import map_token
from cite.territories.queries.publications import UnknownArea, areas_covered, compare_publication
from tests.factories.territories import make_commune, make_district, square

pytestmark = pytest.mark.django_db


def published(code="QN04213M", label="Montreynaud", contour=None, **fields) -> PublishedDistrict:
    given = {
        "department_code": "42",
        "commune_codes": ("42218",),
        "commune_names": ("Saint-Étienne",),
        "epci_code": "244200770",
        "contour": MultiPolygon([contour or square()]),
        "is_repaired": False,
    }
    return PublishedDistrict(code, label, **given | fields)


def publication(*districts, **fields) -> Publication:
    given = {"name": "qpv.geojson", "checksum": "a" * 64, "generation": Generation.G2024, "precision_m": 0}
    return Publication(districts=districts or (published(),), **given | fields)


def load(*districts, coverage=("42218",), **fields):
    return import_publication(publication=publication(*districts, **fields), source="ANCT", coverage=coverage)


def test_a_first_import_opens_districts_and_the_communes_they_name():
    comparison = load(
        published(),
        published(
            "QN04204M", "Méline", square(500), commune_codes=("42044", "42183"), commune_names=("A", "B")
        ),
    )

    assert [change.published.code for change in comparison.added] == ["QN04213M", "QN04204M"]
    first, second = District.objects.order_by("code")
    assert (first.code, first.full_label) == ("QN04204M", "Méline (A, B)")
    assert second.full_label == "Montreynaud (Saint-Étienne)"
    assert second.geometry.equals(square())
    assert second.area_m2 == pytest.approx(40_000, rel=1e-3)
    assert (second.valid_from, second.valid_to) == (date(2024, 1, 1), None)
    assert (second.min_longitude, second.max_latitude) == (square().bounds[0], square().bounds[3])
    assert Commune.objects.get(code="42218").epci_code == "244200770"
    assert Edition.objects.get().coverage == ["42218"]


def test_names_that_do_not_match_the_codes_are_not_given_to_communes():
    load(published(commune_names=()))

    assert Commune.objects.get().name == "42218"


def test_again_nothing_changes():
    load()
    token = map_token()

    assert load().is_empty
    assert map_token() == token
    assert Edition.objects.count() == 1


def test_a_change_renews_the_map():
    load()
    token = map_token()

    load(published(label="Montreynaud Nord"))

    assert map_token() != token


def test_the_difference_is_told_before_it_is_made():
    load(
        published(),
        published("QN04212M", "Tardy", square(500)),
        published("QN04211M", "Cotonne", square(1_000)),
    )
    wider = Polygon([*square().exterior.coords[:-1]]).union(square(200, side=100))
    new = publication(
        published(contour=wider),
        published("QN04212M", "Tardy - Couriot", square(500)),
        published("QN04220N", "Monthieu", square(2_000)),
        checksum="b" * 64,
    )
    told = compare_publication(new, ["42218"])

    assert [change.published.code for change in told.added] == ["QN04220N"]
    assert [district.code for district in told.removed] == ["QN04211M"]
    assert {c.published.code: (c.is_relabelled, round(c.moved_m2)) for c in told.modified} == {
        "QN04213M": (False, pytest.approx(10_000, abs=20)),
        "QN04212M": (True, 0),
    }
    assert set(District.objects.values_list("code", "label")) == {
        ("QN04213M", "Montreynaud"), ("QN04212M", "Tardy"), ("QN04211M", "Cotonne"),
    }  # fmt: skip

    made = import_publication(publication=new, source="ANCT", coverage=["42218"])

    assert [c.published.code for c in made.modified] == [c.published.code for c in told.modified]
    assert District.objects.get(code="QN04211M").is_withdrawn
    assert District.objects.get(code="QN04212M").label == "Tardy - Couriot"
    assert District.objects.get(code="QN04213M").geometry.equals(wider)


def test_a_withdrawn_district_comes_back():
    load(published(), published("QN04212M", "Tardy", square(500)))
    load(published(), checksum="b" * 64)
    assert District.objects.get(code="QN04212M").is_withdrawn

    comparison = load(published(), published("QN04212M", "Tardy", square(500)), checksum="c" * 64)

    assert [change.is_restored for change in comparison.modified] == [True]
    assert not District.objects.get(code="QN04212M").is_withdrawn


def test_a_partial_file_withdraws_nothing_outside_of_what_it_covers():
    load(
        published(),
        published("QN04217M", "Bourgogne", square(9_000), commune_codes=("42187",)),
        coverage=["42"],
    )

    comparison = load(published(), coverage=["42218"], checksum="b" * 64)

    assert comparison.removed == ()
    assert not District.objects.filter(is_withdrawn=True).exists()


def test_the_other_generation_stays():
    load(generation=Generation.G2024)
    load(published("QP042013"), generation=Generation.G2015, checksum="b" * 64)

    assert set(District.objects.values_list("code", "generation", "valid_from", "valid_to")) == {
        ("QN04213M", "2024", date(2024, 1, 1), None),
        ("QP042013", "2015", date(2015, 1, 1), date(2023, 12, 31)),
    }
    assert not District.objects.filter(is_withdrawn=True).exists()


def test_overseas_the_list_of_2024_holds_since_2025():
    load(published("QN97411M", department_code="974", commune_codes=("97411",)), coverage=["974"])

    assert District.objects.get().valid_from == date(2025, 1, 1)


def test_a_coarser_file_does_not_spoil_a_finer_contour():
    load()
    rounded = Polygon([(round(x, 4), round(y, 4)) for x, y in square().exterior.coords])

    comparison = load(published(contour=rounded), precision_m=5.6, checksum="b" * 64)

    assert [change.published.code for change in comparison.kept_finer] == ["QN04213M"]
    assert District.objects.get().geometry.equals(square())


def test_a_coarser_file_wins_where_the_contour_really_moved():
    load()

    load(published(contour=square(side=260)), precision_m=5.6, checksum="b" * 64)

    district = District.objects.get()
    assert district.geometry.equals(square(side=260))
    assert district.precision_m == 5.6


def test_a_finer_file_replaces_a_coarse_contour():
    rounded = Polygon([(round(x, 4), round(y, 4)) for x, y in square().exterior.coords])
    load(published(contour=rounded), precision_m=5.6)

    load(checksum="b" * 64)

    district = District.objects.get()
    assert district.geometry.equals(square())
    assert district.precision_m == 0


def test_never_half_an_import(monkeypatch):
    load()
    broken = replace(published("QN04212M", "Tardy", square(500)), code=None)

    with pytest.raises(Exception, match="NOT NULL|null value"):
        load(published(label="Montreynaud Nord"), broken, checksum="b" * 64)

    assert list(District.objects.values_list("label", flat=True)) == ["Montreynaud"]
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "communes"),
    [
        ({"commune_names": ("SAINT ETIENNE",)}, {"42218"}),
        ({"commune_names": ("Saint-Étienne", "Firminy")}, {"42218", "42095"}),
        ({"commune_names": ("Ailleurs",)}, {"42218"}),
        ({"commune_names": (), "contour": square(1_900)}, {"42218", "42095"}),
        ({"commune_names": (), "contour": square(90_000)}, set()),
        ({"commune_names": ("Saint-Étienne",), "department_code": "43"}, set()),
    ],
)
def test_communes_of_the_list_of_2015_are_found_by_name_else_on_the_map(fields, communes):
    make_commune("42218", "Saint-Étienne", contour=square(side=2_000))
    make_commune("42095", "Firminy", contour=square(2_000, side=2_000))
    listed = published("QP042013", **{"commune_codes": ()} | fields)

    comparison = load(listed, generation=Generation.G2015, coverage=["42218"])

    district = District.objects.prefetch_related("communes").get()
    assert {commune.code for commune in district.communes.all()} == communes
    assert bool(comparison.unplaced) == (not communes)


def test_watch_districts_are_not_touched():
    commune = make_commune()
    watch = make_district(commune, kind=DistrictKind.WATCH, label="Montplaisir", contour=square(500))

    load(published(), coverage=["42"])

    watch.refresh_from_db()
    assert not watch.is_withdrawn


def test_areas_covered():
    make_commune("42218")
    make_commune("42095", "Firminy")
    make_commune("42187", "Roanne", epci_code="200035731")

    assert areas_covered(["epci:244200770", "69", "974", "2A", "metropole"]) == [
        "42095", "42218", "69", "974", "2A", "metropole",
    ]  # fmt: skip
    for wrong in ("Loire", "epci:999999999", "4", "421234"):
        with pytest.raises(UnknownArea):
            areas_covered([wrong])


def commune(code="42218", name="Saint-Étienne", **fields) -> PublishedCommune:
    return PublishedCommune(code, name, **fields)


def test_communes_are_added_changed_or_left():
    listed = commune(postcodes=("42000",), epci_code="244200770", population=172_569)
    drawn = commune(contour=MultiPolygon([square(side=3_000)]))

    assert import_communes(communes=[listed]) == CommuneImport(1, 0, 0)
    assert import_communes(communes=[drawn]) == CommuneImport(0, 1, 0)
    token = map_token()
    assert import_communes(communes=[listed]) == CommuneImport(0, 0, 1)
    assert import_communes(communes=[drawn]) == CommuneImport(0, 0, 1)
    assert map_token() == token

    known = Commune.objects.get()
    assert (known.postcodes, known.epci_code, known.population) == (["42000"], "244200770", 172_569)
    assert known.department_code == "42"
    assert known.geometry.equals(square(side=3_000))


def test_a_name_keeps_its_article():
    import_communes(communes=[commune("42044", "Le Chambon-Feugerolles")])
    import_communes(communes=[commune("42044", "Chambon-Feugerolles")])
    assert Commune.objects.get().name == "Le Chambon-Feugerolles"

    import_communes(communes=[commune("42044", "Le Chambon")])
    assert Commune.objects.get().name == "Le Chambon"

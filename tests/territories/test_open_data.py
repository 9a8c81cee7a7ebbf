"""The real open data of France goes through; skipped where they are absent."""

from datetime import date

import pytest
from django.conf import settings

from cite.territories.gateways.commune_files import read_communes
from cite.territories.gateways.district_files import read_publication
from cite.territories.models import Commune, District
from cite.territories.operations.communes import import_communes
from cite.territories.operations.districts import import_publication
from cite.territories.operations.reference_data import load_territory
from cite.territories.queries.location import locate
from cite.territories.queries.publications import compare_publication
from tests.paths import SHARED_DATA, needs_shared_data

pytestmark = [pytest.mark.django_db, needs_shared_data]


def test_the_shapefile_in_lambert_93_says_the_same_as_the_contours_in_degrees():
    load_territory(folder=settings.REFERENCE_DATA_DIR)
    publication = read_publication(str(SHARED_DATA / "qpv" / "fixture_QP2024_SEM_LB93_shp.zip"))

    comparison = compare_publication(publication)

    assert len(publication.districts) == 20
    assert [district.code for district in comparison.repaired] == ["QN04214M"]
    assert comparison.is_empty


def test_the_districts_of_france():
    territory = load_territory(folder=settings.REFERENCE_DATA_DIR).territory
    before = {d.code: bytes(d.contour) for d in District.objects.exclude(code="")}
    publication = read_publication(str(SHARED_DATA / "qpv" / "qpv2024_france_4decimales.geojson.gz"))

    comparison = import_publication(publication=publication, source="ANCT")

    assert len(publication.districts) == 1_584
    assert publication.precision_m == 5.6
    assert len(comparison.repaired) == 586
    assert comparison.coverage == ("metropole", "971", "972", "973", "974", "976", "978", "987")
    assert len(comparison.added) == 1_564
    assert {change.published.code for change in comparison.kept_finer} == set(before)
    assert {d.code: bytes(d.contour) for d in District.objects.filter(code__in=before)} == before
    assert District.objects.get(code="QN97411M").valid_from == date(2025, 1, 1)

    on = date(2026, 11, 23)
    assert locate(territory=territory, point=(4.4036, 45.4660), on=on).qpv_code == "QN04213M"
    assert locate(territory=territory, point=(4.387178, 45.439695), on=on).status == "outside"
    assert locate(territory=territory, point=(2.35, 48.86), on=on).status == "not_covered"
    somewhere = District.objects.get(code="QN97411M").geometry.representative_point()
    reunion = locate(territory=territory, point=(somewhere.x, somewhere.y), on=on)
    assert (reunion.status, reunion.qpv_label) == ("other_territory", "Ravine Blanche (Saint-Pierre)")
    assert import_publication(publication=publication, source="ANCT").is_empty


def test_the_communes_of_france_and_the_finer_contours_of_the_loire():
    listed = read_communes(str(SHARED_DATA / "geo" / "decoupage_administratif_2026_communes.json.gz"))
    drawn = read_communes(str(SHARED_DATA / "geo" / "communes_42_contours_2018.geojson"))

    assert len(listed) == 34_969
    assert len(drawn) == 326
    import_communes(communes=[commune for commune in listed if commune.code.startswith("42")])
    done = import_communes(communes=drawn)
    assert done.changed > 300
    assert Commune.objects.get(code="42044").name == "Le Chambon-Feugerolles"
    assert import_communes(communes=drawn).unchanged == 326

"""What is shipped with the product, and what is said of it."""

import csv
import hashlib
import re

import pytest
from django.conf import settings

from cite.accounts.enums import Role
from cite.territories.enums import DistrictKind
from cite.territories.models import Commune, District, Edition
from cite.territories.operations.reference_data import load_territory
from cite.territories.operations.watch_districts import confirm_watch_district
from cite.territories.queries.atlas import map_token
from tests.factories.accounts import make_user

DATA = settings.REFERENCE_DATA_DIR


def test_every_file_has_its_source_and_its_checksum():
    said = dict(
        re.findall(r"\| `([^`]+)` \|.*`([0-9a-f]{64})` \|", (DATA / "SOURCES.md").read_text(encoding="utf-8"))
    )
    shipped = {
        str(path.relative_to(DATA)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in DATA.rglob("*")
        if path.is_file() and path.name != "SOURCES.md"
    }

    assert said == shipped


@pytest.mark.django_db
def test_the_territory_is_loaded_once():
    first = load_territory(folder=DATA)
    token = map_token()
    again = load_territory(folder=DATA)

    assert (first.communes, first.priority_districts, first.watch_districts) == (53, 20, 12)
    assert (first.has_changed, again.has_changed) == (True, False)
    assert map_token() == token
    assert District.objects.filter(kind=DistrictKind.PRIORITY).count() == 20
    assert District.objects.filter(kind=DistrictKind.WATCH, is_confirmed=False, contour=None).count() == 12
    assert len(Edition.objects.get().coverage) == 53


@pytest.mark.django_db
def test_loading_again_keeps_what_people_set(territory):
    load_territory(folder=DATA)
    watch = District.objects.filter(kind=DistrictKind.WATCH).first()
    by = make_user("pilote", role=Role.CO_PILOT_STATE, territory=territory)
    confirm_watch_district(district=watch, by=by, territory=territory, version=watch.version)
    territory.doubt_zone_m = 15
    territory.save()

    load_territory(folder=DATA)

    watch.refresh_from_db()
    territory.refresh_from_db()
    assert watch.is_confirmed
    assert territory.doubt_zone_m == 15


@pytest.mark.django_db
def test_the_list_is_complete_for_the_territory():
    """« Outside » is answered in the 53 communes: the list of the département must name no other district there."""
    load_territory(folder=DATA)
    ours = set(Commune.objects.filter(epci_code="244200770").values_list("code", flat=True))
    with (DATA / "qpv" / "qpv2024_loire_liste_correspondance.csv").open(encoding="utf-8", newline="") as file:
        listed = {
            row["code_qp"]: row["lib_qp"]
            for row in csv.DictReader(file, delimiter=";")
            if set(row["insee_com"].replace(" ", "").split(",")) & ours
        }

    assert dict(District.objects.filter(kind=DistrictKind.PRIORITY).values_list("code", "label")) == listed

"""Our offer, as other directories read it."""

import json
from datetime import date

import pytest
from data_inclusion.schema import v1

from cite.directory.enums import ServiceState
from cite.directory.enums.imports import Remark
from cite.directory.queries.exporting import published_offer
from cite.directory.rules.sheet import FIELDS as SHEET_FIELDS
from cite.directory.rules.standard import FIELDS, read_service, sheet_from
from tests.factories.directory import make_service, make_source, make_structure
from tests.factories.organizations import make_partner
from tests.factories.territories import make_commune, make_district

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 27)
TEXT = {"description": "Un atelier pour préparer le code de la route."}


@pytest.fixture
def structure(territory):
    return make_structure(territory, partner=make_partner(territory, "Les Ateliers du Grand Chêne"), **TEXT)


def test_the_official_package_accepts_what_is_published(territory, structure):
    service = make_service(
        structure, **TEXT, phone="+33477123456", languages=["ar"], childcare_on_site=True, weeks=3
    )
    offer = published_offer(territory, on=ON)
    [record] = json.loads(json.dumps(offer.services))
    assert (
        v1.Service.model_validate({k: v for k, v in record.items() if v is not None}).telephone
        == "+33477123456"
    )
    assert v1.Structure.model_validate(offer.structures[0]).nom == "Les Ateliers du Grand Chêne"
    read = sheet_from(read_service(record))
    assert (read.name, read.weeks, read.themes) == (service.name, 3, tuple(service.themes))


def test_what_the_cite_adds_stands_beside(territory, structure):
    district = make_district(make_commune())
    make_service(structure, **TEXT, languages=["ar"], childcare_on_site=None, districts=[district])
    [record] = published_offer(territory, on=ON, with_additions=True).services
    added = record["cite"]
    assert (added["languages"], added["childcare_on_site"], added["districts"]) == (
        ["ar"],
        None,
        [district.code],
    )
    assert set(added) | set(FIELDS.values()) == {*SHEET_FIELDS, "districts", "entries"}


def test_districts_are_said_by_the_areas_around_them_and_freins_by_their_theme(territory, structure):
    towns = make_commune(), make_commune("42095", "Firminy")
    districts = [
        make_district(towns[0], code="QN04299N"),
        make_district(towns[1], code="QN04298N", label="Bas"),
    ]
    outing = {"obstacles": ["psychological_mobility", "language"], "themes": ["remobilisation--lien-social"]}
    make_service(structure, "Sortir", **TEXT, **outing, districts=districts)
    make_service(structure, "Partout", **TEXT, covers_all_districts=True)
    make_service(structure, "Nulle part", **TEXT)
    given = {record["nom"]: record for record in published_offer(territory, on=ON).services}
    zones = {name: record["zone_eligibilite"] for name, record in given.items()}
    assert zones == {"Sortir": ["42095", "42218"], "Partout": [territory.epci_code], "Nulle part": None}
    assert given["Sortir"]["thematiques"] == [
        "mobilite--etre-accompagne-dans-son-parcours-mobilite",
        "remobilisation--lien-social",
    ]


def test_what_has_left_the_standard_stays_here_and_the_rest_is_given(territory, structure):
    make_service(structure, **TEXT, themes=["mobilite--disparu", "mobilite--preparer-un-permis"])
    offer = published_offer(territory, on=ON)
    assert ([record["thematiques"] for record in offer.services], offer.left_out) == (
        [["mobilite--preparer-un-permis"]],
        [],
    )


def test_who_to_ask_for_stays_among_professionals(territory, structure):
    make_service(structure, **TEXT, contact_name="Lina Essai", mobilization_details="Écrire à Lina")
    for with_additions in (False, True):
        assert "Lina" not in json.dumps(
            published_offer(territory, on=ON, with_additions=with_additions).services
        )


def test_drafts_other_sources_and_hidden_sheets_stay_out(territory, structure):
    make_service(structure, **TEXT, state=ServiceState.DRAFT)
    make_service(structure, **TEXT, shown_until=date(2026, 11, 1))
    make_service(make_structure(territory, source=make_source(territory, "dora")), **TEXT)
    assert published_offer(territory, on=ON) == ([], [], [])


def test_a_sheet_that_the_standard_refuses_is_named_not_published(territory, structure):
    make_service(structure, "Atelier", description="")
    make_service(structure, "Permis", **TEXT)
    offer = published_offer(territory, on=ON)
    assert [record["nom"] for record in offer.services] == ["Permis"]
    [(name, notes)] = offer.left_out
    assert (name, [(note.field, note.remark) for note in notes]) == (
        "Atelier",
        [("description", Remark.REQUIRED)],
    )


def test_the_offer_of_one_district(territory, structure):
    here = make_district(make_commune(), code="QN04299N")
    there = make_district(make_commune("42095", "Firminy"), code="QN04298N", label="Les Saules")
    make_service(structure, "Ici", **TEXT, districts=[here])
    make_service(structure, "Là", **TEXT, districts=[there])
    make_service(structure, "Partout", **TEXT, covers_all_districts=True)
    names = [record["nom"] for record in published_offer(territory, on=ON, district="QN04299N").services]
    assert sorted(names) == ["Ici", "Partout"]


@pytest.mark.parametrize("count", [1, 4])
def test_the_same_questions_whatever_the_size(territory, structure, count, django_assert_num_queries):
    for _ in range(count):
        make_service(structure, **TEXT)
    with django_assert_num_queries(4):
        published_offer(territory, on=ON, with_additions=True)

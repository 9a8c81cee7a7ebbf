"""Records of the national standard: read with what can be kept, written so that the official package accepts them."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from data_inclusion.schema import v1
from hypothesis import given, settings
from hypothesis import strategies as st

from cite.directory.enums import (
    AUDIENCES,
    FEES,
    KINDS,
    MOBILIZABLE_BY,
    MOBILIZATION_MODES,
    RECEPTION_MODES,
    THEMES,
)
from cite.directory.enums.imports import Remark
from cite.directory.rules.sheet import Sheet
from cite.directory.rules.standard import (
    FIELDS,
    STRUCTURE_FIELDS,
    read_service,
    read_structure,
    service_record,
    sheet_from,
    standard_problems,
)
from tests.paths import SHARED_DATA, needs_shared_data

GOOD = {
    "source": "annuaire",
    "id": "annuaire--42",
    "structure_id": "annuaire--7",
    "nom": "Aide au permis",
    "description": "Un atelier pour préparer le code de la route.",
    "date_maj": "2026-02-10",
}


def test_our_fields_are_all_those_of_the_standard():
    identity = {"source", "id", "structure_id", "date_maj"}
    assert set(FIELDS) | identity == set(v1.Service.model_fields)
    assert set(STRUCTURE_FIELDS) | identity - {"structure_id"} == set(v1.Structure.model_fields)


def test_the_least_record_is_read():
    read = read_service(GOOD)
    assert (read.source, read.key, read.structure_key) == ("annuaire", "annuaire--42", "annuaire--7")
    assert read.updated_on == date(2026, 2, 10)
    assert sheet_from(read) == Sheet(name="Aide au permis", description=GOOD["description"])
    assert read.notes == ()


@pytest.mark.parametrize(
    ("field", "value", "remark"),
    [
        ("courriel", "accueil", Remark.BAD_EMAIL),
        ("telephone", "à l’accueil", Remark.BAD_PHONE),
        ("lien_source", "pas un lien", Remark.BAD_URL),
        ("code_postal", "4200", Remark.BAD_CODE),
        ("horaires_accueil", "le lundi matin", Remark.BAD_HOURS),
        ("nombre_semaines", 0, Remark.BAD_NUMBER),
        ("nombre_semaines", "trois", Remark.BAD_NUMBER),
        ("volume_horaire_hebdomadaire", 400, Remark.BAD_NUMBER),
        ("volume_horaire_hebdomadaire", -1, Remark.BAD_NUMBER),
        ("thematiques", ["mobilite--aller-sur-la-lune"], Remark.UNKNOWN_CODE),
        ("type", "potion", Remark.UNKNOWN_CODE),
        ("zone_eligibilite", ["Saint-Étienne"], Remark.BAD_CODE),
        ("thematiques", 12, Remark.UNREADABLE),
    ],
)
def test_a_wrong_optional_value_is_left_out_and_said(field, value, remark):
    read = read_service(GOOD | {field: value})
    assert [(note.field, note.remark) for note in read.notes] == [(field, remark)]
    assert sheet_from(read) == sheet_from(read_service(GOOD))


def test_a_theme_that_no_longer_exists_leaves_the_others():
    read = read_service(GOOD | {"thematiques": ["gone", "famille--garde-denfants", "gone-too"]})
    assert sheet_from(read).themes == ("famille--garde-denfants",)
    assert [note.excerpt for note in read.notes] == ["gone", "gone-too"]


def test_everyone_goes_with_nobody_else():
    read = read_service(GOOD | {"publics": ["tous-publics", "jeunes"]})
    assert sheet_from(read).audiences == ("tous-publics",)
    assert [note.remark for note in read.notes] == [Remark.NOT_ALONE]


@pytest.mark.parametrize(
    ("changes", "remark"),
    [
        ({"nom": None}, Remark.REQUIRED),
        ({"nom": "ab"}, Remark.TOO_SHORT),
        ({"description": ""}, Remark.REQUIRED),
        ({"structure_id": None}, Remark.REQUIRED),
        ({"date_maj": None}, Remark.REQUIRED),
        ({"date_maj": "2026-13-40"}, Remark.BAD_DATE),
        ({"date_maj": "2999-01-01"}, Remark.BAD_DATE),
        ({"date_maj": "1999-12-31"}, Remark.BAD_DATE),
    ],
)
def test_what_the_standard_requires_refuses_the_record(changes, remark):
    read = read_service(GOOD | changes)
    assert read.is_refused and read.values == {}
    assert [note.remark for note in read.notes] == [remark]


@pytest.mark.parametrize("record", [None, [], "texte", 3, True])
def test_what_is_not_a_record(record):
    assert [note.remark for note in read_service(record).notes] == [Remark.NOT_A_RECORD]


@pytest.mark.parametrize(
    ("place", "kept", "remarks"),
    [
        ({"longitude": 4.39, "latitude": 45.44}, (4.39, 45.44), []),
        ({"longitude": "4.39", "latitude": "45.44"}, (4.39, 45.44), []),
        ({"longitude": 55.5, "latitude": -21.1}, (55.5, -21.1), []),
        ({"longitude": 0.0, "latitude": 0.0}, (None, None), [Remark.OUTSIDE_FRANCE]),
        ({"longitude": 45.44, "latitude": 4.39}, (None, None), [Remark.OUTSIDE_FRANCE]),
        ({"longitude": 500, "latitude": 45}, (None, None), [Remark.OUTSIDE_FRANCE]),
        ({"longitude": 4.39}, (None, None), [Remark.OUTSIDE_FRANCE]),
        ({"longitude": "nan", "latitude": "inf"}, (None, None), [Remark.OUTSIDE_FRANCE]),
    ],
)
def test_a_point_is_in_france_or_nowhere(place, kept, remarks):
    read = read_service(GOOD | place)
    assert (sheet_from(read).longitude, sheet_from(read).latitude) == kept
    assert [note.remark for note in read.notes] == remarks


def test_markup_is_read_and_long_texts_are_cut():
    read = read_service(
        GOOD
        | {
            "nom": "Atelier <b>CV</b>",
            "description": "## Pour qui\n\n**Tous**, voir [le site](<https://example.org/a?b=c>)\n- un\n- deux",
            "conditions_acces": "mot " * 1000,
        }
    )
    sheet = sheet_from(read)
    assert sheet.name == "Atelier CV"
    assert sheet.description == "Pour qui\n\nTous, voir le site (https://example.org/a?b=c)\n– un\n– deux"
    assert len(sheet.access_conditions) <= 2000 and sheet.access_conditions.endswith("…")
    assert [(note.field, note.remark) for note in read.notes] == [("conditions_acces", Remark.TOO_LONG)]


def test_a_required_text_that_is_too_long_is_told_once():
    read = read_service(GOOD | {"description": "mot " * 4000})
    assert [(note.field, note.remark) for note in read.notes] == [("description", Remark.TOO_LONG)]


def test_half_a_position_says_which_half_it_has():
    read = read_service(GOOD | {"longitude": "abc", "latitude": 45.44})
    assert [(note.field, note.excerpt, note.remark) for note in read.notes] == [
        ("longitude", "abc", Remark.BAD_NUMBER),
        ("longitude, latitude", "?, 45.44", Remark.OUTSIDE_FRANCE),
    ]


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=5,
)


@settings(max_examples=200)
@given(st.dictionaries(st.sampled_from(sorted(v1.Service.model_fields)), _json))
def test_no_record_stops_the_reading(changes):
    read = read_service(GOOD | changes)
    assert read.is_refused or sheet_from(read).name


def _codes(vocabulary):
    return st.lists(st.sampled_from(sorted(vocabulary)), max_size=3, unique=True).map(
        lambda c: tuple(sorted(c))
    )


_sheets = st.builds(
    Sheet,
    name=st.just("Aide au permis"),
    description=st.just("Un atelier pour préparer le code."),
    kind=st.sampled_from(["", *KINDS]),
    themes=_codes(THEMES),
    audiences=_codes(AUDIENCES.keys() - {"tous-publics"}),
    fee=st.sampled_from(["", *FEES]),
    reception_modes=_codes(RECEPTION_MODES),
    mobilization_modes=_codes(MOBILIZATION_MODES),
    mobilizable_by=_codes(MOBILIZABLE_BY),
    weekly_hours=st.none()
    | st.decimals(0, 168, places=2).map(lambda d: Decimal(str(float(d))).quantize(Decimal("0.01"))),
    weeks=st.none() | st.integers(1, 60),
    phone=st.sampled_from(["", "+33477123456", "3949"]),
    email=st.sampled_from(["", "accueil@example.org"]),
    opening_hours=st.sampled_from(["", "Mo-Fr 08:30-12:30; PH off"]),
    source_url=st.sampled_from(["", "https://example.org/fiche"]),
    eligibility_zone=st.sampled_from([(), ("42",), ("42218", "france")]),
    commune_code=st.sampled_from(["", "42218", "2A004"]),
    postal_code=st.sampled_from(["", "42000"]),
)


@settings(max_examples=150)
@given(_sheets)
def test_what_is_written_is_accepted_and_read_back(sheet):
    record = service_record(
        sheet, source="cite", key="cite--1", structure_key="cite--2", updated_on=date(2026, 11, 2)
    )
    assert standard_problems(record) == ()
    assert sheet_from(read_service(json.loads(json.dumps(record)))) == sheet


def test_what_the_cite_adds_stays_out_of_the_standard():
    sheet = replace(sheet_from(read_service(GOOD)), childcare_on_site=True, languages=("ar",))
    record = service_record(sheet, source="c", key="c--1", structure_key="c--2", updated_on=date(2026, 11, 2))
    assert set(record) == set(v1.Service.model_fields)


def test_the_official_package_is_asked_before_publishing():
    record = GOOD | {"nom": "ab", "courriel": "x"}
    assert [(note.field, note.remark) for note in standard_problems(record)] == [
        ("nom", Remark.TOO_SHORT),
        ("courriel", Remark.BAD_EMAIL),
    ]


@needs_shared_data
def test_the_examples_of_the_national_api():
    folder = SHARED_DATA / "data-inclusion" / "exemples_api_v1"
    services = json.loads((folder / "services.json").read_text())["items"]
    structures = json.loads((folder / "structures.json").read_text())["items"]
    read = [read_service(service) for service in services]
    assert [bool(one.is_refused) for one in read] == [False, True, False, False, False, False, False]
    assert "##" not in read[2].values["description"] and "<!--" not in read[2].values["description"]
    assert sum(one.is_refused for one in map(read_structure, structures)) <= 1

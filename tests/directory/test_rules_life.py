"""What a sheet lacks, how good it is, who wrote what at the same time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from data_inclusion.schema import v1
from data_inclusion.schema.v1 import score_qualite
from hypothesis import given
from hypothesis import strategies as st

from cite.directory.enums import (
    AUDIENCES,
    FEES,
    MOBILIZABLE_BY,
    MOBILIZATION_MODES,
    RECEPTION_MODES,
    THEMES,
    ServiceState,
)
from cite.directory.enums.life import REMEDIES, ContentObjection, SheetStep
from cite.directory.enums.life import PublicationObjection as P
from cite.directory.enums.life import QualityCriterion as Q
from cite.directory.rules.contents import content_decision
from cite.directory.rules.merging import merge
from cite.directory.rules.publication import FIELD_OF, newly_lacking, publication_decision
from cite.directory.rules.quality import MENDED_FIRST, quality_of
from cite.directory.rules.sheet import FIELDS, Sheet
from cite.directory.workflow import SERVICE

ON = date(2026, 11, 27)
WHOLE = Sheet(
    name="Aide au permis",
    summary="Un moniteur et une aide pour payer le permis.",
    description="Une première heure pour faire le point, puis un moniteur et une aide pour payer. " * 3,
    kind="accompagnement",
    themes=("mobilite--preparer-un-permis",),
    audiences=("tous-publics",),
    fee="gratuit",
    address="4 rue des Essais",
    commune_name="Saint-Étienne",
    reception_modes=("en-presentiel",),
    mobilization_modes=("telephoner",),
    mobilizable_by=("usagers",),
    phone="+33477123456",
)


def lacks(*, is_covered: bool = True, intakes=(), **fields) -> tuple:
    return publication_decision(
        replace(WHOLE, **fields), is_covered=is_covered, intakes=intakes, on=ON
    ).objections


def test_a_whole_sheet_lacks_nothing():
    assert lacks() == ()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": "A"}, (P.NAME_TOO_SHORT,)),
        ({"name": "Aide au permis."}, (P.NAME_WITH_POINT,)),
        ({"name": "Papiers, droits, etc."}, ()),
        ({"summary": " "}, (P.SUMMARY_MISSING,)),
        ({"description": "x" * 49}, (P.DESCRIPTION_TOO_SHORT,)),
        ({"description": "x" * 50}, ()),
        ({"kind": ""}, (P.KIND_MISSING,)),
        ({"themes": ()}, (P.THEME_MISSING,)),
        ({"themes": ("gone--from-the-standard",)}, (P.THEME_MISSING,)),
        ({"min_age": 16}, (P.AGE_WITHOUT_REASON,)),
        ({"max_age": 25, "audience_details": "Contrat réservé aux jeunes"}, ()),
        ({"is_covered": False}, (P.COVERAGE_MISSING,)),
        ({"reception_modes": ()}, (P.RECEPTION_MISSING,)),
        ({"address": ""}, (P.ADDRESS_MISSING,)),
        ({"address": "", "reception_modes": ("a-distance",)}, ()),
        (
            {"address": "", "reception_modes": ("a-distance",), "mobilization_modes": ("se-presenter",)},
            (P.ADDRESS_MISSING,),
        ),
        ({"mobilization_modes": ()}, (P.MOBILIZATION_MISSING,)),
        ({"mobilizable_by": ()}, (P.WHO_MISSING,)),
        ({"phone": ""}, (P.CONTACT_MISSING, P.PHONE_MISSING)),
        ({"mobilization_modes": ("envoyer-un-courriel",)}, (P.EMAIL_MISSING,)),
        ({"mobilization_modes": ("utiliser-lien-mobilisation",)}, (P.LINK_MISSING,)),
        ({"fee": ""}, (P.FEE_MISSING,)),
        ({"fee": "payant"}, (P.FEE_DETAILS_MISSING,)),
        ({"kind": "formation", "intakes": (ON - timedelta(1),)}, (P.INTAKES_PAST,)),
        ({"kind": "formation", "intakes": (ON - timedelta(1), ON)}, ()),
        ({"kind": "formation"}, ()),
        ({"intakes": (ON - timedelta(1),)}, ()),
    ],
)
def test_what_a_sheet_lacks(fields, expected):
    assert lacks(**fields) == expected


def test_an_empty_sheet_lacks_everything_at_once():
    found = publication_decision(Sheet(name=""), is_covered=False, on=ON).objections
    assert len(found) == 11
    assert set(FIELD_OF) == set(P)
    assert set(FIELD_OF.values()) <= set(FIELDS) | {"districts", "intakes"}


def test_what_lacked_before_is_another_matter():
    before = publication_decision(replace(WHOLE, fee=""), is_covered=True, on=ON)
    after = publication_decision(replace(WHOLE, fee="", phone=""), is_covered=True, on=ON)
    assert newly_lacking(before, after).objections == (P.CONTACT_MISSING, P.PHONE_MISSING)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ()),
        ({"themes": ("gone",)}, (ContentObjection.UNKNOWN_CODE,)),
        ({"kind": "gone"}, (ContentObjection.UNKNOWN_CODE,)),
        ({"audiences": ("jeunes", "tous-publics")}, (ContentObjection.EVERYONE_AND_OTHERS,)),
        ({"min_age": 26, "max_age": 16}, (ContentObjection.AGES_REVERSED,)),
        ({"opening_hours": "le lundi"}, (ContentObjection.HOURS_UNREADABLE,)),
        ({"opening_hours": "Mo-Fr 08:30-12:00"}, ()),
    ],
)
def test_what_is_never_kept(fields, expected):
    assert content_decision(replace(WHOLE, **fields)).objections == expected


def official(sheet: Sheet, updated_on: date, source: str) -> v1.Service:
    """The sheet as the official package reads it."""
    return v1.Service(
        source=source,
        structure_id=f"{source}--s1",
        id=f"{source}--1",
        nom=sheet.name,
        description=sheet.description,
        date_maj=updated_on,
        thematiques=set(sheet.themes) or None,
        publics=list(sheet.audiences) or None,
        frais=sheet.fee or None,
        frais_precisions=sheet.fee_details or None,
        adresse=sheet.address or None,
        telephone=sheet.phone or None,
        courriel=sheet.email or None,
        modes_accueil=set(sheet.reception_modes) or None,
        lien_mobilisation=sheet.mobilization_url or None,
        modes_mobilisation=set(sheet.mobilization_modes) or None,
        mobilisable_par=set(sheet.mobilizable_by) or None,
    )


def codes(values) -> st.SearchStrategy:
    return st.lists(st.sampled_from(sorted(values)), max_size=3, unique=True).map(
        lambda found: tuple(sorted(found))
    )


_sheets = st.builds(
    Sheet,
    name=st.just("Aide au permis"),
    description=st.integers(5, 3000).map(lambda length: "a" * length),
    themes=codes(THEMES),
    audiences=codes(set(AUDIENCES) - {"tous-publics"}),
    fee=st.sampled_from(["", *FEES]),
    fee_details=st.sampled_from(["", "12 € par an"]),
    address=st.sampled_from(["", "4 rue des Essais"]),
    phone=st.sampled_from(["", "+33477123456"]),
    email=st.sampled_from(["", "accueil@example.org"]),
    mobilization_url=st.sampled_from(["", "https://example.org/"]),
    reception_modes=codes(RECEPTION_MODES),
    mobilization_modes=codes(MOBILIZATION_MODES),
    mobilizable_by=codes(MOBILIZABLE_BY),
)


@given(_sheets, st.integers(0, 1500), st.sampled_from(["cite", "agefiph"]))
def test_the_score_is_the_official_one(sheet, days, source):
    updated_on = ON - timedelta(days)
    with time_machine.travel("2026-11-27 10:00:00+00:00", tick=False):
        score, marks = score_qualite.score(official(sheet, updated_on, source))
    ours = quality_of(sheet, updated_on=updated_on, on=ON, source=source)
    assert [mark for _criterion, mark in ours.marks] == pytest.approx(list(_in_our_order(marks)))
    assert ours.score == round(score * 100)


def _in_our_order(marks):
    return (
        marks[name]
        for name in (
            "adresse_bien_definie",
            "modes_mobilisation_bien_definis",
            "au_moins_un_public",
            "au_moins_une_thematique",
            "au_moins_un_moyen_de_contact",
            "courriel_bien_defini",
            "date_maj_recente",
            "frais_bien_definis",
            "description_bien_definie",
            "telephone_bien_defini",
        )
    )


def test_the_one_thing_to_mend_first():
    perfect = quality_of(WHOLE, updated_on=ON, on=ON)
    assert (perfect.score, perfect.first_to_mend) == (100, None)
    poor = replace(WHOLE, phone="", description="court", fee="")
    assert quality_of(poor, updated_on=ON, on=ON).first_to_mend == Q.CONTACT
    assert (
        quality_of(replace(WHOLE, description="a" * 60), updated_on=ON, on=ON).first_to_mend == Q.DESCRIPTION
    )
    assert set(MENDED_FIRST) == set(Q) == set(REMEDIES)


@pytest.mark.parametrize(
    ("seen", "now", "typed", "expected"),
    [
        ({"a": 1}, {"a": 1}, {"a": 2}, ({"a": 2}, ())),
        ({"a": 1}, {"a": 1}, {"a": 1}, ({}, ())),
        ({"a": 1, "b": 1}, {"a": 1, "b": 9}, {"a": 2, "b": 1}, ({"a": 2}, ())),
        ({"a": 1}, {"a": 9}, {"a": 2}, ({}, ("a",))),
        ({"a": 1}, {"a": 2}, {"a": 2}, ({}, ())),
        ({}, {"a": None}, {"a": None}, ({}, ())),
    ],
)
def test_two_people_writing_at_once(seen, now, typed, expected):
    assert merge(seen, now, typed) == expected


_facts = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2), max_size=4)


@given(_facts, _facts, _facts)
def test_nothing_that_another_wrote_is_lost(seen, now, typed):
    changes, conflicts = merge(seen, now, typed)
    for name, value in changes.items():
        assert now.get(name) == seen.get(name) and value == typed[name]
    for name in conflicts:
        assert len({typed.get(name), now.get(name), seen.get(name)}) == 3


def test_every_arrow_has_its_words_in_the_history():
    assert {arrow.name for arrow in SERVICE.transitions} <= set(SheetStep)
    assert SERVICE.states[0] == ServiceState.SUGGESTED
    assert SERVICE.terminal_states() == frozenset()

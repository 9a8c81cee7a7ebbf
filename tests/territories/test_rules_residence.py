"""The rule, as a table an official can proof-read, and what must hold whatever the facts."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.territories.enums import DistrictKind, Generation, Reason, Status
from cite.territories.rules.residence import (
    ANSWER_COLUMNS,
    CONCLUSIONS,
    Answer,
    Criteria,
    Question,
    Surroundings,
    cannot_locate,
    decide,
    department_of,
    generation_in_force,
    is_overseas,
)
from tests.factories.territories import make_candidate, make_sheet

TODAY = date(2026, 11, 23)
OURS = make_sheet()
THEIRS = make_sheet(
    "QN04217M", "Bourgogne", communes=(("42187", "Roanne"),), epci_codes=frozenset({"200035731"})
)
WATCH = make_sheet("", "Fonsala", kind=DistrictKind.WATCH, communes=(("42207", "Saint-Chamond"),))
CRITERIA = Criteria(epci_code="244200770")
SOMEWHERE = Surroundings(
    on=TODAY,
    generation=Generation.G2024,
    is_loaded=True,
    is_covered=True,
    commune_code="42218",
    commune_name="Saint-Étienne",
)
INSIDE = replace(SOMEWHERE, inside=OURS, nearest=OURS, distance_m=40.0)


def asked(*candidates, **fields) -> Question:
    return Question("12 rue des Ormes", tuple(candidates), **fields)


FOUND = make_candidate()


@pytest.mark.parametrize(
    ("here", "question", "reason"),
    [
        (INSIDE, Question(), Reason.INSIDE_CONTOUR),
        (replace(INSIDE, is_covered=False), Question(), Reason.INSIDE_CONTOUR),
        (replace(INSIDE, inside=THEIRS), Question(), Reason.INSIDE_OTHER_TERRITORY),
        (SOMEWHERE, Question(), Reason.OUTSIDE_CONTOURS),
        (replace(SOMEWHERE, nearest=OURS, distance_m=10.1), Question(), Reason.OUTSIDE_CONTOURS),
        (replace(SOMEWHERE, watch=WATCH), Question(), Reason.WATCH_DISTRICT),
        (replace(INSIDE, watch=WATCH), Question(), Reason.INSIDE_CONTOUR),
        # The doubt zone, on either side, wherever the list is loaded
        (replace(SOMEWHERE, nearest=OURS, distance_m=10.0), Question(), Reason.NEAR_LIMIT),
        (replace(INSIDE, distance_m=9.9), Question(), Reason.NEAR_LIMIT),
        (replace(SOMEWHERE, nearest=OURS, distance_m=0.0, is_covered=False), Question(), Reason.NEAR_LIMIT),
        (
            replace(SOMEWHERE, nearest=replace(OURS, precision_m=5.6), distance_m=15.0),
            Question(),
            Reason.NEAR_LIMIT,
        ),
        (
            replace(SOMEWHERE, nearest=replace(OURS, precision_m=5.6), distance_m=15.7),
            Question(),
            Reason.OUTSIDE_CONTOURS,
        ),
        # Lists and areas that the map does not have
        (replace(SOMEWHERE, is_covered=False), Question(), Reason.COMMUNE_NOT_LOADED),
        (replace(SOMEWHERE, is_loaded=False, is_covered=False), Question(), Reason.GENERATION_NOT_LOADED),
        (replace(SOMEWHERE, generation=None, is_loaded=False), Question(), Reason.DATE_NOT_COVERED),
        # Addresses
        (INSIDE, asked(FOUND), Reason.INSIDE_CONTOUR),
        (INSIDE, asked(replace(FOUND, kind="street")), Reason.NO_HOUSENUMBER),
        (SOMEWHERE, asked(replace(FOUND, kind="locality")), Reason.NO_HOUSENUMBER),
        (SOMEWHERE, asked(replace(FOUND, kind="commune")), Reason.NO_HOUSENUMBER),
        (
            replace(SOMEWHERE, is_covered=False),
            asked(replace(FOUND, kind="street")),
            Reason.COMMUNE_NOT_LOADED,
        ),
        (INSIDE, asked(replace(FOUND, score=0.79)), Reason.LOW_SCORE),
        (INSIDE, asked(replace(FOUND, score=0.8)), Reason.INSIDE_CONTOUR),
        (INSIDE, asked(replace(FOUND, score=0.5), is_chosen=True), Reason.INSIDE_CONTOUR),
        (INSIDE, asked(replace(FOUND, score=0.5, kind="street"), is_chosen=True), Reason.NO_HOUSENUMBER),
        (INSIDE, asked(FOUND, replace(FOUND, commune_code="42207", score=0.93)), Reason.AMBIGUOUS_ADDRESS),
        (INSIDE, asked(FOUND, replace(FOUND, commune_code="42207", score=0.9)), Reason.INSIDE_CONTOUR),
        (INSIDE, asked(FOUND, replace(FOUND, score=0.96)), Reason.INSIDE_CONTOUR),
        (SOMEWHERE, asked(replace(FOUND, score=0.1)), Reason.LOW_SCORE),
        (replace(INSIDE, distance_m=3.0), asked(FOUND), Reason.NEAR_LIMIT),
    ],
)
def test_decide(here, question, reason):
    assert decide(here, CRITERIA, question).reason == reason


def test_decide_each_geocoder_has_its_own_threshold():
    criteria = replace(CRITERIA, threshold_online=0.9, threshold_embedded=0.4)
    found = replace(FOUND, score=0.6)

    assert decide(INSIDE, criteria, asked(found)).reason == Reason.INSIDE_CONTOUR
    assert decide(INSIDE, criteria, asked(replace(found, source="geoplateforme"))).reason == Reason.LOW_SCORE


def test_every_reason_has_a_conclusion_and_every_status_a_reason():
    assert set(CONCLUSIONS) == set(Reason)
    assert {status for status, _ in CONCLUSIONS.values()} == set(Status)


def test_the_three_sentences_are_exact():
    near = decide(replace(SOMEWHERE, nearest=OURS, distance_m=6.2), CRITERIA)

    assert (
        decide(INSIDE, CRITERIA).sentence == "Votre adresse ouvre droit aux actions de la Cité de l’emploi."
    )
    assert decide(SOMEWHERE, CRITERIA).sentence == (
        "Cette adresse n’est pas dans un quartier prioritaire. D’autres aides existent\u00a0: les voici."
    )
    assert near.sentence == "L’adresse est à 6 m de la limite. Un conseiller vérifie."
    assert "copilotes" in near.next_step


def test_sentences_name_the_district_with_its_commune():
    other = decide(replace(INSIDE, inside=THEIRS, nearest=THEIRS), CRITERIA)
    watch = decide(replace(SOMEWHERE, watch=WATCH), CRITERIA)

    assert "Bourgogne (Roanne)" in other.sentence
    assert "Fonsala (Saint-Chamond)" in watch.sentence
    assert (watch.qpv_code, watch.qpv_label) == ("", "")


@pytest.mark.parametrize(
    ("distance", "label"),
    [(None, "plus de 100 m"), (0.0, "moins de 1 m"), (0.9, "moins de 1 m"), (1.0, "1 m"), (99.6, "100 m")],
)
def test_distance_label(distance, label):
    nearest = OURS if distance is not None else None

    assert decide(replace(SOMEWHERE, nearest=nearest, distance_m=distance), CRITERIA).distance_label == label


def test_distance_label_is_empty_where_the_place_is_unknown():
    assert cannot_locate(Reason.EMPTY, on=TODAY).distance_label == ""


def test_outside_names_the_watch_districts_of_the_commune_and_nothing_else_does():
    here = replace(SOMEWHERE, watch_labels=("Montplaisir",))

    assert decide(here, CRITERIA).watch_labels == ("Montplaisir",)
    assert decide(replace(here, inside=OURS), CRITERIA).watch_labels == ()


def test_code_is_empty_unless_inside():
    assert decide(INSIDE, CRITERIA).qpv_code == "QN04299N"
    assert decide(replace(INSIDE, inside=THEIRS), CRITERIA).qpv_code == "QN04217M"
    assert decide(replace(INSIDE, distance_m=1.0), CRITERIA).qpv_code == ""


def test_row_follows_the_columns():
    answer = decide(INSIDE, CRITERIA, asked(FOUND))

    assert ANSWER_COLUMNS[:7] == (
        "qpv_status", "qpv_code", "qpv_label", "commune", "commune_code", "distance_m", "reason",
    )  # fmt: skip
    assert dict(zip(ANSWER_COLUMNS, answer.as_row(), strict=True)) == {
        "qpv_status": "in_qpv",
        "qpv_code": "QN04299N",
        "qpv_label": "Les Ormes (Saint-Étienne)",
        "commune": "Saint-Étienne",
        "commune_code": "42218",
        "distance_m": 40.0,
        "reason": "inside_contour",
        "sentence": "Votre adresse ouvre droit aux actions de la Cité de l’emploi.",
        "next_step": answer.next_step,
        "resolved_address": "12 Rue des Ormes 42000 Saint-Étienne",
        "score": 0.97,
        "source": "ban",
        "generation": "2024",
        "on": "2026-11-23",
        "watch_districts": "",
    }


@pytest.mark.parametrize(
    ("on", "overseas", "generation"),
    [
        (date(2014, 12, 31), False, None),
        (date(2015, 1, 1), False, Generation.G2015),
        (date(2023, 12, 31), False, Generation.G2015),
        (date(2024, 1, 1), False, Generation.G2024),
        (date(2024, 6, 1), True, Generation.G2015),
        (date(2025, 1, 1), True, Generation.G2024),
        (date(2040, 1, 1), False, Generation.G2024),
    ],
)
def test_generation_in_force(on, overseas, generation):
    assert generation_in_force(on, overseas=overseas) == generation


@pytest.mark.parametrize(
    ("code", "department", "overseas"),
    [("42218", "42", False), ("2A004", "2A", False), ("97411", "974", True), ("98725", "987", True)],
)
def test_department_of(code, department, overseas):
    assert (department_of(code), is_overseas(code)) == (department, overseas)


districts = st.sampled_from([None, OURS, THEIRS, replace(OURS, precision_m=5.6)])
surroundings = st.builds(
    Surroundings,
    on=st.dates(),
    generation=st.sampled_from([None, *Generation]),
    is_loaded=st.booleans(),
    is_covered=st.booleans(),
    inside=districts,
    nearest=districts,
    distance_m=st.none() | st.floats(0, 100),
    watch=st.sampled_from([None, WATCH]),
)
found_addresses = st.builds(
    make_candidate,
    score=st.floats(0, 1),
    commune_code=st.sampled_from(["42218", "42207"]),
    kind=st.sampled_from(["housenumber", "street", "locality", "commune"]),
    source=st.sampled_from(["ban", "reference", "geoplateforme"]),
)
questions = st.builds(
    Question, candidates=st.lists(found_addresses, max_size=3).map(tuple), is_chosen=st.booleans()
)
FIRM = {Status.IN_QPV, Status.OTHER_TERRITORY, Status.OUTSIDE}


@given(surroundings, questions)
def test_unknown_is_never_no(here, question):
    if decide(here, CRITERIA, question).status == Status.OUTSIDE:
        assert here.generation is not None
        assert here.is_loaded
        assert here.is_covered
        assert here.inside is None
        assert question.best is None or question.best.kind == "housenumber"


@given(surroundings, questions, st.floats(0, 100), st.floats(0, 100))
def test_a_wider_doubt_zone_never_settles_more(here, question, one, other):
    narrow, wide = sorted((one, other))
    before = decide(here, replace(CRITERIA, doubt_zone_m=narrow), question)
    after = decide(here, replace(CRITERIA, doubt_zone_m=wide), question)

    assert (
        after.status == before.status
        or (before.status not in {Status.TO_VERIFY})
        and after.status not in FIRM
    )


@given(surroundings, questions, st.floats(0, 1), st.floats(0, 1))
def test_a_higher_threshold_never_settles_more(here, question, one, other):
    low, high = sorted((one, other))
    before = decide(here, replace(CRITERIA, threshold_embedded=low, threshold_online=low), question)
    after = decide(here, replace(CRITERIA, threshold_embedded=high, threshold_online=high), question)

    assert after == before or after.reason == Reason.LOW_SCORE


@given(surroundings, questions)
def test_every_answer_has_words_and_every_row_its_columns(here, question):
    answer = decide(here, CRITERIA, question)

    assert isinstance(answer, Answer)
    assert "%" not in answer.sentence
    assert answer.next_step
    assert len(answer.as_row()) == len(ANSWER_COLUMNS)

"""Numbers of the registers: what is read, what is refused, and the remedy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.fr import siren as siren_rules
from stdnum.luhn import calc_check_digit

from cite.actors.enums import IdentifierProblem as P
from cite.actors.rules.identifiers import compact, read_identifiers


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ({}, {}),
        ({"siren": "732 829 320"}, {}),
        ({"siren": "732829321"}, {"siren": P.SIREN_KEY}),
        ({"siren": "73282932"}, {"siren": P.SIREN_LENGTH}),
        ({"siren": "7328293ZO"}, {"siren": P.SIREN_LENGTH}),
        ({"siret": "73282932000074"}, {}),
        ({"siret": "732 829 320 00074"}, {}),
        ({"siret": "732\u202f829\u00a0320-00074"}, {}),
        ({"siret": "73282932000075"}, {"siret": P.SIRET_KEY}),
        ({"siret": "732829320"}, {"siret": P.SIRET_LENGTH}),
        ({"siret": "٧٣٢٨٢٩٣٢٠٠٠٠٧٤"}, {"siret": P.SIRET_LENGTH}),
        ({"siret": "35600000049837"}, {}),  # La Poste: its own key, the sum of the digits
        ({"siret": "35600000049838"}, {"siret": P.SIRET_KEY}),
        ({"siret": "73282932000074", "siren": "732829320"}, {}),
        ({"siret": "73282932000074", "siren": "356000000"}, {"siret": P.SIRET_OF_ANOTHER}),
        ({"rna": "W421000001"}, {}),
        ({"rna": "w421 000 001"}, {}),
        ({"rna": "W2A1000001"}, {}),
        ({"rna": "421000001"}, {"rna": P.RNA_SHAPE}),
        ({"rna": "W42100000"}, {"rna": P.RNA_SHAPE}),
        ({"rna": "X421000001"}, {"rna": P.RNA_SHAPE}),
    ],
)
def test_numbers_as_people_type_them(typed, problems):
    assert read_identifiers(**typed)[1] == problems


def test_a_siret_brings_its_siren():
    read, problems = read_identifiers(siret="732 829 320 00074")
    assert (read.siren, read.siret, problems) == ("732829320", "73282932000074", {})


@given(st.integers(0, 99_999_999), st.integers(0, 9999))
def test_one_wrong_digit_is_always_seen(head, establishment):
    siren = f"{head:08d}" + calc_check_digit(f"{head:08d}")
    body = f"{siren}{establishment:04d}"
    siret = body + calc_check_digit(body)
    if siren == "356000000":
        return
    assert siren_rules.is_valid(siren) and read_identifiers(siret=siret)[1] == {}
    for place in range(14):
        wrong = siret[:place] + str((int(siret[place]) + 1) % 10) + siret[place + 1 :]
        assert read_identifiers(siret=wrong)[1]


@given(st.text(max_size=60))
def test_whatever_is_typed_is_answered(text):
    read, problems = read_identifiers(siren=text, siret=text, rna=text)
    assert set(problems) <= {"siren", "siret", "rna"}
    if compact(text):
        assert len(problems) >= 2  # nothing is two of them at once


def test_every_problem_says_the_remedy():
    assert all(str(problem.label).count(".") >= 1 for problem in P)

"""The same service told by two directories."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.directory.rules.area import Area, concerns
from cite.directory.rules.duplicates import Twin, rank_of, same_services
from cite.directory.rules.sheet import Sheet

HERE = Area(frozenset({"42218", "42095"}), "244200770", frozenset({"42"}))


def twin(pk, source=1, name="Aide au permis de conduire", **fields):
    return Twin(pk, source, name, rank=(pk,), **fields)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"phone": "+33477123456"}, {"phone": "+33477123456"}),
        ({"siret": "1" * 14}, {"siret": "1" * 14}),
        (
            {"commune": "42218", "address": "12, rue des Ormes"},
            {"commune": "42218", "address": "12 Rue des ORMES"},
        ),
    ],
)
def test_two_sources_tell_the_same_service(one, other):
    twins = [twin(1, 1, **one), twin(2, 2, "Permis de conduire : aide", **other)]
    assert same_services(twins) == {2: 1}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (twin(1, 1, phone="+33477123456"), twin(2, 1, phone="+33477123456")),
        (twin(1, 1, phone="+33477123456"), twin(2, 2, phone="+33477123457")),
        (twin(1, 1, phone="+33477123456"), twin(2, 2, "Atelier cuisine", phone="+33477123456")),
        (twin(1, 1, address="1 rue A", commune="42218"), twin(2, 2, address="1 rue A", commune="69123")),
        (twin(1, 1), twin(2, 2)),
    ],
)
def test_two_services_stay_two(one, other):
    assert same_services([one, other]) == {}


def test_three_sources_are_shown_by_one_sheet():
    twins = [
        twin(3, 1, phone="a"),
        twin(2, 2, phone="a", siret="s"),
        twin(1, 3, siret="s"),
    ]
    assert same_services(twins) == {2: 1, 3: 1}


def test_two_services_of_one_source_are_never_one_though_another_source_tells_something_like_both():
    first, second = "Cours de français, débutants", "Cours de français, débutant"
    twins = [twin(1, 1, first, phone="a"), twin(2, 1, second, phone="a"), twin(3, 2, second, phone="a")]
    assert same_services(twins) == {3: 2}


def test_the_number_of_a_level_tells_two_services():
    names = "Cours de français niveau 1", "Cours de français niveau 2"
    twins = [twin(pk, pk // 3, name, phone="a") for pk, name in enumerate(names * 2, start=1)]
    assert same_services(twins) == {3: 1, 4: 2}


def test_ours_is_shown_first_then_the_best_kept_then_the_freshest():
    day = date(2026, 1, 1)
    ranks = [
        rank_of(is_own=True, quality=10, updated_on=day, pk=9),
        rank_of(is_own=False, quality=80, updated_on=day, pk=8),
        rank_of(is_own=False, quality=50, updated_on=date(2026, 5, 1), pk=7),
        rank_of(is_own=False, quality=50, updated_on=day, pk=1),
        rank_of(is_own=False, quality=50, updated_on=day, pk=2),
    ]
    assert ranks == sorted(ranks)


def test_a_national_number_says_nothing():
    crowd = [twin(pk, pk, phone="3949") for pk in range(1, 402)]
    assert same_services(crowd) == {}


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from("abc"), st.sampled_from("xy")), max_size=8))
def test_a_shown_sheet_is_never_itself_hidden(rows):
    twins = [
        Twin(pk, source, f"Atelier {name}", phone=phone, rank=(pk,))
        for pk, (source, name, phone) in enumerate(rows, start=1)
    ]
    hidden = same_services(twins)
    assert not set(hidden) & set(hidden.values())
    assert all(hidden[pk] < pk for pk in hidden)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"commune_code": "42218"}, True),
        ({"commune_code": "69123"}, False),
        ({"commune_code": "69123", "eligibility_zone": ("42",)}, True),
        ({"eligibility_zone": ("france",)}, True),
        ({"eligibility_zone": ("244200770",)}, True),
        ({"eligibility_zone": ("69", "01004")}, False),
        ({"eligibility_zone": ("42095",)}, True),
    ],
)
def test_what_concerns_the_cite(fields, expected):
    assert concerns(Sheet(name="A", **fields), HERE) is expected

"""A few good answers first: nothing is lost, nothing comes twice, whatever is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.directory.enums.finding import Wish
from cite.directory.rules.finding import what_is_asked, wishes_said
from cite.directory.rules.first_answers import strong, together

ORDERS = st.lists(st.integers(1, 50), unique=True)


@given(ORDERS, st.dictionaries(st.integers(1, 50), st.tuples(st.integers(1, 3))))
def test_each_is_in_one_group_in_its_order(order, bodies):
    groups = together(order, bodies)
    assert sorted(pk for group in groups for pk in group) == sorted(order)
    assert [group[0] for group in groups] == [pk for pk in order if pk in {group[0] for group in groups}]
    assert all(list(group) == [pk for pk in order if pk in group] for group in groups)
    assert all(len(group) == 1 or len({bodies[pk] for pk in group}) == 1 for group in groups)


@given(ORDERS, st.data(), st.integers(1, 8))
def test_what_comes_first_is_never_nothing_nor_too_much(order, data, most):
    groups = [(pk,) for pk in order]
    scores = {pk: data.draw(st.integers(0, 1000)) for pk in order}
    first = strong(groups, scores, most=most)
    assert len(first) <= most
    assert bool(first) is bool(groups)
    assert [group for group in groups if group in first] == first


@pytest.mark.parametrize(
    ("scores", "first"),
    [
        ({1: 100, 2: 50, 3: 49}, [(1,), (2,)]),
        ({1: 0, 2: 0, 3: 0}, [(1,), (2,), (3,)]),
        ({}, [(1,), (2,), (3,)]),
    ],
)
def test_half_as_good_as_the_best_is_good(scores, first):
    assert strong([(1,), (2,), (3,)], scores, most=6) == first


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("je cherche un permis pas trop cher", "un permis"),
        ("Recherche garde d’enfants", "garde d’enfants"),
        ("besoin d’un logement moins cher", "un logement"),
        ("pas cher", "pas cher"),
        ("chercheur", "chercheur"),
        ("cherbourg", "cherbourg"),
        ("un permis près de chez moi", "un permis"),
        ("garde d’enfants à côté de chez nous", "garde d’enfants"),
        ("crèche pour aller travailler", "crèche"),
        ("pour travailler", "pour travailler"),
        ("près de chez moi", ""),
        ("un prêt de la Caf", "un prêt de la Caf"),
        ("", ""),
    ],
)
def test_what_people_say_around_is_left_aside(words, asked):
    assert what_is_asked(words) == asked


@pytest.mark.parametrize(
    ("words", "left", "said"),
    [
        ("sans rendez-vous", "", {Wish.WITHOUT_APPOINTMENT}),
        ("un conseiller sans prendre de RDV", "un conseiller", {Wish.WITHOUT_APPOINTMENT}),
        ("Permis cette semaine, sans rendez vous", "Permis ,", {Wish.WITHOUT_APPOINTMENT, Wish.THIS_WEEK}),
        ("un garage ouvert maintenant", "un garage", {Wish.OPEN_NOW}),
        ("un premier rendez-vous", "un premier rendez-vous", set()),
        ("garder mon fils pendant un rendez-vous", "garder mon fils pendant un rendez-vous", set()),
        ("ouvert", "ouvert", set()),
    ],
)
def test_choices_said_in_full_are_taken_for_choices(words, left, said):
    assert wishes_said(words) == (left, said)

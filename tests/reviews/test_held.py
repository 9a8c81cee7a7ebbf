"""What reviews hold of somebody is given to her: what was asked, proposed, decided; and goes with her file."""

from datetime import date

import pytest

from cite.accounts.enums import Role
from cite.residents.enums.rights import ErasureReason
from cite.residents.operations.erasing import erase_resident
from cite.residents.ports import held_by_others
from cite.reviews.adapters import held_of
from cite.reviews.models import Proposal, ReviewDecision, Situation
from tests.factories.accounts import make_user
from tests.factories.actors import HABILITATED, make_member, make_partner
from tests.factories.pathways import make_pathway
from tests.factories.residents import make_resident
from tests.factories.reviews import make_review, make_review_decision, make_situation

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 27)


@pytest.fixture
def ines(territory):
    return make_member(make_partner(territory, **HABILITATED), "ines")


@pytest.fixture
def review(territory, ines):
    sofia = make_user("sofia", role=Role.COORDINATOR, territory=territory)
    return make_review(territory, sofia, ines.user)


@pytest.fixture
def samia(ines):
    return make_resident(ines, first_name="Samia", last_name="Inventée")


@pytest.fixture
def situation(review, samia, ines):
    """What was asked, proposed and decided about her; and about another person, at the same review."""
    other = make_situation(review, make_pathway(make_resident(ines), ines), ines, question="Une autre")
    make_review_decision(other, ines)
    mine = make_situation(review, make_pathway(samia, ines), ines, summary="Deux enfants.")
    propose(mine, ines)
    make_review_decision(mine, ines)
    return mine


def propose(situation, by) -> Proposal:
    return Proposal.objects.create(
        territory=situation.territory, situation=situation, by=by, text="Voir la halte-garderie"
    )


def test_everything_is_given_and_what_was_said_among_them_is_reserved(situation, samia, ines):
    she = f"{ines.user.full_name} ({ines.partner})"
    asked = "Trouver une garde d’enfants le matin"
    assert [(block.key, block.reserved_by, list(block.rows)) for block in held_of(resident=samia)] == [
        ("reviews", ines.partner, [("Revue de parcours de décembre", asked, "Deux enfants.", "", she)]),
        ("proposals", ines.partner, [(asked, "Voir la halte-garderie", she)]),
        ("decisions", None, [("Appeler la crèche", she, "15/12/2026", "À faire", "")]),
    ]


def test_a_structure_hands_over_its_proposals_without_the_question_of_another(
    situation, samia, ines, territory
):
    omar = make_member(make_partner(territory, "Centre social du Lac", **HABILITATED), "omar")
    propose(situation, omar)
    found = {block.reserved_by: block.rows for block in held_of(resident=samia) if block.key == "proposals"}
    assert [each[0] for each in found[ines.partner]] == [situation.question]
    assert [each[0] for each in found[omar.partner]] == [""]


def test_the_export_asks_for_it(situation, samia):
    keys = [block.key for key, block in held_by_others(samia) if key == "reviews"]
    assert keys == ["reviews", "proposals", "decisions"]


def test_every_part_takes_one_query(situation, samia, ines, django_assert_num_queries):
    for _number in range(2):
        propose(situation, ines)
        make_review_decision(situation, ines)
    with django_assert_num_queries(3):
        assert [len(block.rows) for block in held_of(resident=samia)] == [1, 3, 3]


def test_it_goes_with_her_file_and_that_of_another_stays(situation, samia, ines):
    erase_resident(resident=samia, reason=ErasureReason.REQUEST, by=ines.user, on=ON)
    assert [each.question for each in Situation.objects.all()] == ["Une autre"]
    assert (Proposal.objects.count(), ReviewDecision.objects.count()) == (0, 1)

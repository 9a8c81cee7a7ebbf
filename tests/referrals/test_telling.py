"""What « mon parcours » says of her referrals: who was asked, who helps, when to come; never a message nor a no."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from cite.core.languages import LANGUAGES
from cite.referrals.queries.telling import chapters_of
from cite.residents import ports
from cite.residents.ports import Chapter
from tests.factories.referrals import make_referral

pytestmark = pytest.mark.django_db
HERE = "Structure : Les Ateliers des Collines. Service : Atelier mobilité."
HELPED = "Cette structure vous aide : Les Ateliers des Collines. Service : Atelier mobilité."
DAY = "Vous avez rendez-vous le jeudi 5 novembre 2026 à 10 h."
MET = f"{DAY} C’est avec : Les Ateliers des Collines. Lieu : 3 rue Fictive."


def told(resident, language="fr"):
    with override(language):
        return [
            (chapter, text.replace("\u00a0", " ").replace("\u202f", " "))
            for chapter, text in chapters_of(resident=resident)
        ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"state": "sent"}, [(Chapter.HELPERS, f"Une demande est partie pour vous. {HERE}")]),
        ({"state": "accepted"}, [(Chapter.HELPERS, HELPED)]),
        (
            {
                "state": "appointed",
                "appointment_at": datetime(2026, 11, 5, 9, tzinfo=UTC),
                "appointment_place": "3 rue Fictive",
            },
            [(Chapter.HELPERS, HELPED), (Chapter.APPOINTMENTS, MET)],
        ),
        (
            {"state": "appointed", "appointment_at": datetime(2026, 11, 1, 9, tzinfo=UTC)},
            [(Chapter.HELPERS, HELPED)],
        ),
        (
            {"state": "met", "decided": "Un essai le lundi."},
            [
                (
                    Chapter.HELPERS,
                    "Vous avez rencontré : Les Ateliers des Collines. Service : Atelier mobilité.",
                ),
                (Chapter.DECIDED, "Décidé avec Les Ateliers des Collines : Un essai le lundi."),
            ],
        ),
        ({"state": "missed", "decided": "Elle n’est pas venue."}, []),
        ({"state": "refused", "refusal_reason": "full"}, []),
        ({"state": "canceled"}, []),
    ],
    ids=["asked", "accepted", "to come", "past", "met", "missed", "refused", "canceled"],
)
def test_each_referral_is_told_as_it_stands(ines, amina, fields, expected):
    make_referral(ines, resident=amina, message="Préfère le matin.", **fields)
    assert told(amina) == expected


def test_every_language_says_it_its_own_way(ines, amina):
    make_referral(ines, resident=amina, state="accepted")
    said = {language.code: told(amina, language.code)[0][1] for language in LANGUAGES}
    assert len(set(said.values())) == len(LANGUAGES)
    assert all("Atelier mobilité" in text for text in said.values())


def test_the_chapters_of_the_paper_hold_them(ines, amina, django_assert_num_queries):
    for _number in range(3):
        make_referral(ines, resident=amina, state="accepted", sent_on=datetime(2026, 11, 2).date())
    assert len(ports.chapters_of(amina)[Chapter.HELPERS]) == 3
    with django_assert_num_queries(1):
        told(amina)

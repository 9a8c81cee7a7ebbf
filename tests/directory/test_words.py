"""What a sheet says, in words."""

from datetime import date

import pytest

from cite.directory.enums.everyday import EXPRESSIONS
from cite.directory.queries.meanings import said_in_words
from cite.directory.queries.words import checked_words, label_of, words_of

ON = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("confirmed_on", "said"),
    [
        (None, "jamais vérifiée"),
        (ON, "vérifiée aujourd’hui"),
        (date(2026, 11, 26), "vérifiée hier"),
        (date(2026, 11, 25), "vérifiée il y a 2 jours"),
        (date(2026, 8, 27), "vérifiée il y a 3 mois"),
        (date(2024, 11, 20), "vérifiée il y a 2 ans"),
    ],
)
def test_the_age_of_a_sheet(confirmed_on, said):
    assert checked_words(confirmed_on, ON) == said


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("step_free", None, ""),
        ("step_free", False, "Non"),
        ("step_free", True, "Oui"),
        ("themes", ["mobilite--preparer-un-permis", "gone"], "Préparer un permis, gone"),
        ("phone", "+33477123456", "04 77 12 34 56"),
        ("fee", "gratuit", "Gratuit"),
        ("entry_delay_days", 0, "Tout de suite"),
        ("entry_delay_days", 1, "1 jour"),
        ("places_left", 0, "0"),
        ("weekly_hours", "2.50", "2,5"),
        ("weekly_hours", "2.00", "2"),
        ("update_every", 6, "Tous les six mois"),
        ("districts", ["QN1"], "Montreynaud"),
        ("opening_hours", "le lundi", "le lundi"),
    ],
)
def test_a_field_in_words(name, value, said):
    assert words_of(name, value, {"QN1": "Montreynaud"}).replace("\u00a0", " ") == said


def test_fields_are_named_as_on_the_pages():
    assert label_of("step_free") == "Accessible en fauteuil"


def test_no_meaning_of_an_everyday_word_is_shown_as_a_code():
    meanings = sorted({meaning for meant in EXPRESSIONS.values() for meaning in meant})
    shown = [said_in_words([meaning]) for meaning in meanings]
    assert [said for said in shown if ":" in said] == []

"""A sheet that translates itself: every fact is said in every language, and what is not known is never said absent."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from cite.core.languages import FRENCH, LANGUAGES, SIMPLE_FRENCH
from cite.directory.enums import Level, ToBring
from cite.directory.enums.facts import BRINGING, LEADING_TO, SAYINGS, Fact
from cite.directory.rules.facts import ServiceFacts, statements

FRIDAY = date(2026, 11, 27)
ARABIC = next(language for language in LANGUAGES if language.is_rtl)
LEFTOVER = re.compile(r"%\(|%[sd]|\{|\}|None")

CHILDCARE = ServiceFacts(
    fee="gratuit",
    without_appointment=True,
    places_left=3,
    next_start=date(2026, 12, 1),
    districts=("Montreynaud", "Crêt de Roc"),
    mobilizable_by=("usagers",),
    mobilization_modes=("telephoner",),
    languages=("ar", "fr", "tr"),
    childcare_on_site=True,
    opening_hours="Mo-Fr 08:30-12:30,14:00-18:30; Sa 09:00-12:00",
    to_bring=("identity", "caf"),
)

maybe = st.none() | st.booleans()
few = st.integers(min_value=0, max_value=120)


def some(*codes):
    return st.lists(st.sampled_from(codes), unique=True).map(tuple)


services = st.builds(
    ServiceFacts,
    fee=st.sampled_from(["", "gratuit", "payant", "autre"]),
    places_left=st.none() | few,
    next_start=st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    ends_on=st.none() | st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    entry_delay_days=st.none() | st.integers(min_value=0, max_value=900),
    weekly_hours=st.none() | st.decimals(min_value=0, max_value=99, places=2),
    weeks=st.none() | few,
    min_age=st.none() | few,
    max_age=st.none() | few,
    covers_all_districts=st.booleans(),
    districts=some("Montreynaud", "Le Marais", "Crêt de Roc"),
    mobilizable_by=some("usagers", "professionnels", "autres"),
    mobilization_modes=some(
        "se-presenter", "telephoner", "envoyer-un-courriel", "utiliser-lien-mobilisation"
    ),
    reception_modes=some("en-presentiel", "a-distance"),
    welcomed_by=st.sampled_from(["", "Léa Martin"]),
    languages=some("fr", "ar", "tr", "pt", "es", "en", "uk", "xx"),
    to_bring=some(*ToBring.values),
    opening_hours=st.sampled_from(
        ["", "24/7", "Mo-Fr 09:00-19:00", "Su 10:00-12:00", "week 1-53/2 Mo 09:00-12:00", "?"]
    ),
    **dict.fromkeys(
        (
            *("without_appointment", "interpreter", "without_reading", "childcare_on_site", "without_car"),
            *("step_free", "evening_hours", "combinable"),
        ),
        maybe,
    ),
)


def said(facts, language=FRENCH, on=FRIDAY):
    with override(language.code):
        return [statement.text(language) for statement in statements(facts, on=on)]


def found(facts, on=FRIDAY):
    return [statement.fact for statement in statements(facts, on=on)]


@given(services)
def test_whatever_is_known_is_said_in_every_language_and_nothing_is_left_to_fill(facts):
    several = statements(facts, on=FRIDAY)
    for language in LANGUAGES:
        with override(language.code):
            texts = [statement.text(language) for statement in several]
        assert all(texts)
        assert [text for text in texts if LEFTOVER.search(text)] == []
    assert found(facts) == sorted(set(found(facts)), key=list(Fact).index), "each once, in order"


@given(services)
def test_nothing_is_said_of_what_is_not_known(facts):
    """Without an answer, no sentence says that something lacks."""
    absent = {Fact.NO_INTERPRETER, Fact.READING, Fact.NO_CHILDCARE, Fact.CAR, Fact.STEPS, Fact.FULL}
    unknown = replace(
        facts,
        interpreter=None,
        without_reading=None,
        childcare_on_site=None,
        without_car=None,
        step_free=None,
        places_left=None,
    )
    assert set(found(unknown)) & absent == set()


@pytest.mark.parametrize("level", Level.values)
def test_every_level_of_a_course_has_its_sentence(level):
    assert LEADING_TO[level] in found(ServiceFacts(level=level))


def test_an_empty_sheet_says_what_to_ask():
    assert found(ServiceFacts()) == [
        Fact.ASK_PRICE,
        Fact.ASK_APPOINTMENT,
        Fact.EVERY_AGE,
        Fact.ASK_HOURS,
        Fact.ASK_WHAT_TO_BRING,
    ]


def test_a_sheet_in_arabic():
    assert said(CHILDCARE, ARABIC) == [
        "مجاني.",
        "يمكنكم المجيء دون موعد.",
        "بقيت 3 أماكن.",
        "يبدأ يوم الثلاثاء، 1 ديسمبر 2026.",
        "للجميع، في أي سن.",
        "لسكان: \u2068Montreynaud\u2069 و\u2068Crêt de Roc\u2069.",
        "يمكنكم الطلب بأنفسكم.",
        "للطلب، يمكنكم الاتصال بالهاتف.",
        "اللغات الأخرى المستعملة: العربية والتركية.",
        "يمكن رعاية أطفالكم في المكان نفسه.",
        "مفتوح في بعض الأمسيات، بعد الساعة 18:00.",
        "مفتوح يوم السبت.",
        "أحضروا بطاقة هويتكم أو بطاقة إقامتكم أو وصل الإقامة (récépissé).",
        "أحضروا رقمكم لدى CAF (صندوق المنح العائلية).",
    ]


def test_a_sheet_in_simple_french():
    assert said(CHILDCARE, SIMPLE_FRENCH) == [
        "C’est gratuit.",
        "Vous pouvez venir sans rendez-vous.",
        "Il reste 3 places.",
        "Cela commence le mardi 1er décembre 2026.",
        "C’est pour tout le monde, à tout âge.",
        "C’est pour vous si vous habitez\u00a0: Montreynaud et Crêt de Roc.",
        "Vous pouvez demander vous-même.",
        "Pour demander, vous pouvez téléphoner.",
        "On parle aussi ces langues\u00a0: arabe et turc.",
        "On peut garder vos enfants sur place.",
        "C’est ouvert certains soirs, après 18 heures.",
        "C’est ouvert le samedi.",
        "Apportez votre pièce d’identité, votre titre de séjour ou votre récépissé.",
        "Apportez votre numéro de la CAF (la caisse d’allocations familiales).",
    ]


@pytest.mark.parametrize(
    ("facts", "fact", "text"),
    [
        (
            ServiceFacts(places_left=0),
            Fact.FULL,
            "Il n’y a plus de place pour le moment. Demandez la prochaine date.",
        ),
        (ServiceFacts(places_left=1), Fact.PLACES_LEFT, "Il reste 1 place."),
        (ServiceFacts(places_left=1200), Fact.PLACES_LEFT, "Il reste 1\u202f200 places."),
        (ServiceFacts(level="level_3"), Fact.LEVEL_3, "Vous préparez un diplôme du niveau du CAP."),
        (ServiceFacts(level="none"), Fact.LEVEL_NONE, "Il n’y a pas de diplôme à la fin."),
        (
            ServiceFacts(has_prerequisites=True),
            Fact.PREREQUISITES,
            "Il faut déjà savoir certaines choses. Demandez lesquelles.",
        ),
        (ServiceFacts(entry_delay_days=0), Fact.AT_ONCE, "Vous commencez tout de suite."),
        (
            ServiceFacts(entry_delay_days=1),
            Fact.WAIT_DAYS,
            "Il faut attendre environ 1 jour avant de commencer.",
        ),
        (
            ServiceFacts(entry_delay_days=14),
            Fact.WAIT_WEEKS,
            "Il faut attendre environ 2 semaines avant de commencer.",
        ),
        (
            ServiceFacts(entry_delay_days=59),
            Fact.WAIT_WEEKS,
            "Il faut attendre environ 8 semaines avant de commencer.",
        ),
        (
            ServiceFacts(entry_delay_days=60),
            Fact.WAIT_MONTHS,
            "Il faut attendre environ 2 mois avant de pouvoir commencer.",
        ),
        (ServiceFacts(weekly_hours=Decimal("17.50")), Fact.WEEKLY_HOURS, "Heures par semaine\u00a0: 17,5."),
        (ServiceFacts(min_age=16, max_age=25), Fact.BETWEEN_AGES, "C’est pour les personnes de 16 à 25 ans."),
        (ServiceFacts(max_age=25), Fact.UP_TO_AGE, "C’est jusqu’à 25 ans."),
        (
            ServiceFacts(mobilizable_by=("professionnels",)),
            Fact.THROUGH_AN_ADVISER,
            "Un conseiller doit demander pour vous. Parlez-en à la personne qui vous aide.",
        ),
        (ServiceFacts(opening_hours="24/7"), Fact.ALWAYS_OPEN, "C’est ouvert tous les jours, jour et nuit."),
        (ServiceFacts(to_bring=("nothing",)), Fact.BRING_NOTHING, "Vous n’avez rien à apporter."),
    ],
)
def test_one_fact(facts, fact, text):
    (statement,) = [statement for statement in statements(facts, on=FRIDAY) if statement.fact == fact]
    assert statement.text(FRENCH) == text


def test_a_start_that_is_past_says_nothing_and_the_delay_speaks_again():
    facts = ServiceFacts(next_start=date(2026, 11, 26), ends_on=date(2026, 11, 26), entry_delay_days=7)
    assert {Fact.NEXT_START, Fact.ENDS_ON, Fact.WAIT_DAYS} & set(found(facts)) == {Fact.WAIT_DAYS}
    assert Fact.NEXT_START in found(replace(facts, next_start=FRIDAY))


def test_who_must_go_through_an_adviser_is_not_told_to_telephone():
    through = ServiceFacts(mobilizable_by=("professionnels",), mobilization_modes=("telephoner",))
    assert Fact.TELEPHONE not in found(through)


def test_evening_hours_that_the_sheet_denies_are_not_read_from_its_hours():
    assert Fact.EVENING not in found(ServiceFacts(opening_hours="Mo 09:00-19:00", evening_hours=False))


def test_everything_to_bring_and_every_fact_have_their_sentence():
    assert set(BRINGING) == set(ToBring) - {ToBring.NOTHING}
    assert set(SAYINGS) == set(Fact)


@pytest.mark.parametrize(
    "language", [spoken for spoken in LANGUAGES if not spoken.is_french], ids=lambda spoken: spoken.code
)
def test_two_facts_are_never_said_alike(language):
    with override(language.code):
        plain = [str(s.sentence) for f, s in SAYINGS.items() if not f.startswith(("wait_", "places_left"))]
    assert len(set(plain)) == len(plain)

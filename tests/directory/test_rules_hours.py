"""Hours in the notation of OpenStreetMap, told as people say them."""

from datetime import date, datetime

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from cite.core.languages import FRENCH, LANGUAGES
from cite.directory.rules.hours import openness, openness_text, read_week, week_lines

FRIDAY = date(2026, 11, 27)
ARABIC = next(language for language in LANGUAGES if language.is_rtl)
OFFICE = "Mo-Fr 08:30-12:30,14:00-17:00; Sa 09:00-12:00; PH off"


def lines(expression, language=FRENCH, on=FRIDAY):
    with override(language.code):
        return week_lines(read_week(expression, on), language)


def test_days_that_are_alike_are_told_together():
    assert lines(OFFICE) == [
        ("du lundi au vendredi", "de 8\u00a0h\u00a030 à 12\u00a0h\u00a030 et de 14\u00a0h à 17\u00a0h"),
        ("samedi", "de 9\u00a0h à 12\u00a0h"),
        ("dimanche", "fermé"),
    ]
    assert lines("Mo,Tu 10:00-12:00; Th 00:00-24:00") == [
        ("lundi et mardi", "de 10\u00a0h à 12\u00a0h"),
        ("mercredi", "fermé"),
        ("jeudi", "toute la journée"),
        ("du vendredi au dimanche", "fermé"),
    ]


def test_the_same_week_in_arabic():
    assert lines(OFFICE, ARABIC) == [
        ("من الاثنين إلى الجمعة", "من 08:30 إلى 12:30 ومن 14:00 إلى 17:00"),
        ("السبت", "من 09:00 إلى 12:00"),
        ("الأحد", "مغلق"),
    ]


@pytest.mark.parametrize(
    "expression", ["", "  ", "n’importe quoi", "Mo off", "2020 Mo-Fr 09:00-12:00", "Mo 9h-12h"]
)
def test_hours_that_nobody_can_read_or_that_never_come_are_not_known(expression):
    assert read_week(expression, FRIDAY) is None


@pytest.mark.parametrize(
    ("expression", "changes"),
    [(OFFICE, False), ("24/7", False), ("week 1-53/2 Mo 09:00-12:00", True), ("Mo[1] 09:00-12:00", True)],
)
def test_a_week_that_is_not_like_the_next_ones_says_so(expression, changes):
    assert read_week(expression, FRIDAY).changes is changes


def test_a_holiday_does_not_change_the_usual_week():
    christmas = read_week(OFFICE, date(2026, 12, 25))
    assert christmas == read_week(OFFICE, FRIDAY)


def test_what_lasts_past_midnight_belongs_to_two_days():
    assert lines("Fr 22:00-02:00")[-3:] == [
        ("vendredi", "de 22\u00a0h à 0\u00a0h"),
        ("samedi", "de 0\u00a0h à 2\u00a0h"),
        ("dimanche", "fermé"),
    ]


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (datetime(2026, 11, 27, 10), "Ouvert maintenant, jusqu’à 12\u00a0h\u00a030."),
        (
            datetime(2026, 11, 27, 12, 30),
            "Fermé maintenant. Prochaine ouverture\u00a0: vendredi 27 novembre 2026, 14\u00a0h.",
        ),
        (
            datetime(2026, 12, 25, 10),
            "Fermé maintenant. Prochaine ouverture\u00a0: samedi 26 décembre 2026, 9\u00a0h.",
        ),
    ],
)
def test_open_now(at, text):
    """A holiday of France is closed where the sheet says so."""
    assert openness_text(openness(OFFICE, at), FRENCH) == text


def test_always_open_has_no_end_and_unknown_hours_no_answer():
    assert openness_text(openness("24/7", datetime(2026, 11, 27, 3)), FRENCH) == "Ouvert maintenant."
    assert openness("", datetime(2026, 11, 27)) is None
    assert openness("Mo-Su unknown", datetime(2026, 11, 27)) is None


@given(
    st.lists(st.integers(0, 6), min_size=1, unique=True),
    st.integers(0, 22 * 60),
    st.integers(1, 90),
    st.sampled_from(LANGUAGES),
)
def test_every_day_is_told_once_in_every_language(days, start, length, language):
    names = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
    end = start + length
    hours = f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"
    week = read_week(f"{','.join(names[day] for day in sorted(days))} {hours}", FRIDAY)
    assert [bool(day) for day in week.days] == [day in days for day in range(7)]
    with override(language.code):
        told = week_lines(week, language)
    assert all(days_label and hours_label for days_label, hours_label in told)
    assert len({hours_label for _days, hours_label in told}) == (1 if len(days) == 7 else 2)

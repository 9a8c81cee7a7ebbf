"""A day has its name in each language, and an hour is said as people say it."""

from datetime import date, time

import pytest

from cite.core.languages import LANGUAGES, language_of
from cite.core.moments import clock_text, day_text, weekday_text


@pytest.mark.parametrize(
    ("code", "day", "hour"),
    [
        ("fr", "mardi 1er décembre 2026", "9\u00a0h\u00a030"),
        ("fr-x-falc", "mardi 1er décembre 2026", "9\u00a0h\u00a030"),
        ("en", "Tuesday, 1 December 2026", "09:30"),
        ("es", "martes, 1 de diciembre de 2026", "09:30"),
        ("pt", "terça-feira, 1 de dezembro de 2026", "09:30"),
        ("tr", "1 Aralık 2026 Salı", "09:30"),
    ],
)
def test_a_day_and_an_hour(code, day, hour):
    language = language_of(code)
    assert (day_text(date(2026, 12, 1), language), clock_text(time(9, 30), language)) == (day, hour)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda each: each.code)
def test_each_language_names_the_day(language):
    assert weekday_text(date(2026, 12, 3), language) in day_text(date(2026, 12, 3), language)


def test_a_whole_hour_has_no_minutes():
    assert clock_text(time(18), language_of("fr")) == "18\u00a0h"

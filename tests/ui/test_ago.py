"""How far a day is, as people say it."""

from datetime import UTC, date, datetime

import pytest

from cite.ui.ago import ago

ON = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 28), "aujourd’hui"),
        (date(2026, 11, 27), "hier"),
        (date(2026, 11, 29), "demain"),
        (date(2026, 11, 25), "il y a 3 jours"),
        (date(2026, 8, 30), "il y a 90 jours"),
        (date(2026, 8, 29), "il y a 3 mois"),
        (date(2025, 12, 31), "il y a 11 mois"),
        (date(2024, 11, 28), "il y a 24 mois"),
        (date(2024, 11, 27), "il y a 2 ans"),
        (date(2026, 12, 3), "dans 5 jours"),
        (date(2027, 6, 1), "dans 6 mois"),
        (datetime(2026, 11, 27, 23, 30, tzinfo=UTC), "aujourd’hui"),
    ],
)
def test_how_far_a_day_is(day, words):
    assert ago(day, ON) == words

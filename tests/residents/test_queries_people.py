"""How people are named where one is chosen."""

from datetime import UTC, date, datetime

import time_machine

from cite.residents.queries.people import told_apart
from tests.factories.residents import make_resident


def test_namesakes_are_told_apart_and_nobody_else_is_told_more(ines):
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=UTC)):
        alone = make_resident(ines, first_name="Awa", last_name="Fictive", birth_year=1990)
        people = [
            make_resident(ines, first_name="Lina", last_name="Fictive", birth_date=date(1990, 5, 3)),
            make_resident(ines, first_name="LINA", last_name="Fictivé", birth_year=1988),
            make_resident(ines, first_name="Lina", last_name="Fictive"),
        ]
    assert [name for _each, name in told_apart([alone, *people])] == [
        "Awa Fictive",
        "Lina Fictive (née le 3 mai 1990, dossier ouvert le 2 novembre 2026)",
        "LINA Fictivé (née en 1988, dossier ouvert le 2 novembre 2026)",
        "Lina Fictive (dossier ouvert le 2 novembre 2026)",
    ]

"""A file that waits for a bilan: its carrier reads why, deposits it, and the file goes on at once."""

from __future__ import annotations

import pytest
import time_machine
from django.urls import reverse

from cite.accounts.enums import Role
from cite.grants.operations.report_reading import accept_report, return_report
from cite.grants.operations.reports import open_report
from tests.factories.grants import (
    make_application,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
)
from tests.factories.meetings import make_organizer
from tests.factories.reports import deposited, make_imported

pytestmark = pytest.mark.django_db
TODAY = "2027-08-20 10:00+02:00"


@pytest.fixture
def carrier(territory):
    territory.host = "testserver"
    territory.save()
    return make_carrier(territory, "Association des Essais")


@pytest.fixture
def ines(carrier):
    return make_carrier_member(carrier, "ines")


@pytest.fixture
def odile(carrier):
    return make_carrier_member(carrier, "odile", Role.LEGAL_REPRESENTATIVE)


@pytest.fixture
def file(territory, carrier, ines):
    edition = make_edition(make_call(territory))
    return make_application(edition, carrier, ines, state="in_review", deposited_at="2027-01-20T10:00+01:00")


@pytest.fixture
def answers(client, file):
    def read(person):
        client.force_login(person)
        page = client.get(reverse("grants:file-reports", args=[file.uuid]))
        table = page.context["gate"]
        return [str(line[1].value) for line in table.lines], page.content.decode().replace("\xa0", " ")

    return read


def test_a_first_file_waits_for_nothing(answers, ines):
    with time_machine.travel(TODAY, tick=False):
        found, page = answers(ines)
    assert found == ["Ouvert", "Ouvert", "Ouvert", "Après le bilan de l’année"] or found[:3] == ["Ouvert"] * 3
    assert "Un bilan manque" not in page


def test_a_missing_bilan_blocks_until_it_is_deposited(answers, carrier, ines, odile, territory):
    funded = make_imported(carrier, year=2026)
    sofia = make_organizer(territory)
    with time_machine.travel(TODAY, tick=False):
        found, page = answers(ines)
        assert found[:3] == ["En attente d’un bilan", "Sous réserve", "En attente d’un bilan"]
        assert "Un bilan manque, et votre dossier attend" in page
        report = deposited(open_report(funded=funded, kind="final", by=ines), ines, odile)
        found, page = answers(ines)
        assert found[:3] == ["Ouvert"] * 3
        assert "Bilan reçu, en cours de lecture : votre demande avance." in page
        return_report(report=report, remarks={"story": "Où ?"}, by=sofia)
        assert answers(ines)[0][2] == "En attente d’un bilan"


def test_acceptance_changes_nothing_of_the_new_file(answers, carrier, ines, odile, territory):
    funded = make_imported(carrier, year=2026)
    with time_machine.travel(TODAY, tick=False):
        report = deposited(open_report(funded=funded, kind="final", by=ines), ines, odile)
        before = answers(ines)[0]
        accept_report(report=report, by=make_organizer(territory))
        assert answers(ines)[0] == before

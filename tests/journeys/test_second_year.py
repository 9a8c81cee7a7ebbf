"""A second year: started from the first, blocked for a missing bilan, and on its way as soon as it is produced."""

from __future__ import annotations

import re

import pytest
import time_machine
from django_scopes import scope, scopes_disabled

from cite.accounts.models import User
from cite.grants.enums import ApplicationState, ReportState
from cite.grants.models import ActivityReport, Application, CallForProjects
from cite.grants.operations.calls import agree_to_edition, duplicate_call
from cite.portals.management.demonstration_calls import open_calls
from cite.tenancy.models import Territory
from tests.journeys.calls import follow, look, press, tells
from tests.journeys.cast import play
from tests.journeys.filing import finish_file, sign_file
from tests.journeys.instructing import check_each_piece, take_up
from tests.journeys.reporting import certify, reuse_pieces, start_from, write_again, write_interim

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MARC, IRENE, BRUNO = "Marc Olivaux", "Irène Valcourt", "Bruno Kessel"
PILOTS = ("Claire Demontagne", "Yanis Fontvieille")
AGAIN = {
    "request_kind": "renewal",
    "starts_on": "2028-02-01",
    "ends_on": "2028-12-15",
    "public_aid": "up_to",
    "changes": "Un groupe de plus, le samedi.",
}


@pytest.fixture
def first_year(site):
    """The call of 2027 with its files at every moment, one of them granted; the operations tell how."""
    territory = Territory.objects.get()
    with time_machine.travel("2026-11-30T09:00:00Z"), scope(territory=territory):
        open_calls(territory=territory)
        return Application.objects.get(state=ApplicationState.GRANTED)


def open_next_call() -> None:
    """Take the call of last year again, with the agreement of both co-pilots."""
    pilots = [User.objects.get(full_name=name) for name in PILOTS]
    edition = duplicate_call(call=CallForProjects.objects.get(), by=pilots[0])
    for pilot in pilots:
        edition = agree_to_edition(edition=edition, version=edition.version, by=pilot)


def test_a_missing_bilan_blocks_the_second_year_until_it_is_produced(browser, site, first_year):
    title = first_year.title
    clock = time_machine.travel("2027-12-03T09:00:00Z", tick=True)
    with scopes_disabled(), clock as now, play(browser, site, now) as cast:
        open_next_call()
        writing = start_from(cast(MARC), site, 2028, title)
        page = cast(MARC)
        write_again(page, writing, AGAIN)
        reuse_pieces(page, writing)
        follow(page, "L’an passé")
        tells(page, "Un groupe de plus, le samedi.")
        look(page)
        finish_file(page, writing)
        sign_file(cast(IRENE), title)
        page = cast(MARC)
        follow(page, f"Déposer le dossier : {title}")
        tells(page, "Un bilan de l’an passé n’est pas produit. Vous pouvez déposer")
        press(page, "Déposer le dossier")
        tells(page, "Dépôt n° 1")

        page = cast(BRUNO)
        take_up(page, title)
        check_each_piece(page)
        tells(page, "Une action de l’an passé n’a pas de bilan, même intermédiaire. Déposez un bilan")
        assert page.get_by_role("button", name="Déclarer recevable").count() == 0

        write_interim(cast(MARC), title)
        certify(cast(IRENE), title)
        assert ActivityReport.objects.filter(state=ReportState.DEPOSITED).count() == 1

        page = cast(BRUNO)
        page.get_by_role("main").get_by_role("link", name=re.compile("à vérifier")).click()
        follow(page, title)
        follow(page, "Vérifier la recevabilité")
        tells(page, "Rien ne s’oppose à la recevabilité")
        press(page, "Déclarer recevable")
        tells(page, "Le dossier est recevable")
        look(page)

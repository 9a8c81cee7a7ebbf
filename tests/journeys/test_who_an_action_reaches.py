"""Who an action reaches: watch districts alone never qualify, and two people rule an age limit, not the machine."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django_scopes import scope, scopes_disabled
from playwright.sync_api import Locator, Page, expect

from cite.accounts.models import User
from cite.actors.models import Membership
from cite.core.dates import now
from cite.grants.enums import ApplicationState
from cite.grants.models import Application, CallEdition
from cite.tenancy.models import Territory
from cite.territories.models import District
from tests.browser import visit
from tests.factories.grants import make_application, make_call, make_edition, make_eligible
from tests.journeys.calls import answer_test, field, follow, look, press, tells, tick
from tests.journeys.cast import play
from tests.journeys.filing import ELIGIBLE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MARC = "Marc Olivaux"
CLAIRE, YANIS, BRUNO = "Claire Demontagne", "Yanis Fontvieille", "Bruno Kessel"
WATCH = "L’action ne touche que des quartiers en veille active : ils ne sont pas éligibles."
MIXED = "seule la part de l’action pour les quartiers prioritaires compte"
DISTRICTS, AGE = "L’action touche des habitants", "L’action est ouverte sans distinction d’âge"
TITLE = "Le premier emploi, à dix-huit ans"
REASON = "Rien n’existe ici entre seize et dix-huit ans."


@pytest.fixture
def cast(browser, site):
    """A winter's day while the call of the year is open, and the windows of who acts."""
    clock = time_machine.travel("2026-11-30T09:00:00Z", tick=True)
    with scopes_disabled(), clock as hands, play(browser, site, hands) as people:
        yield people


@pytest.fixture
def edition(cast):
    """The call of 2027, published; another journey tells how."""
    territory = Territory.objects.get()
    with scope(territory=territory):
        return make_edition(make_call(territory), User.objects.get(full_name=CLAIRE))


def file_of(edition: CallEdition, **fields: Any) -> Application:
    """A file of Marc's association."""
    writer = User.objects.get(full_name=MARC)
    partner = Membership.objects.get(user=writer).partner
    return make_application(edition, partner, writer, title=TITLE, **fields)


def criterion(page: Page, words: str) -> Locator:
    """The line of the table of criteria that starts so."""
    return page.locator(".ui-criteria > li").filter(has_text=words)


def stands(page: Page, words: str, standing: str, sentence: str) -> None:
    """Wait for where a project stands before a criterion, and for the sentence that says why."""
    expect(criterion(page, words).locator(".fr-badge")).to_have_text(standing)
    expect(criterion(page, words)).to_contain_text(sentence)


@pytest.mark.parametrize("script", [True, False], ids=["with-javascript", "without"])
def test_a_visitor_learns_that_only_priority_districts_count(browser, cast, edition, script):
    address = f"{cast.site}/appels-a-projets/{edition.call.uuid}/eligibilite/"
    with visit(browser, address, size="phone", script=script) as page:
        for residence, standing, sentence, answer in (
            ("watch", "Non rempli", WATCH, "En l’état, non."),
            ("mixed", "Rempli", MIXED, "Oui : votre projet répond à tous les critères"),
        ):
            ask(page, script, residence=residence)
            tells(page, answer)
            stands(page, DISTRICTS, standing, sentence)
        ask(page, script, residence="priority", age="yes")
        tells(page, "Rien ne s’y oppose pour l’instant")
        stands(page, AGE, "À préciser", "Cette limite d’âge est-elle nécessaire ? Expliquez.")
        ask(page, script, residence="priority", age="yes", age_reason="yes")
        tells(page, "Oui, sous réserve de ce que les copilotes confirment.")
        stands(page, AGE, "À confirmer", "à confirmer par les deux copilotes")
        if script:
            look(page)


def ask(page: Page, script: bool, **said: str) -> None:
    """Answer the public questions; without JavaScript, a button gives the answer."""
    answer_test(page, ELIGIBLE | said, ["off_radar"])
    if not script:
        press(page, "Voir la réponse")


def test_a_carrier_who_reaches_only_a_watch_district_is_led_to_the_others(cast, edition):
    file = file_of(edition)
    address = f"{cast.site}/appels-a-projets/dossiers/{file.uuid}/verifier/"
    page = cast.at(MARC, address)
    stands(page, DISTRICTS, "À préciser", "Dites dans quels quartiers vivent les habitants")
    follow(page, "Choisir les quartiers touchés")
    tick(page.get_by_label("Fonsala (veille active : n’ouvre pas droit)", exact=True))
    press(page, "Enregistrer les quartiers")
    page = cast.at(MARC, address)
    stands(page, DISTRICTS, "Non rempli", WATCH)
    look(page)
    criterion(page, DISTRICTS).get_by_role("link", name="Choisir les quartiers touchés").click()
    tick(page.get_by_label("Montreynaud", exact=True))
    press(page, "Enregistrer les quartiers")
    page = cast.at(MARC, address)
    stands(page, DISTRICTS, "Rempli", MIXED)
    expect(criterion(page, DISTRICTS).get_by_role("link")).to_have_count(0)
    look(page)


def deposit_with_an_age_limit(edition: CallEdition) -> Application:
    """A file that nothing stops but an age limit, explained, which its carrier deposited."""
    writer = User.objects.get(full_name=MARC)
    with scope(territory=edition.territory):
        file = file_of(edition, state=ApplicationState.TAKEN_UP, deposited_at=now())
        make_eligible(file, writer, District.objects.get(label="Montreynaud"))
        file.answers |= {"age_limit": "yes", "age_reason": REASON}
        file.save()
    return file


def open_age_limit(page: Page) -> None:
    """Come to the age limit of a file from what waits on one's home page."""
    follow(page, f"Décider un point : {TITLE}")
    tells(page, REASON)
    page.get_by_role("main").get_by_role("link", name="Limite d’âge").click()


def test_two_co_pilots_rule_an_age_limit_before_the_file_is_admitted(cast, edition):
    file = deposit_with_an_age_limit(edition)
    check = f"{cast.site}/appels-a-projets/dossiers/{file.uuid}/recevabilite/"
    page = cast.at(BRUNO, check)
    tells(page, "La limite d’âge est à confirmer par les deux copilotes")
    expect(page.get_by_role("button", name="Déclarer recevable")).to_have_count(0)

    page = cast(CLAIRE)
    open_age_limit(page)
    assert page.url.endswith(f"/{file.uuid}/decisions/age_limit/")
    tick(page.locator('main [name="outcome"][value="accepted"]'))
    field(page, "reason").fill("Les dispositifs voisins commencent à dix-neuf ans.")
    look(page)
    press(page, "Décider")
    tells(page, "Il manque celui de l’autre copilote")
    tells(page, "En attente de l’autre copilote")
    expect(page.get_by_role("link", name="Limite d’âge")).to_have_count(0)
    look(page)
    page = cast.at(BRUNO, check)
    tells(page, "La limite d’âge est à confirmer par les deux copilotes")

    page = cast(YANIS)
    open_age_limit(page)
    expect(field(page, "reason")).to_have_value("Les dispositifs voisins commencent à dix-neuf ans.")
    press(page, "Décider")
    tells(page, "La décision est prise. Elle compte dès maintenant.")
    look(page)

    page = cast.at(BRUNO, check)
    tells(page, "Rien ne s’oppose à la recevabilité")
    press(page, "Déclarer recevable")
    tells(page, "Le dossier est recevable")

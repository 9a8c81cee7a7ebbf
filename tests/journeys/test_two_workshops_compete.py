"""The coordination finds two workshops that compete, says what it thinks of them, and a carrier answers."""

import pytest
import time_machine
from django_scopes import scope, scopes_disabled
from playwright.sync_api import Browser, Page

from cite.directory.models import OverlapVerdict
from cite.portals.management.demonstration_offer import open_offer
from cite.tenancy.models import Territory
from tests.browser import visit
from tests.journeys.pages import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ONE, OTHER = "Parler français ensemble – Montreynaud", "Atelier de conversation en français – Montreynaud"
WHY = "Même mardi, mêmes heures, même public : les deux groupes restent à moitié vides."
FOLLOW_UP = "Tenir l’un le mardi, l’autre le jeudi matin."
ANSWER = "Nous gardons les enfants pendant l’atelier, eux non : les deux familles de besoins existent."
SAVED = "Votre avis est enregistré. Les autres côtés sont prévenus."


def test_the_coordination_says_why_two_workshops_compete_and_a_carrier_answers(browser: Browser, site: str):
    with time_machine.travel("2026-11-30T09:00:00Z", tick=True):
        territory = Territory.objects.get()
        with scope(territory=territory):
            open_offer(territory=territory)
        with visit(browser, f"{site}/", until="load") as page:
            sign_in(page, site, "Sofia Lacombe")
            address = find(page, site)
            judge(page)
        with visit(browser, f"{site}/", until="load") as page:
            sign_in(page, site, "Marc Olivaux")
            answer(page)
            assert page.url.split("#")[0] == address
        with visit(browser, f"{site}/", until="load") as page:
            sign_in(page, site, "Sofia Lacombe")
            page.goto(f"{site}/offre/recoupements/?liste=differents")
            page.get_by_role("link", name=OTHER).click()
            both_are_read(page)
            examine(page, focus=True)
    with scopes_disabled():
        said = list(OverlapVerdict.objects.order_by("pk").values_list("verdict", "reason", "by__full_name"))
    assert said == [
        ("to_coordinate", WHY, "Sofia Lacombe"),
        ("complementary", ANSWER, "Marc Olivaux"),
    ]


def find(page: Page, site: str) -> str:
    """Find the pair by the menu, among those of which nobody spoke, and read why they overlap."""
    page.get_by_role("button", name="Réseau").click()
    page.get_by_role("link", name="Recoupements").click()
    page.get_by_role("link", name="Sans avis").click()
    page.get_by_role("link", name=OTHER).wait_for()
    examine(page)
    page.get_by_role("link", name=OTHER).click()
    page.get_by_role("heading", name="Ce qui coïncide").wait_for()
    explained = page.get_by_role("table", name="Point par point").inner_text()
    assert [words for words in ("Quartiers", "Besoins", "Publics", "Dates") if words not in explained] == []
    page.get_by_text("Personne n’a encore donné son avis").first.wait_for()
    examine(page)
    return page.url


def judge(page: Page) -> None:
    """Forget the follow-up first: the page says so and keeps the reason; then say everything."""
    page.get_by_text("À coordonner", exact=True).click()
    page.get_by_label("Pourquoi ?").fill(WHY)
    page.get_by_role("button", name="Enregistrer l’avis").click()
    page.get_by_role("alert").wait_for()
    assert page.get_by_label("Pourquoi ?").input_value() == WHY
    examine(page)
    page.get_by_role("textbox", name="Suite à donner").fill(FOLLOW_UP)
    page.get_by_label("Qui s’en charge ?").select_option(label="Les deux structures ensemble")
    page.get_by_label("Pour le").fill("2027-01-15")
    page.get_by_role("button", name="Enregistrer l’avis").click()
    page.get_by_text(SAVED).wait_for()
    page.get_by_text("Tant que les trois côtés n’ont pas répondu").wait_for()
    examine(page)


def answer(page: Page) -> None:
    """Be told that somebody spoke, read the reason, and answer for one's own organization."""
    page.get_by_role("link", name="1 recoupement").first.click()
    if page.get_by_role("link", name=OTHER).count():
        page.get_by_role("link", name=OTHER).click()
    page.get_by_text(WHY).first.wait_for()
    page.get_by_text("Complémentaires", exact=True).click()
    page.get_by_label("Pourquoi ?").fill(ANSWER)
    examine(page)
    page.get_by_role("button", name="Enregistrer l’avis").click()
    page.get_by_text(SAVED).wait_for()
    both_are_read(page)


def both_are_read(page: Page) -> None:
    """Read what each side said, and that they differ."""
    for words in (WHY, ANSWER, FOLLOW_UP):
        page.get_by_text(words).first.wait_for()
    page.get_by_text("Les avis diffèrent.").first.wait_for()

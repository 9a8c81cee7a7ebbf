"""A carrier writes the sheet of a service; the coordination gives it back, then publishes it."""

import pytest
from django_scopes import scopes_disabled
from playwright.sync_api import Browser, Page

from cite.directory.models import Service
from tests.browser import visit
from tests.journeys.pages import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "Atelier vélo du samedi"
TOLD = (
    "La fiche est proposée. Vous serez prévenu de la réponse.",
    "La fiche est rendue à ses auteurs, avec votre raison.",
)
READ = "Réparer son vélo avec des bénévoles ; les enfants peuvent venir."
LATER = "Réparer son vélo avec des bénévoles, enfants compris, chaque samedi."
SAVE = "Enregistrer et continuer"


def save(page: Page, label: str = SAVE) -> None:
    page.get_by_role("button", name=label).click()
    page.get_by_text("C’est enregistré.").wait_for()


def test_a_carrier_writes_and_the_coordination_publishes(browser: Browser, site: str):
    with visit(browser, f"{site}/", until="load") as page:
        sign_in(page, site, "Marc Olivaux")
        write(page, site)
    with visit(browser, f"{site}/", until="load") as page:
        sign_in(page, site, "Sofia Lacombe")
        page.get_by_role("link", name="1 fiche de service à relire").click()
        page.get_by_role("link", name=NAME).click()
        page.get_by_role("main").get_by_role("link", name="Relire").first.click()
        examine(page)
        page.get_by_role("link", name="Rendre la fiche, avec une raison").click()
        page.get_by_label("Pourquoi ?").fill("Dites si les enfants peuvent venir.")
        examine(page)
        page.get_by_role("button", name="Rendre la fiche").click()
        page.get_by_text(TOLD[1]).wait_for()
    with visit(browser, f"{site}/", script=False) as page:
        sign_in(page, site, "Marc Olivaux")
        page.goto(f"{site}/offre/fiches/")
        page.get_by_role("link", name=NAME).click()
        page.get_by_text("Dites si les enfants peuvent venir.").wait_for()
        page.get_by_role("link", name="Écrire").click()
        page.get_by_label("En une phrase").fill(READ)
        save(page)
        propose(page)
    with visit(browser, f"{site}/", until="load") as page:
        sign_in(page, site, "Sofia Lacombe")
        page.goto(f"{site}/offre/fiches/?liste=a-relire")
        page.get_by_role("link", name=NAME).click()
        page.get_by_role("main").get_by_role("link", name="Relire").first.click()
        page.get_by_role("button", name="Publier la fiche").click()
        page.get_by_text("La fiche est publiée.").wait_for()
        examine(page, focus=True)
    with visit(browser, f"{site}/", until="load") as page:
        sign_in(page, site, "Marc Olivaux")
        page.goto(f"{site}/offre/fiches/")
        page.get_by_role("link", name=NAME).click()
        page.get_by_role("link", name="Écrire").click()
        page.get_by_label("En une phrase").fill(LATER)
        save(page)
    with visit(browser, f"{site}/", until="load") as page:
        sign_in(page, site, "Sofia Lacombe")
        read_what_changed(page)
    with scopes_disabled():
        service = Service.objects.get(name=NAME)
    with visit(browser, f"{site}/offre/services/{service.uuid}/", size="phone") as page:
        page.get_by_text(LATER).wait_for()
        examine(page)
    assert (service.needs_review, service.state, service.phone, service.opening_hours) == (
        False,
        "published",
        "+33477123456",
        "Sa 09:00-12:00",
    )


def write(page: Page, site: str) -> None:
    """Write it in five steps, each page examined."""
    page.goto(f"{site}/offre/fiches/")
    page.get_by_role("link", name="Commencer une fiche").click()
    page.get_by_label("Nom du service").fill(NAME)
    page.get_by_role("button", name="Commencer").click()
    page.get_by_label("En une phrase").fill("Réparer son vélo avec des bénévoles.")
    page.get_by_label("Description").fill(
        "Chaque samedi matin, des bénévoles prêtent les outils et montrent comment faire. On repart avec son vélo."
    )
    page.get_by_text("Atelier", exact=True).click()
    page.get_by_text("Mobilité", exact=True).first.click()
    page.get_by_text("Utiliser des services de mobilité douce").click()
    examine(page)
    save(page)
    page.get_by_text("Tous les quartiers prioritaires").click()
    examine(page)
    save(page)
    page.get_by_text("En présentiel", exact=True).click()
    page.get_by_label("Adresse du lieu").fill("4 rue des Essais, 42000 Saint-Étienne")
    saturday = page.get_by_role("group", name="Samedi")
    saturday.get_by_label("de", exact=True).fill("09:00")
    saturday.get_by_label("à", exact=True).first.fill("12:00")
    examine(page)
    save(page)
    page.get_by_text("Usagers", exact=True).click()
    page.get_by_text("Téléphoner", exact=True).click()
    page.locator("#id_phone").fill("04.77.12.34.56")
    page.get_by_text("Gratuit", exact=True).click()
    examine(page)
    save(page)
    examine(page)
    save(page, "Enregistrer")
    page.get_by_text("Il ne manque rien").wait_for()
    examine(page)
    propose(page)


def read_what_changed(page: Page) -> None:
    """Read what was said and what is said now, side by side, and accept it."""
    page.get_by_role("link", name="1 fiche de service à relire").click()
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("main").get_by_role("link", name="Relire").first.click()
    changed = page.locator("#differences")
    for words in (READ, LATER):
        changed.get_by_text(words).first.wait_for()
    examine(page)
    page.get_by_role("button", name="Accepter les changements").click()
    page.get_by_text("Les changements sont acceptés.").wait_for()


def propose(page: Page) -> None:
    """Propose the sheet to who reads it."""
    page.get_by_role("link", name="La fiche", exact=True).click()
    page.get_by_role("link", name="Proposer à la relecture").click()
    page.get_by_role("button", name="Proposer à la relecture").click()
    page.get_by_text(TOLD[0]).wait_for()

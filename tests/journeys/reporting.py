"""A second year: a file started from the one before, and the bilan without which it does not go on."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Page, expect

from cite.grants.enums import Step
from cite.grants.rules.questions import asked_of
from tests.journeys.calls import field, fill_step, follow, look, press, tells, tick

INTERIM = (
    {"answer:implementation": "Deux groupes ont commencé."},
    {"figure:people": "24"},
    {"answer:remains": "Deux groupes d’automne."},
)
"""What an interim bilan answers, step by step."""


def start_from(page: Page, site: str, year: int, title: str) -> str:
    """Start a file from one of the year before; gives the address of its writing."""
    page.goto(f"{site}/appels-a-projets/")
    follow(page, f"appel à projets {year}")
    follow(page, "Commencer un dossier")
    tick(page.get_by_role("radio", name=title))
    look(page)
    press(page, "Commencer")
    page.wait_for_url("**/saisie/")
    look(page)
    return page.url


def write_again(page: Page, writing: str, answers: Mapping) -> None:
    """Answer what is asked anew each year, step by step."""
    for step in Step:
        if {str(asked.key) for asked in asked_of("association", step)} & set(answers):
            page.goto(f"{writing}{step}/")
            fill_step(page, step, answers)


def reuse_pieces(page: Page, writing: str) -> None:
    """Take up again the documents that were joined last year."""
    page.goto(writing.replace("saisie/", "pieces/"))
    look(page)
    required = page.locator(".fr-badge", has_text="Obligatoire")
    asked = page.locator('main section[id^="piece-"]').filter(has=required)
    while left := asked.count():
        asked.first.get_by_role("button", name="Reprendre").first.click()
        expect(asked).to_have_count(left - 1)
    look(page)


def write_interim(page: Page, title: str) -> None:
    """Write the interim bilan of an action, from what waits on one's home page, and certify it."""
    follow(page, f"Bilan à déposer : {title}")
    look(page)
    press(page, "Commencer ce bilan")
    for words in INTERIM:
        for name, text in words.items():
            field(page, name).fill(text)
        look(page)
        here = page.url
        press(page, "Enregistrer et continuer")
        page.wait_for_url(lambda url, here=here: url != here)


def certify(page: Page, title: str) -> None:
    """Certify a bilan, and deposit it."""
    follow(page, f"Bilan à déposer : {title}")
    follow(page, "Certifier et déposer")
    look(page)
    page.get_by_label("En quelle qualité").fill("Présidente")
    page.get_by_text("Je certifie exactes").click()
    press(page, "Certifier et déposer")
    tells(page, "Bilan reçu, en cours de lecture : votre demande avance.")
    look(page)

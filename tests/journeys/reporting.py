"""A second year: a file started from the one before, and the bilans without which nothing goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from playwright.sync_api import Page, expect

from cite.documents.gateways import render_pdf
from cite.documents.rules import Document, Paragraph
from cite.grants.enums import Step
from cite.grants.rules.questions import asked_of
from tests.journeys.calls import field, fill_step, follow, look, press, tells, tick

INTERIM = (
    {"answer:implementation": "Deux groupes ont commencé."},
    {"figure:people": "24"},
    {"answer:remains": "Deux groupes d’automne."},
)
"""What an interim bilan answers, step by step."""
FINAL = (
    {
        "answer:implementation": "Quatre groupes ont eu lieu.",
        "answer:places": "mars 2027 ; salle des fêtes\noctobre 2027 ; médiathèque",
    },
    {
        "answer:audiences": "Habitants sans emploi ; 20",
        "figure:people": "20",
        "figure:people_qpv": "15",
        "figure:off_radar": "12",
        "figure:women": "12",
        "figure:men": "8",
        "figure:sex_unknown": "0",
        "figure:under_26": "6",
        "figure:from_26_to_44": "14",
        "figure:from_45_to_54": "0",
        "figure:from_55": "0",
        "figure:age_unknown": "0",
        "figure:district:QN04213M": "15",
    },
    {
        "answer:objectives_reached": "Oui : douze personnes ont repris un parcours.",
        "answer:worked": "Des voisins qui frappent à la porte.",
        "answer:failed": "Les horaires du soir.",
        "answer:next": "Un groupe de plus, le samedi.",
    },
)
"""What a final bilan answers in words and in figures, step by step."""


def start_from(page: Page, site: str, call: str, title: str) -> str:
    """Start a file from one of the year before; gives the address of its writing."""
    page.goto(f"{site}/appels-a-projets/")
    follow(page, call)
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


def begin_report(page: Page, title: str) -> None:
    """Begin the bilan of an action, from what waits on one's home page."""
    follow(page, f"Bilan à déposer : {title}")
    look(page)
    press(page, "Commencer ce bilan")


def write_report(page: Page, steps: Iterable[Mapping[str, str]]) -> None:
    """Answer what a bilan asks, each step as the one before leads to it."""
    for words in steps:
        for name, text in words.items():
            field(page, name).fill(text)
        leave_step(page)


def leave_step(page: Page) -> None:
    """Keep a step of a bilan, and go on to the next one."""
    look(page)
    here = page.url
    press(page, "Enregistrer et continuer")
    page.wait_for_url(lambda url: url != here)


def account_for(page: Page, realized: Mapping[str, str], explained: Mapping[str, str]) -> None:
    """Write what each line of the budget came to, and where a difference comes from."""
    for line, amount in realized.items():
        named = page.get_by_role("main").get_by_label(line)
        named.and_(page.locator('[name^="realized:"]')).fill(amount)
        if line in explained:
            named.and_(page.locator('[name^="explanation:"]')).fill(explained[line])
    leave_step(page)


def join_report_pieces(page: Page, folder: Path) -> None:
    """Join the activity report, and say when the accounts will be approved."""
    path = folder / "rapport.pdf"
    path.write_bytes(render_pdf(Document(title="Rapport d’activité", blocks=[Paragraph("Fictif.")])))
    field(page, "piece").select_option("activity_report")
    page.locator('main input[type="file"]').set_input_files(path)
    press(page, "Joindre")
    tells(page, "rapport.pdf")
    field(page, "answer:accounts_later").fill("À l’assemblée de juin.")
    press(page, "Enregistrer cette réponse")
    look(page)


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


def accept_report(page: Page, title: str) -> None:
    """Read the bilan that waits on one's home page, and accept it."""
    follow(page, "Bilans à lire")
    look(page)
    follow(page, title)
    look(page)
    follow(page, "Lire le bilan")
    look(page)
    page.go_back()
    press(page, "Accepter ce bilan")
    tells(page, "Le bilan est accepté : le solde peut être versé.")

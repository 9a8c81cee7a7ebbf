"""What people do about a call for projects, page by page, whatever the journey."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect

from cite.documents.gateways import render_pdf
from cite.documents.rules import Document, Paragraph
from cite.grants.enums import Step
from cite.grants.models import CALENDAR
from cite.grants.queries.applications import pieces_asked
from cite.grants.rules.questions import AnswerKind, asked_of
from cite.portals.management.demonstration_files import COMMON, SHEET
from tests.journeys import examined
from tests.journeys.pages import LOOKS, examine

TWO_LOOKS = (LOOKS[0], LOOKS[-1])
TITLE = "Paroles d’escalier"
ANSWERS = (
    COMMON
    | SHEET
    | {
        "title": TITLE,
        "representative_name": "Irène Valcourt",
        "representative_email": "irene.presidence@demo.example",
        "priorities": ["off_radar"],
        "stakes": ["outreach"],
        "need": "Deux cages d’escalier sur trois n’ont aucun contact avec un service de l’emploi.",
        "innovation": "Des habitants formés vont à la porte de leurs voisins, avec une seule question.",
        "participants_min": 10,
        "participants_max": 20,
        "starts_on": "2027-03-10",
        "ends_on": "2027-12-15",
    }
)
DAYS = dict(
    zip(
        CALENDAR,
        (
            date(2026, 11, 16),
            date(2026, 12, 31),
            date(2027, 1, 15),
            date(2027, 1, 31),
            date(2027, 2, 10),
            date(2027, 2, 28),
            date(2027, 11, 30),
            date(2028, 6, 30),
        ),
        strict=True,
    )
)
FUNDERS = (
    ("État – journée", "Préfecture de démonstration", "state", "order", "60000"),
    ("Métropole – journée", "Métropole de démonstration", "metropole", "deliberation", "45000"),
)


_KINDS = """[...new Set([...document.querySelectorAll('main, main *')].map(element =>
    `${element.parentElement.tagName}>${element.tagName}.${element.getAttribute('class')} `
    + [...element.attributes].map(attribute => attribute.name)))].sort().join('|')"""
_NUMBERS = re.compile(r"[0-9a-f-]{36}|\d+")


def look(page: Page) -> None:
    """Examine a page on a phone in the light, and on a desk in the dark; once where it is in the same state again."""
    if examined.is_first(_NUMBERS.sub("*", urlsplit(page.url).path), page.evaluate(_KINDS)):
        examine(page, TWO_LOOKS)


def press(page: Page, name: str) -> None:
    """Press the one button of the page that bears this name, and wait for what it leads to."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """Follow the first link of the page with this name."""
    page.get_by_role("main").get_by_role("link", name=name).first.click()
    page.wait_for_load_state()


def tells(page: Page, words: str) -> None:
    """Wait for words of the page."""
    expect(page.get_by_role("main").get_by_text(words).first).to_be_visible()


def field(page: Page, name: str) -> Locator:
    """Find what a form calls a name."""
    return page.locator(f'main [name="{name}"]')


def tick(control: Locator) -> None:
    """Tick a box or a radio button by its label, as people do; one that is ticked stays so."""
    if not control.is_checked():
        control.page.locator(f'label[for="{control.get_attribute("id")}"]').click()
        expect(control).to_be_checked()


def prepare_call(page: Page, site: str) -> None:
    """Prepare the call of the year from the fiche technique, with its funders and what each puts in."""
    page.goto(f"{site}/appels-a-projets/")
    look(page)
    follow(page, "Préparer un appel")
    look(page)
    press(page, "Préparer l’appel")
    look(page)
    desk = page.url
    follow(page, "Calendrier")
    for name, day in DAYS.items():
        field(page, name).fill(day.isoformat())
    look(page)
    press(page, "Enregistrer")
    for name, partner, kind, act, _amount in FUNDERS:
        page.goto(f"{site}/appels-a-projets/financeurs/")
        follow(page, "Ajouter un financeur")
        field(page, "name").fill(name)
        field(page, "kind").select_option(kind)
        field(page, "partner").select_option(label=partner)
        field(page, "act_kind").select_option(act)
        look(page)
        press(page, "Enregistrer")
    page.goto(desk)
    follow(page, "Fixer les enveloppes")
    for name, _partner, _kind, _act, amount in FUNDERS:
        follow(page, f"Fixer l’enveloppe de « {name} »")
        field(page, "amount").fill(amount)
        press(page, "Enregistrer")
    look(page)


def agree_to_call(page: Page, site: str, told: str) -> None:
    """Find the call at study and agree to it, as one of the co-pilots."""
    page.goto(f"{site}/appels-a-projets/")
    page.get_by_role("main").get_by_role("link", name="Cité de l’emploi 2027").first.click()
    press(page, "Donner mon accord")
    tells(page, told)


def take_call_again(page: Page, site: str) -> None:
    """Prepare next year's call from the one in force, in one action, and agree to it."""
    page.goto(f"{site}/appels-a-projets/")
    follow(page, "Cité de l’emploi 2027")
    follow(page, "Préparer, corriger, reprendre")
    press(page, "Reprendre cet appel pour l’an prochain")
    tells(page, "L’appel est repris : mêmes textes, mêmes enveloppes, dates un an plus tard.")
    look(page)
    press(page, "Donner mon accord")


def agree_second(page: Page, title: str) -> None:
    """Agree to a call that waits on one's home page, which publishes it."""
    follow(page, f"Donner votre accord : {title}")
    press(page, "Donner mon accord")
    tells(page, "L’appel est publié")
    look(page)


def fill_step(page: Page, step: Step, answers: Mapping, kind: str = "association") -> None:
    """Fill what a step asks, and keep it."""
    for asked in asked_of(kind, step):
        if asked.key not in answers:
            continue
        value = answers[asked.key]
        if asked.kind in {AnswerKind.YES_NO, AnswerKind.CHOICE, AnswerKind.CHOICES}:
            for code in value if isinstance(value, list) else [value]:
                tick(page.locator(f'main [name="{asked.key}"][value="{code}"]'))
        elif asked.kind == AnswerKind.ROWS:
            for row, cells in enumerate(value):
                for column, cell in enumerate(cells):
                    field(page, f"{asked.key}-{row}-{column}").fill(cell)
        else:
            field(page, asked.key).fill(str(value))
    look(page)
    here = page.url
    press(page, "Enregistrer" if step == Step.SIGNATURE else "Enregistrer et continuer")
    page.wait_for_url(lambda url: url != here)


def choose_district(page: Page, name: str, people: int) -> None:
    """Say that the action reaches a district."""
    follow(page, "Choisir les quartiers touchés")
    tick(page.get_by_label(name, exact=True))
    page.get_by_label(f"Participants attendus : {name}").fill(str(people))
    look(page)
    press(page, "Enregistrer les quartiers")


def fill_budget(page: Page, wages: str, own: str, asked: Mapping[str, str]) -> None:
    """Write a small budget and save it."""
    field(page, "a64_wages-amount").fill(wages)
    field(page, "aown-amount").fill(own)
    for name, amount in asked.items():
        page.get_by_label(name, exact=True).fill(amount)
    press(page, "Enregistrer le budget")


def join_pieces(page: Page, application, folder: Path) -> None:
    """Join every document that is required."""
    content = render_pdf(Document(title="Document d’exemple", blocks=[Paragraph("Fictif.")]))
    for piece in pieces_asked(application):
        if piece.is_required:
            path = folder / f"{piece.code}.pdf"
            path.write_bytes(content)
            field(page, "piece").select_option(piece.code)
            page.locator('main input[type="file"]').set_input_files(path)
            press(page, "Joindre")
            tells(page, f"{piece.code}.pdf")


def answer_test(page: Page, answers: Mapping[str, str], priorities: list[str]) -> None:
    """Answer the public questions on the page of the call, part by part; the answer comes by itself."""
    expect(page.locator("#questions")).to_be_visible()
    for part in page.locator("#questions details:not([open]) > summary").all()[::-1]:
        part.click()
    for name, value in answers.items():
        control = field(page, name)
        if control.evaluate("element => element.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    for code in priorities:
        tick(page.locator(f'main [name="priorities"][value="{code}"]'))

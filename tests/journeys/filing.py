"""What a carrier and its representative do, from a call that opens to a deposit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, Page

from cite.accounts.models import User
from cite.actors.enums import CommitmentKind
from cite.actors.operations.commitments import agree_to_text, write_text
from cite.actors.rules.commitments import default_text
from cite.grants.enums import Step
from cite.grants.models import Application
from cite.tenancy.models import Territory
from tests.browser import visit
from tests.journeys.calls import (
    ANSWERS,
    agree_second,
    agree_to_call,
    answer_test,
    choose_district,
    field,
    fill_budget,
    fill_step,
    follow,
    join_pieces,
    look,
    prepare_call,
    press,
    tells,
    tick,
)
from tests.journeys.cast import Cast

ELIGIBLE = {
    "carrier": "association",
    "residence": "priority",
    "age": "no",
    "starts_on": "2027-03-10",
    "ends_on": "2027-12-15",
    "innovation": "yes",
    "partners": "yes",
    "articulation": "yes",
    "values": "yes",
    "reports": "yes",
}
ASKED = {"État – journée": "6000", "Métropole – journée": "4000"}


def publish_commitments(*kinds: CommitmentKind) -> None:
    """Have both co-pilots offer what carriers sign: the journeys of the network tell how."""
    territory = Territory.objects.get()
    pilots = [User.objects.get(full_name=name) for name in ("Claire Demontagne", "Yanis Fontvieille")]
    for kind in kinds:
        title, body = default_text(kind)
        text = write_text(territory=territory, kind=kind, title=title, body=body, by=pilots[0])
        for pilot in pilots:
            text = agree_to_text(text=text, version=text.version, by=pilot)


def open_call(cast: Cast) -> None:
    """Prepare the call, agreed to by both co-pilots; the second finds it in what awaits him."""
    page = cast("Claire Demontagne")
    prepare_call(page, cast.site)
    agree_to_call(page, cast.site, "Votre accord est noté")
    agree_second(cast("Yanis Fontvieille"), "Cité de l’emploi 2027")


def pass_the_test(browser: Browser, site: str) -> None:
    """Ask, without an account, whether a project may be funded."""
    with visit(browser, f"{site}/appels-a-projets/", size="phone") as page:
        follow(page, "Cité de l’emploi 2027")
        look(page)
        follow(page, "Mon projet peut-il être financé")
        answer_test(page, ELIGIBLE, ["off_radar"])
        tells(page, "Oui : votre projet répond à tous les critères")
        look(page)


def start_file(page: Page, site: str, year: int = 2027) -> str:
    """Start a file, and give the address of its writing."""
    page.goto(f"{site}/appels-a-projets/")
    follow(page, f"Cité de l’emploi {year}")
    follow(page, "Commencer un dossier")
    look(page)
    press(page, "Commencer")
    page.get_by_role("heading", name=re.compile(f"^CE-{year}-"), level=1).wait_for()
    look(page)
    return page.url


def write_file(page: Page, writing: str, folder: Path, answers: Mapping, kind: str = "association") -> None:
    """Fill every step of a file, each as the page before leads to it."""
    follow(page, "Votre structure")
    fill_step(page, Step.CARRIER, answers, kind)
    fill_step(page, Step.PROJECT, answers, kind)
    choose_district(page, "Montreynaud", 20)
    fill_step(page, Step.AUDIENCE, answers, kind)
    name_partner(page)
    fill_step(page, Step.PARTNERS, answers, kind)
    fill_step(page, Step.MEANS, answers, kind)
    follow(page, "Remplir le budget")
    fill_budget(page, "12500", "2499,99", ASKED)
    tells(page, "Il manque 0,01 € de produits")
    look(page)
    fill_budget(page, "12500", "2500", {})
    tells(page, "Les charges et les produits sont égaux")
    page.goto(writing)
    follow(page, "Les pièces")
    follow(page, "Joindre les pièces")
    number = re.search(r"[0-9a-f-]{36}", writing).group()
    file = Application.objects.select_related("edition", "partner__organization").get(uuid=number)
    join_pieces(page, file, folder)
    look(page)
    page.goto(writing)
    follow(page, "Vérifier, signer, déposer")
    fill_step(page, Step.SIGNATURE, answers, kind)
    tells(page, "Rien ne manque")


def name_partner(page: Page) -> None:
    """Name who takes part, from the step of the partners and back to it."""
    follow(page, "Nommer les partenaires")
    field(page, "name").fill("Agence pour l’emploi des Trois-Ponts")
    field(page, "part").fill("Oriente des personnes.")
    press(page, "Ajouter ce partenaire")
    look(page)
    follow(page, "Retour à l’étape")


def sign_commitment(page: Page, function: str = "présidente", text: str = "engagement républicain") -> None:
    """Sign, from one's home page, what the carrier commits to."""
    page.get_by_role("main").get_by_role("link", name=re.compile(text, re.IGNORECASE)).first.click()
    page.get_by_label("Votre fonction").fill(function)
    page.get_by_text("J’ai lu ce texte").click()
    press(page, "Signer")
    tells(page, function)


def finish_file(page: Page, writing: str) -> None:
    """Say that a file is complete, from its page."""
    page.goto(writing.replace("saisie/", ""))
    look(page)
    follow(page, "Vérifier, signer, déposer")
    look(page)
    press(page, "La saisie est terminée")
    tells(page, "Le représentant légal est prévenu")


def sign_file(page: Page, title: str, function: str = "présidente", name: str = "Irène Valcourt") -> None:
    """Read a file that waits for one's signature, and sign it."""
    look(page)
    follow(page, f"Signer le dossier : {title}")
    follow(page, "Relire le dossier en entier")
    look(page)
    page.go_back()
    write_signature(page, function)
    tells(page, f"Signé par {name}")


def write_signature(page: Page, function: str = "présidente") -> None:
    """Fill in the signature of the page, and sign."""
    field(page, "function").fill(function)
    field(page, "place").fill("Saint-Étienne")
    tick(field(page, "attests"))
    look(page)
    press(page, "Signer")


def deposit_file(page: Page, title: str) -> None:
    """Deposit a file that is signed, pressing twice; the receipt is there."""
    follow(page, f"Déposer le dossier : {title}")
    page.get_by_role("button", name="Déposer le dossier").dblclick()
    tells(page, "Dépôt n° 1")
    assert page.get_by_text("Dépôt n° 2").count() == 0
    follow(page, "La décision")
    follow(page, "Documents")
    tells(page, "Accusé de réception")
    look(page)


def file_for_the_first_time(cast: Cast, folder: Path) -> str:
    """Write, commit, sign and deposit the first file of an association; gives the address of the file."""
    page = cast("Marc Olivaux")
    writing = start_file(page, cast.site)
    write_file(page, writing, folder, ANSWERS)
    page = cast("Irène Valcourt")
    sign_commitment(page)
    finish_file(cast("Marc Olivaux"), writing)
    sign_file(cast("Irène Valcourt"), ANSWERS["title"])
    deposit_file(cast("Marc Olivaux"), ANSWERS["title"])
    return writing.replace("saisie/", "")

"""The call for projects, as people live it: prepared, answered for the first time, signed, deposited."""

import re

import pytest
import time_machine
from django_scopes import scopes_disabled
from playwright.sync_api import Browser, Page

from cite.accounts.models import User
from cite.actors.enums import CommitmentKind
from cite.actors.operations.commitments import agree_to_text, write_text
from cite.actors.rules.commitments import default_text
from cite.grants.enums import Step
from cite.grants.models import Application, Deposit
from cite.tenancy.models import Territory
from tests.browser import visit
from tests.journeys.calls import (
    ANSWERS,
    TITLE,
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
)
from tests.journeys.pages import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

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


def publish_commitment() -> None:
    """Have both co-pilots offer the republican commitment: the journeys of the network tell how."""
    territory, kind = Territory.objects.get(), CommitmentKind.REPUBLICAN_COMMITMENT
    title, body = default_text(kind)
    pilots = [User.objects.get(full_name=name) for name in ("Claire Demontagne", "Yanis Fontvieille")]
    text = write_text(territory=territory, kind=kind, title=title, body=body, by=pilots[0])
    for pilot in pilots:
        text = agree_to_text(text=text, version=text.version, by=pilot)


def open_call(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/") as page:
        sign_in(page, site, "Claire Demontagne")
        prepare_call(page, site)
        agree_to_call(page, site, "Votre accord est noté")
    with visit(browser, f"{site}/") as page:
        sign_in(page, site, "Yanis Fontvieille")
        agree_to_call(page, site, "L’appel est publié")
        look(page)


def pass_the_test(browser: Browser, site: str) -> None:
    with visit(browser, f"{site}/appels-a-projets/", size="phone") as page:
        follow(page, "Cité de l’emploi 2027")
        look(page)
        follow(page, "Mon projet peut-il être financé")
        answer_test(page, ELIGIBLE, ["off_radar"])
        tells(page, "Oui : votre projet répond à tous les critères")
        look(page)


def start_file(page: Page, site: str) -> str:
    page.goto(f"{site}/appels-a-projets/")
    follow(page, "Cité de l’emploi 2027")
    follow(page, "Commencer un dossier")
    look(page)
    press(page, "Commencer")
    page.get_by_role("heading", name=re.compile("^CE-2027-"), level=1).wait_for()
    look(page)
    return page.url


def write_file(page: Page, writing: str, folder) -> None:
    follow(page, "Votre structure")
    fill_step(page, Step.CARRIER, ANSWERS)
    fill_step(page, Step.PROJECT, ANSWERS)
    choose_district(page, "Montreynaud", 20)
    fill_step(page, Step.AUDIENCE, ANSWERS)
    follow(page, "Nommer les partenaires")
    field(page, "name").fill("Agence pour l’emploi des Trois-Ponts")
    field(page, "part").fill("Oriente des personnes.")
    press(page, "Ajouter ce partenaire")
    look(page)
    follow(page, "Retour à l’étape")
    fill_step(page, Step.PARTNERS, ANSWERS)
    fill_step(page, Step.MEANS, ANSWERS)
    follow(page, "Remplir le budget")
    fill_budget(page, "12500", "2499,99", {"État – journée": "6000", "Métropole – journée": "4000"})
    tells(page, "Il manque 0,01 € de produits")
    look(page)
    fill_budget(page, "12500", "2500", {})
    tells(page, "Les charges et les produits sont égaux")
    page.goto(writing)
    follow(page, "Les pièces")
    follow(page, "Joindre les pièces")
    join_pieces(page, Application.objects.select_related("edition", "partner__organization").get(), folder)
    look(page)
    page.goto(writing)
    follow(page, "Vérifier, signer, déposer")
    fill_step(page, Step.SIGNATURE, ANSWERS)
    tells(page, "Rien ne manque")


def sign_commitment(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_role("main").get_by_role("link", name=re.compile("engagement républicain")).click()
    page.get_by_label("Votre fonction").fill("présidente")
    page.get_by_text("J’ai lu ce texte").click()
    press(page, "Signer")
    tells(page, "présidente")


def sign_file(page: Page, site: str) -> None:
    page.goto(site)
    follow(page, f"Signer le dossier : {TITLE}")
    follow(page, "Relire le dossier en entier")
    look(page)
    page.go_back()
    field(page, "function").fill("présidente")
    field(page, "place").fill("Saint-Étienne")
    field(page, "attests").check(force=True)
    look(page)
    press(page, "Signer")
    tells(page, "Signé par Irène Valcourt")


def deposit_file(page: Page, site: str) -> None:
    page.goto(site)
    follow(page, f"Déposer le dossier : {TITLE}")
    page.get_by_role("button", name="Déposer le dossier").dblclick()
    tells(page, "Dépôt n° 1")
    assert page.get_by_text("Dépôt n° 2").count() == 0
    follow(page, "La décision")
    follow(page, "Documents")
    tells(page, "Accusé de réception")
    look(page)


@time_machine.travel("2026-11-30T09:00:00Z", tick=True)
def test_a_first_time_association_deposits_its_first_file(browser, site, tmp_path):
    with scopes_disabled():
        publish_commitment()
        open_call(browser, site)
        pass_the_test(browser, site)
        with visit(browser, f"{site}/") as page:
            sign_in(page, site, "Marc Olivaux")
            writing = start_file(page, site)
            write_file(page, writing, tmp_path)
        with visit(browser, f"{site}/") as page:
            sign_in(page, site, "Irène Valcourt")
            sign_commitment(page, site)
        with visit(browser, f"{site}/") as page:
            sign_in(page, site, "Marc Olivaux")
            page.goto(writing.replace("saisie/", ""))
            look(page)
            follow(page, "Vérifier, signer, déposer")
            look(page)
            press(page, "La saisie est terminée")
            tells(page, "Le représentant légal est prévenu")
        with visit(browser, f"{site}/") as page:
            sign_in(page, site, "Irène Valcourt")
            look(page)
            sign_file(page, site)
        with visit(browser, f"{site}/") as page:
            sign_in(page, site, "Marc Olivaux")
            deposit_file(page, site)
        assert Deposit.objects.count() == 1

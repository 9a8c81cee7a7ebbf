"""A co-pilot invites an association; its president signs the charter and invites a colleague; the journal tells it."""

import re

import pytest
from allauth.mfa.totp.internal.auth import hotp_value
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import Browser, Page

from cite.core.dates import now
from tests.browser import visit
from tests.journeys.pages import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ASSOCIATION = "Les Passerelles du Furan"
PRESIDENT = "ines.presidente@passerelles.example"
COLLEAGUE = "leo.mediateur@passerelles.example"
TOLD = (
    ("actors.add_organization", "Claire Demontagne"),
    ("actors.invite_person", "Claire Demontagne"),
    ("actors.accept_invitation", "Inès Valmont"),
    ("actors.sign", "Inès Valmont"),
    ("actors.invite_person", "Inès Valmont"),
    ("actors.accept_invitation", "Léo Marchand"),
    ("accounts.add_factor", "Léo Marchand"),
    ("accounts.sign_in", "Léo Marchand"),
    ("actors.read_members", "Léo Marchand"),
)


def received(address: str, pattern: str) -> str:
    """Let the worker send what is due, and read the last message that somebody received."""
    call_command("run_worker", "--until-empty")
    bodies = [message.body for message in mail.outbox if message.to == [address]]
    return [found.group() for body in bodies if (found := re.search(pattern, body))][-1]


def leave(page: Page, site: str) -> None:
    page.goto(f"{site}/compte/deconnexion/")
    page.get_by_role("main").get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(f"{site}/")


def enter_by_mail(page: Page, site: str, address: str) -> None:
    page.goto(f"{site}/compte/connexion/")
    page.get_by_label("Adresse électronique").fill(address)
    page.get_by_role("button", name="Recevoir un code").click()
    page.get_by_role("heading", name="Votre code", level=1).wait_for()
    page.get_by_label("Code").fill(received(address, r"[A-Z0-9]{4}-[A-Z0-9]{4}"))
    page.get_by_role("button", name="Se connecter").click()


def invite(page: Page, address: str, role: str, *, administrator: bool) -> None:
    page.get_by_label("Adresse électronique professionnelle").fill(address)
    page.get_by_label("Rôle").select_option(label=role)
    if administrator:
        page.get_by_text("Gère les membres de la structure").click()
    examine(page)
    page.get_by_role("button", name="Envoyer l’invitation").click()


def join(browser: Browser, site: str, address: str, name: str) -> None:
    """Open the link of the invitation, on a phone, and accept it."""
    link = received(address, rf"{site}/acteurs/invitation/\S+")
    with visit(browser, link, size="phone") as page:
        page.get_by_role("heading", name=f"Rejoindre « {ASSOCIATION} »").wait_for()
        page.get_by_label("Votre nom et votre prénom").fill(name)
        examine(page)
        page.get_by_role("button", name="Rejoindre").click()
        page.get_by_role("heading", name=f"Rejoindre « {ASSOCIATION} »").wait_for(state="detached")
    with visit(browser, link, expected="Failed to load resource") as page:
        page.get_by_text("Ce lien n’ouvre plus rien").wait_for()


def test_an_association_enters_the_network(browser, site, settings):
    settings.SITE_URL = site
    with visit(browser, f"{site}/", until="load") as page:
        sign_in(page, site, "Claire Demontagne")
        page.goto(f"{site}/acteurs/ajouter/")
        page.get_by_label("Nom", exact=True).fill(ASSOCIATION)
        page.get_by_label("Type", exact=True).select_option(label="Centre social, maison de quartier, MJC")
        page.get_by_label("Forme juridique").select_option(label="Association")
        page.get_by_role("button", name="Ajouter la structure").click()
        page.get_by_role("heading", name=ASSOCIATION, level=1).wait_for()
        page.get_by_role("link", name="Voir les membres et les invitations").click()
        page.get_by_role("link", name="Inviter une personne").click()
        invite(page, PRESIDENT, "Porteur de projet", administrator=True)
        page.get_by_text(PRESIDENT).first.wait_for()

    join(browser, site, PRESIDENT, "Inès Valmont")

    with visit(browser, f"{site}/") as page:
        enter_by_mail(page, site, PRESIDENT)
        page.get_by_role("heading", name="Ce qui vous attend").wait_for()
        examine(page)
        page.get_by_role("main").get_by_role("link", name=re.compile("charte", re.IGNORECASE)).first.click()
        page.get_by_label("Votre fonction").fill("présidente")
        page.get_by_text("J’ai lu ce texte").click()
        examine(page)
        page.get_by_role("button", name="Signer").click()
        page.get_by_role("heading", level=1).wait_for()
        page.get_by_text("présidente").first.wait_for()
        examine(page)
        page.goto(f"{site}/acteurs/equipe/")
        examine(page)
        page.get_by_role("link", name="Inviter une personne").click()
        invite(page, COLLEAGUE, "Prescription", administrator=False)
        page.get_by_text(COLLEAGUE).first.wait_for()

    join(browser, site, COLLEAGUE, "Léo Marchand")

    with visit(browser, f"{site}/") as page:
        enter_by_mail(page, site, COLLEAGUE)
        page.get_by_role("heading", name="Deuxième étape de connexion", level=1).wait_for()
        page.get_by_role("link", name="Ajouter une application").click()
        secret = page.locator("code").inner_text()
        page.get_by_label("Code affiché").fill(f"{hotp_value(secret, int(now().timestamp()) // 30):06d}")
        page.get_by_role("button", name="Activer").click()
        rescue = page.locator("code").first.inner_text()
        page.get_by_role("link", name="Je les ai gardés").click()
        page.wait_for_url(f"{site}/")
        leave(page, site)
        enter_by_mail(page, site, COLLEAGUE)
        page.get_by_role("heading", name="Deuxième étape", level=1).wait_for()
        page.get_by_label("Code").fill(rescue)
        page.get_by_role("button", name="Continuer").click()
        page.get_by_role("button", name=re.compile("^Non")).click()
        page.wait_for_url(f"{site}/")
        page.goto(f"{site}/acteurs/equipe/")
        page.get_by_role("heading", level=1).wait_for()
        examine(page)

    with visit(browser, f"{site}/", until="load") as page:
        sign_in(page, site, "Diane Protet")
        page.goto(f"{site}/journal/")
        examine(page)
        for act, name in TOLD:
            page.goto(f"{site}/journal/?acte={act}")
            page.get_by_role("main").get_by_text(name).first.wait_for()
    call_command("verify_journal")

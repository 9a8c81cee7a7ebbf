"""Nadia, who accompanies residents, protects her account: with an application, then with a passkey."""

import re

import pytest
from allauth.mfa.totp.internal.auth import hotp_value
from django.core import mail
from playwright.sync_api import Page

from cite.accounts.models import User
from cite.accounts.permissions import has_second_factor
from cite.core.dates import now
from tests.browser import visit
from tests.journeys.pages import examine

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "nadia.prescription@demonstration.example"


def enter_by_mail(page: Page, site: str) -> None:
    page.goto(f"{site}/compte/connexion/")
    page.get_by_label("Adresse électronique").fill(ADDRESS)
    page.get_by_role("button", name="Recevoir un code").click()
    page.get_by_role("heading", name="Votre code", level=1).wait_for()
    codes = [re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", message.body) for message in mail.outbox]
    page.get_by_label("Code").fill([code for code in codes if code][-1].group())
    page.get_by_role("button", name="Se connecter").click()


def leave(page: Page, site: str) -> None:
    page.goto(f"{site}/compte/deconnexion/")
    page.get_by_role("main").get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(f"{site}/")


def current_code(secret: str) -> str:
    return f"{hotp_value(secret, int(now().timestamp()) // 30):06d}"


def test_nadia_sets_up_a_second_factor_with_an_application_and_comes_back(browser, site):
    with visit(browser, f"{site}/") as page:
        enter_by_mail(page, site)
        page.get_by_role("heading", name="Deuxième étape de connexion", level=1).wait_for()
        page.get_by_text("Votre rôle la demande").wait_for()
        examine(page)
        page.goto(f"{site}/listes/adresses/")
        page.get_by_role("heading", name="Deuxième étape de connexion", level=1).wait_for()

        page.get_by_role("link", name="Ajouter une application").click()
        page.get_by_role("heading", name="Ajouter une application", level=1).wait_for()
        examine(page)
        secret = page.locator("code").inner_text()
        page.get_by_label("Code affiché").fill("000000")
        page.get_by_role("button", name="Activer").click()
        page.get_by_role("alert").get_by_text("n’est pas le bon").first.wait_for()
        assert page.locator("code").inner_text() == secret
        page.get_by_label("Code affiché").fill(current_code(secret))
        page.get_by_role("button", name="Activer").click()

        page.get_by_role("heading", name="Codes de secours", level=1).wait_for()
        examine(page)
        rescue = page.locator("code").first.inner_text()
        assert page.locator("code").count() == 10
        page.get_by_role("link", name="Je les ai gardés").click()
        page.wait_for_url(f"{site}/")

        leave(page, site)
        enter_by_mail(page, site)
        page.get_by_role("heading", name="Deuxième étape", level=1).wait_for()
        examine(page)
        page.get_by_label("Code").fill(rescue)
        page.get_by_role("button", name="Continuer").click()
        page.get_by_role("heading", name="Faire confiance à cet appareil ?").wait_for()
        examine(page)
        page.get_by_role("button", name="Oui, pendant trente jours").click()
        page.wait_for_url(f"{site}/")

        leave(page, site)
        enter_by_mail(page, site)
        page.wait_for_url(f"{site}/")
        page.goto(f"{site}/compte/")
        examine(page)
        page.get_by_role("link", name="Gérer la deuxième étape").click()
        page.get_by_text("Il est de confiance").wait_for()
        page.get_by_text("Il vous reste 9 codes").wait_for()
        examine(page)


def test_nadia_signs_in_with_a_passkey(browser, site):
    with visit(browser, f"{site}/") as page:
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        phone = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        authenticator = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": phone})
        enter_by_mail(page, site)
        page.get_by_role("link", name="Ajouter une clé d’accès").click()
        page.get_by_label("Nom de la clé").fill("Téléphone de service")
        examine(page)
        page.get_by_role("button", name="Créer la clé").click()
        page.get_by_role("heading", name="Codes de secours", level=1).wait_for()
        assert has_second_factor(User.objects.get(email=ADDRESS))
        page.goto(f"{site}/compte/deuxieme-etape/")
        page.get_by_text("Téléphone de service").first.wait_for()
        page.get_by_text("vous connecte à elle seule").wait_for()
        examine(page)

        leave(page, site)
        page.goto(f"{site}/compte/connexion/?next=/listes/adresses/")
        examine(page)
        page.get_by_role("button", name="Me connecter avec une clé d’accès").click()
        page.wait_for_url(f"{site}/listes/adresses/")
        page.goto(f"{site}/compte/")
        page.get_by_text("Nadia Perrin").first.wait_for()

        leave(page, site)
        enter_by_mail(page, site)
        page.get_by_role("heading", name="Deuxième étape", level=1).wait_for()
        page.get_by_role("button", name="Utiliser ma clé d’accès").click()
        page.get_by_role("heading", name="Faire confiance à cet appareil ?").wait_for()
        page.get_by_role("button", name="Non, demander à chaque fois").click()
        page.wait_for_url(f"{site}/")

        leave(page, site)
        devtools.send(
            "WebAuthn.setUserVerified",
            {"authenticatorId": authenticator["authenticatorId"], "isUserVerified": False},
        )
        page.goto(f"{site}/compte/connexion/")
        page.get_by_role("button", name="Me connecter avec une clé d’accès").click()
        page.get_by_text("La clé n’a pas répondu").wait_for()

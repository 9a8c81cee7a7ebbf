"""From an empty installation to a co-pilot at work: the command, the assistant, the invitation, training mode."""

import re

import pytest
from django.core.management import call_command

from cite.notifications.models import Message
from tests.browser import visit
from tests.factories.jobs import run_waiting_jobs
from tests.journeys.pages import examine

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def go_on(page) -> None:
    page.get_by_role("button", name="Continuer").click()


def invitation_to(address: str) -> str:
    """The link of the message that waits for this address."""
    message = Message.objects.get(kind="actors.invitation", address=address)
    return re.search(r"/acteurs/invitation/[\w-]+/", message.body).group()


@pytest.mark.parametrize("script", [True, False], ids=["with-javascript", "without"])
def test_ten_minutes_from_nothing_to_a_co_pilot_at_work(browser, live_server, capsys, script):
    site = live_server.url
    with visit(browser, f"{site}/", script=script) as page:
        page.get_by_role("heading", name="Cette installation n’a pas encore de Cité").wait_for()
        look(page, script)
        call_command("open_cite", "--site", site)
        page.goto(capsys.readouterr().out.strip().splitlines()[-1])
        look(page, script)
        page.get_by_label("Votre nom et votre prénom").fill("Anne Administratrice")
        page.get_by_label("Votre adresse électronique").fill("anne@example.org")
        page.get_by_role("button", name="Commencer").click()

        page.get_by_role("heading", name="Le territoire", level=1).wait_for()
        look(page, script)
        page.get_by_label("Intercommunalité", exact=False).first.select_option("244200770")
        go_on(page)
        page.get_by_role("button", name="Charger les données").click()
        page.get_by_text("Vous pouvez continuer").wait_for()
        look(page, script)
        run_waiting_jobs()
        if not script:
            page.reload()
        page.get_by_text("53 communes et 32 quartiers").wait_for()
        page.get_by_role("link", name="Continuer").click()

        page.get_by_label("Son nom").fill("Préfecture de la Loire")
        page.get_by_label("copilote pour l’État").fill("claire@example.org")
        page.get_by_label("copilote pour la métropole").fill("claire@example.org")
        go_on(page)
        page.get_by_text("la même est écrite deux fois").first.wait_for()
        look(page, script)
        page.get_by_label("copilote pour la métropole").fill("yanis@example.org")
        go_on(page)
        page.get_by_role("heading", name="La charte proposée").wait_for()
        look(page, script)
        page.get_by_role("link", name="Étape précédente").click()
        assert page.get_by_label("copilote pour la métropole").input_value() == "yanis@example.org"
        go_on(page)
        go_on(page)
        page.get_by_role("button", name="Ouvrir la Cité").wait_for()
        look(page, script)
        page.get_by_role("button", name="Ouvrir la Cité").click()
        page.get_by_role("heading", name="La Cité est ouverte").wait_for()
        look(page, script)

    with visit(browser, site + invitation_to("claire@example.org"), script=script) as page:
        page.get_by_label("Votre nom et votre prénom").fill("Claire Demontagne")
        page.get_by_role("button", name="Rejoindre", exact=True).click()
        page.get_by_text("Bienvenue").first.wait_for()
        page.goto(f"{site}/")
        page.get_by_role("heading", name="Bonjour Claire Demontagne").wait_for()
        page.get_by_text("Cette Cité est en mode formation").wait_for()
        page.get_by_role("link", name="Voir ce qui manque").first.click()
        page.get_by_role("heading", name="Les pièces : 0 sur 8").wait_for()
        look(page, script)
        page.get_by_role("link", name="Contrat avec l’hébergeur").click()
        page.get_by_label("Référence").fill("Marché 2026-12")
        page.get_by_label("Date de signature").fill("2026-01-05")
        page.get_by_role("button", name="Enregistrer").click()
        page.get_by_role("heading", name="Les pièces : 1 sur 8").wait_for()
        page.get_by_role("link", name="Contrat avec l’hébergeur").click()
        page.get_by_text("Version 1").wait_for()
        look(page, script)


def look(page, script: bool) -> None:
    """Have the page examined, once: axe needs scripts."""
    if script:
        examine(page)

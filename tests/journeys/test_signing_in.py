"""A coordinator signs in with the code she receives by e-mail."""

import re

import pytest
from django.core import mail

from tests.browser import visit
from tests.journeys.pages import examine

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADDRESS = "sofia.coordination@demonstration.example"


def test_she_signs_in_with_her_code_after_a_wrong_one(browser, site):
    with visit(browser, f"{site}/") as page:
        page.get_by_role("link", name="Espace professionnel").first.click()
        page.get_by_label("Adresse électronique").fill(ADDRESS)
        page.get_by_role("button", name="Recevoir un code").click()
        page.get_by_role("heading", name="Votre code", level=1).wait_for()
        examine(page)

        page.get_by_label("Code").fill("FAUX-00")
        page.get_by_role("button", name="Se connecter").click()
        page.get_by_role("alert").get_by_role("link", name="Code").wait_for()
        examine(page)

        (message,) = mail.outbox
        assert message.to == [ADDRESS]
        code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", message.body).group()
        page.get_by_label("Code").fill(code)
        page.get_by_role("button", name="Se connecter").click()
        page.get_by_text("Sofia Lacombe").first.wait_for()
        assert ADDRESS not in page.url


def test_somebody_of_the_demonstration_is_one_click_away(browser, site):
    with visit(browser, f"{site}/compte/connexion/") as page:
        page.get_by_role("button", name="Nadia Perrin").click()
        page.wait_for_url(f"{site}/")
        page.get_by_role("heading", name="Bonjour Nadia Perrin", level=1).wait_for()

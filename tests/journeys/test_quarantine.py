"""A document waits for the antivirus: the page says so, then gives it."""

import pytest

from tests.browser import visit
from tests.factories.jobs import run_waiting_jobs
from tests.files.clamd import small_clamd
from tests.journeys.pages import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PDF = {"name": "contrat.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}


def test_a_co_pilot_waits_for_her_document(browser, site, settings):
    with small_clamd() as antivirus, visit(browser, f"{site}/") as page:
        settings.CLAMD_URL = antivirus.url
        sign_in(page, site, "Claire Demontagne")
        page.goto(f"{site}/ouverture/mise-en-service/host-contract/")
        page.set_input_files("input[type=file]", files=[PDF])
        page.get_by_role("button", name="Enregistrer").click()
        page.get_by_role("link", name="Contrat avec l’hébergeur").click()
        page.get_by_role("link", name="Télécharger le document").click()
        page.get_by_text("L’antivirus examine ce fichier").wait_for()
        examine(page)
        run_waiting_jobs()
        page.get_by_text("Le fichier est sain").wait_for()
        with page.expect_download() as saved:
            page.get_by_role("link", name="Télécharger le fichier").click()
        assert saved.value.suggested_filename == "contrat.pdf"

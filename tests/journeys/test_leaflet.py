"""A counsellor prepares a leaflet on a phone, by keyboard, with and without script, and prints it in Arabic."""

from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from tests.browser import visit
from tests.documents.test_gateways import text_of
from tests.journeys.offer import open_offer
from tests.journeys.pages import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _offer(site) -> None:
    """Something to put on paper."""
    open_offer()


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.name + ' ' + document.activeElement.type")


def tab_to(page: Page, wanted: str, most: int = 60) -> None:
    """Go on with the keyboard alone until what is wanted has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if focused(page) == wanted:
            return
    raise AssertionError(f"{wanted!r} was not reached")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_she_chooses_by_keyboard_on_a_phone_and_prints(browser: Browser, site: str, script: bool):
    with visit(browser, f"{site}/", size="phone", script=script) as page:
        sign_in(page, site, "Nadia Perrin")
        page.goto(f"{site}/offre/fiches/")
        page.get_by_role("link", name="Préparer un dépliant").click()
        search = page.get_by_label("Que cherche la personne ?")
        search.fill("garder mon fils")
        page.keyboard.press("Enter")
        page.wait_for_load_state("networkidle")
        search.fill("")
        page.keyboard.press("Enter")
        page.wait_for_load_state("networkidle")
        search.focus()
        tab_to(page, "s checkbox")
        page.keyboard.press("Space")
        tab_to(page, "s checkbox")
        page.keyboard.press("Space")
        if script:
            examine(page)
        tab_to(page, "etape submit")
        page.keyboard.press("Enter")

        page.get_by_text("Tout tient sur une page.").wait_for()
        names = page.locator("#services ol a").all_inner_texts()
        assert len(names) == 2
        if script:
            examine(page)
        page.get_by_role("radio", name="العربية").check(force=True)
        page.get_by_label("Son prénom").fill("Leïla")
        with page.expect_download() as download:
            page.get_by_role("button", name="Télécharger la feuille (PDF)").press("Enter")
        reader = PdfReader(BytesIO(download.value.path().read_bytes()))
    assert (download.value.suggested_filename, len(reader.pages)) == ("depliant.pdf", 1)
    assert reader.trailer["/Root"]["/Lang"] == "ar"
    read = " ".join(text_of(reader).split())
    assert "Leïla" in read and all(name in read for name in names)


def test_she_takes_the_poster_of_a_district(browser: Browser, site: str):
    with visit(browser, f"{site}/", until="load") as page:
        sign_in(page, site, "Nadia Perrin")
        page.goto(f"{site}/offre/affiche/")
        page.get_by_label("Quartier").select_option(label="Montreynaud (Saint-Étienne)")
        examine(page)
        with page.expect_download() as download:
            page.get_by_role("button", name="Télécharger l’affiche (PDF)").click()
        reader = PdfReader(BytesIO(download.value.path().read_bytes()))
    assert "Qui peut m’aider ? Montreynaud (Saint-Étienne)" in text_of(reader).replace("\xa0", " ")


@pytest.mark.parametrize("prefix", ["", "ar/"])
def test_the_public_sheet_of_a_service_prints_on_one_page(browser: Browser, site: str, prefix: str):
    with visit(browser, f"{site}/{prefix}offre/chercher/?besoin=childcare") as page:
        page.get_by_role("link", name="Garde d’enfants", exact=True).first.click()
        page.wait_for_load_state("networkidle")
        printed = page.pdf(format="A4", margin={side: "12mm" for side in ("top", "bottom", "left", "right")})
    reader = PdfReader(BytesIO(printed))
    assert len(reader.pages) == 1
    assert "01 99 00 00 20" in text_of(reader) and "JavaScript" not in text_of(reader)

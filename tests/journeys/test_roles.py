"""People of each role: what opens to them, and the reason where it does not."""

import pytest

from tests.browser import visit
from tests.journeys.pages import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

JOBS = "/administration/travaux/"


def test_a_carrier_is_told_why_the_administrators_page_is_closed(browser, site):
    with visit(browser, f"{site}/", expected="status of 403", until="load") as page:
        sign_in(page, site, "Marc Olivaux")
        page.goto(site + JOBS)
        page.get_by_text("Cette page est réservée aux administrateurs").wait_for()
        examine(page)


def test_an_administrator_watches_the_background_work(browser, site):
    with visit(browser, f"{site}/", until="load") as page:
        sign_in(page, site, "Anne Administratrice")
        page.goto(site + JOBS)
        page.get_by_role("heading", name="Travaux en arrière-plan", level=1).wait_for()


def test_a_co_pilot_reads_the_map_and_its_list_by_keyboard(browser, site):
    with visit(browser, f"{site}/", until="load") as page:
        sign_in(page, site, "Claire Demontagne")
        page.goto(f"{site}/carte/")
        district = page.locator("#carte path[aria-label^='Montreynaud']")
        district.focus()
        page.keyboard.press("Enter")
        popup = page.locator("#carte .leaflet-popup-content")
        popup.get_by_text("Quartier prioritaire").wait_for()
        assert page.evaluate("document.activeElement.className") == "leaflet-popup-content"
        examine(page)
        page.keyboard.press("Escape")
        popup.wait_for(state="detached")
        page.get_by_role("button", name="Grand Clos", exact=True).press("Enter")
        popup.get_by_text("Grand Clos").wait_for()


def test_a_co_pilot_goes_from_the_watch_districts_to_their_contours(browser, site):
    with visit(browser, f"{site}/", until="load") as page:
        sign_in(page, site, "Yanis Fontvieille")
        page.goto(f"{site}/quartiers/veille-active/")
        examine(page)
        page.locator("a[href$='/contour/']").first.click()
        page.locator(".leaflet-control-scale").wait_for()
        examine(page)


def test_what_does_not_exist_says_so(browser, site):
    with visit(browser, f"{site}/nulle-part/", expected="status of 404") as page:
        page.get_by_role("heading", name="Page introuvable").wait_for()
        examine(page)

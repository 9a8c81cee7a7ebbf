"""A resident who reads Arabic finds her language, asks, and reads the answer from right to left."""

import pytest
from playwright.sync_api import expect

from tests.browser import visit
from tests.journeys.pages import examine

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOWN_HALL = "10 chemin de la Mairie, 42240 Çaloire"
NOT_HERE = "هذا العنوان ليس في حيّ ذي أولوية."
LOOKS = (("phone", "light"), ("desk", "dark"))


def test_she_reads_arabic_from_the_home_page_to_the_answer(browser, site):
    with visit(browser, f"{site}/", size="phone") as page:
        page.locator("#langues-telephone").press("Enter")
        page.get_by_role("link", name="العربية", exact=True).click()
        page.wait_for_url(f"{site}/ar/")
        examine(page, LOOKS)
        page.get_by_label("العنوان").fill(TOWN_HALL)
        page.get_by_role("button", name="التحقق من العنوان").click()
        answer = page.get_by_role("region", name="الجواب")
        answer.get_by_role("heading", name=NOT_HERE).wait_for()
        page.locator("#carte-reponse .ui-map__marker").wait_for()
        examine(page, LOOKS)
        page.get_by_role("contentinfo").get_by_role("link", name="المساعدة والاتصال").click()
        page.wait_for_url(f"{site}/ar/aide/")
        examine(page, LOOKS)


def test_without_javascript_the_language_is_chosen_and_kept_from_page_to_page(browser, site):
    with visit(browser, f"{site}/carte/", script=False) as page:
        page.locator("#langues").click()
        page.get_by_role("link", name="Français simple").click()
        page.wait_for_url(f"{site}/fr-simple/carte/")
        page.get_by_role("link", name="Première page").first.click()
        page.wait_for_url(f"{site}/fr-simple/")
        expect(page.get_by_role("heading", level=1)).to_contain_text("des aides pour trouver un travail")


def test_the_menu_of_languages_closes_at_escape(browser, site):
    with visit(browser, f"{site}/") as page:
        menu = page.locator("details.ui-languages:visible")
        menu.locator("summary").click()
        expect(menu.get_by_role("link")).to_have_count(7)
        page.keyboard.press("Escape")
        expect(menu).not_to_have_attribute("open", "")


def test_what_is_proposed_while_one_types_speaks_the_language_of_the_page(browser, site):
    with visit(browser, f"{site}/ar/adresse/") as page:
        page.get_by_label("العنوان").press_sequentially("10 chemin de la Mairie")
        expect(page.get_by_role("listbox", name="اقتراحات")).to_be_visible()
        expect(page.get_by_role("status").filter(has_text="الاقتراحات")).to_have_count(1)

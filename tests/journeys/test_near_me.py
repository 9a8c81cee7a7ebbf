"""A resident looks near where she stands, in one tap; her telephone may refuse, and then she writes an address."""

import pytest

from tests.browser import visit
from tests.journeys.offer import open_offer
from tests.journeys.pages import examine

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERE = {"latitude": 45.46612, "longitude": 4.40363}
LOOKS = (("phone", "light"), ("desk", "dark"))


def test_one_tap_gives_what_is_near_and_says_the_district(browser, site):
    open_offer()
    with visit(browser, f"{site}/ar/offre/", size="phone") as page:
        page.context.grant_permissions(["geolocation"])
        page.context.set_geolocation(HERE)
        posted = []
        page.on("request", lambda request: posted.append(request) if request.method == "POST" else None)
        page.get_by_role("button", name="بالقرب مني").press("Enter")
        page.wait_for_url(f"{site}/ar/offre/chercher/#resultats")
        page.get_by_role("heading", name="Garde d’enfants").wait_for()
        assert page.locator("#resultats").get_by_text("Montreynaud").first.is_visible()
        assert [("longitude=4.4036" in sent.post_data, sent.url) for sent in posted] == [
            (True, f"{site}/ar/offre/chercher/")
        ]
        examine(page, LOOKS, focus=True)
        page.get_by_role("button", name="حول موقعي").click()
        page.get_by_role("button", name="حول موقعي").wait_for(state="detached")


def test_a_telephone_that_refuses_leads_to_the_address(browser, site):
    with visit(browser, f"{site}/offre/chercher/", size="phone") as page:
        page.get_by_role("button", name="Près de moi").click()
        page.get_by_text("Votre appareil ne donne pas sa position.").wait_for()
        assert page.evaluate("document.activeElement.name") == "adresse"
        examine(page, LOOKS)


def test_without_javascript_the_address_is_there_and_no_button_promises_more(browser, site):
    with visit(browser, f"{site}/offre/chercher/", size="phone", script=False) as page:
        assert page.get_by_role("button", name="Près de moi").count() == 0
        page.get_by_text("Près de quelle adresse ?").first.click()
        page.get_by_label("Près de quelle adresse ?").fill("10 chemin de la Mairie, 42240 Çaloire")
        page.get_by_role("button", name="Chercher").click()
        page.wait_for_url(f"{site}/offre/chercher/#resultats")
        assert page.get_by_label("Près de quelle adresse ?").input_value().startswith("10 chemin")


def test_the_keyboard_goes_only_to_what_the_map_shows(browser, site):
    open_offer()
    with visit(browser, f"{site}/offre/chercher/", size="desk") as page:
        page.locator("#carte-services path[tabindex='0']").first.wait_for()
        widths = page.evaluate(
            "[...document.querySelectorAll('#carte-services path[tabindex=\"0\"]')]"
            ".map(path => path.getBoundingClientRect().width)"
        )
        others = page.locator("#carte-services path[tabindex='-1']").count()
        assert (min(widths) > 0, others > 0) == (True, True)

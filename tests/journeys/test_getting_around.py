"""Finding one's way: the palette by keyboard, the menus on a phone, the search without JavaScript, a report."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page

from tests.browser import SIZES, audit, visit
from tests.journeys.pages import NEXT_FRAME, examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_palette(page: Page) -> None:
    """Press the keys once the page listens to them."""
    page.locator("dialog[data-ui-ready]").wait_for(state="attached")
    page.keyboard.press("Control+k")


def test_the_palette_by_keyboard_alone(browser, site):
    with visit(browser, f"{site}/", until="load") as page:
        sign_in(page, site, "Claire Demontagne")
        open_palette(page)
        palette = page.get_by_role("dialog", name="Rechercher")
        palette.wait_for()
        page.keyboard.type("carte")
        hit = palette.get_by_role("link", name="Carte des quartiers")
        hit.wait_for()
        page.wait_for_function("document.querySelector('#recherche-etat').textContent.includes('résultat')")
        assert audit(page) == []
        page.keyboard.press("ArrowDown")
        assert hit.evaluate("link => link === document.activeElement")
        page.keyboard.press("ArrowUp")
        assert page.evaluate("document.activeElement.id") == "recherche-texte"
        page.keyboard.press("Escape")
        palette.wait_for(state="hidden")
        page.keyboard.press("Control+k")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}/carte/")


def test_enter_opens_the_first_result(browser, site):
    with visit(browser, f"{site}/", until="load") as page:
        sign_in(page, site, "Nadia Perrin")
        page.get_by_role("link", name="Rechercher").first.click()
        page.keyboard.type("signaler un problème")
        page.locator("#recherche-resultats .ui-hits__first").wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}/aide/signaler/")
        assert "signaler" not in page.url.partition("?")[2]


def test_the_palette_leads_to_sign_in_once_the_session_is_over(browser, site):
    with visit(browser, f"{site}/", until="load") as page:
        sign_in(page, site, "Claire Demontagne")
        Session.objects.all().delete()
        open_palette(page)
        page.keyboard.type("carte")
        page.wait_for_url(f"{site}/compte/connexion/?next=/recherche/")


def test_the_search_without_javascript(browser, site):
    with visit(browser, f"{site}/", script=False) as page:
        sign_in(page, site, "Claire Demontagne")
        page.get_by_role("link", name="Rechercher").first.click()
        page.get_by_label("Ce que vous cherchez").fill("carte")
        page.get_by_role("main").get_by_role("button", name="Rechercher").click()
        page.get_by_role("main").get_by_role("link", name="Carte des quartiers").click()
        page.wait_for_url(f"{site}/carte/")


def test_the_menus_and_the_account_by_keyboard(browser, site):
    with visit(browser, f"{site}/", until="load") as page:
        sign_in(page, site, "Claire Demontagne")
        menu = page.get_by_role("navigation", name="Menu principal")
        menu.get_by_role("button", name="Quartiers").press("Enter")
        link = menu.get_by_role("link", name="Carte des quartiers")
        link.wait_for()
        examine(page)
        account = page.locator("#mon-compte")
        account.focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Se déconnecter").locator("visible=true").wait_for()
        assert audit(page) == []
        page.keyboard.press("Escape")
        assert account.evaluate("summary => summary === document.activeElement")
        assert not page.locator("details.ui-account").evaluate("menu => menu.open")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_menu_of_a_phone_under_the_pointer(browser, site, scheme):
    with visit(browser, f"{site}/", size="phone", scheme=scheme, until="load") as page:
        sign_in(page, site, "Claire Demontagne")
        opener = page.get_by_role("button", name="Menu", exact=True)
        opener.hover()
        page.evaluate(NEXT_FRAME)
        assert audit(page) == []
        opener.click()
        page.get_by_role("button", name="Se déconnecter").locator("visible=true").wait_for()
        page.get_by_role("button", name="Quartiers").click()
        page.get_by_role("link", name="Carte des quartiers").locator("visible=true").wait_for()
        page.mouse.move(-1, -1)
        assert audit(page) == []
        page.get_by_role("link", name="Carte des quartiers").locator("visible=true").click()
        page.wait_for_url(f"{site}/carte/")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "person",
    ["Nadia Perrin", "Marc Olivaux", "Claire Demontagne", "Sofia Lacombe", "Anne Administratrice"],
)
def test_the_home_page_of_each(browser, site, person, size):
    with visit(browser, f"{site}/", size=size, until="load") as page:
        sign_in(page, site, person)
        page.get_by_role("heading", name=f"Bonjour {person}", level=1).wait_for()
        page.get_by_role("heading", name="Ce qui vous attend").wait_for()
        for _step in range(3):
            page.locator("button[name=step]").first.click()
            page.wait_for_url(lambda url: url != f"{site}/")
            page.goto(f"{site}/")
        assert page.get_by_role("heading", name="Premiers pas").count() == 0
        if size == "phone":
            examine(page)


def test_a_visitor_reports_a_problem_and_the_coordination_answers(browser, site):
    with visit(browser, f"{site}/carte/", size="phone") as page:
        page.get_by_role("contentinfo").get_by_role("link", name="Signaler un problème").click()
        page.get_by_text("Page concernée : /carte/").wait_for()
        page.get_by_label("Ce que vous vouliez faire").fill("Voir mon quartier")
        page.get_by_label("Ce qui s’est passé").fill("La carte reste grise.")
        examine(page)
        page.get_by_role("button", name="Envoyer").click()
        page.get_by_role("heading", name="Merci, votre signalement est arrivé").wait_for()
        examine(page)
    with visit(browser, f"{site}/", until="load") as page:
        sign_in(page, site, "Sofia Lacombe")
        page.get_by_role("link", name="Répondre à un problème signalé").click()
        page.get_by_role("link", name="La carte reste grise.").click()
        page.get_by_role("button", name="Je m’en occupe").click()
        page.get_by_text("C’est noté").wait_for()
        page.get_by_label("Votre réponse").fill("Elle s’affiche de nouveau. Merci.")
        examine(page)
        page.get_by_role("button", name="Répondre et clore").click()
        page.get_by_text("Réponse enregistrée").wait_for()


def test_a_button_pressed_three_times_sends_once(browser, site):
    with visit(browser, f"{site}/aide/signaler/") as page:
        sent = []
        page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
        page.get_by_label("Ce que vous vouliez faire").fill("Ouvrir ma fiche")
        page.get_by_label("Ce qui s’est passé").fill("Rien ne vient.")
        button = page.get_by_role("button", name="Envoyer")
        button.scroll_into_view_if_needed()
        place = button.bounding_box()
        page.mouse.move(place["x"] + 10, place["y"] + 10)
        for _press in range(3):
            page.mouse.down()
            page.mouse.up()
            page.wait_for_timeout(12)  # the pace of a hand: faster, the browser itself keeps one
        page.get_by_role("heading", name="Merci").wait_for()
        assert len(sent) == 1

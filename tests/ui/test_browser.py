"""The design system in a real browser: seen by axe, used by keyboard, by phone, without JavaScript."""

import json

import pytest

from tests.browser import audit, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CONTOUR = {"type": "Polygon", "coordinates": [[[4.38, 45.42], [4.4, 45.42], [4.4, 45.43], [4.38, 45.42]]]}


@pytest.fixture
def catalogue(live_server, territory) -> str:
    return f"{live_server.url}/ui/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["phone", "desk"])
def test_axe_finds_nothing_and_nothing_overflows(browser, catalogue, size, scheme):
    with visit(browser, catalogue, size=size, scheme=scheme) as page:
        page.wait_for_selector("#carte-contour .leaflet-control-scale")
        assert audit(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate("document.documentElement.dataset.frTheme") == scheme


def test_the_districts_are_reached_by_keyboard(browser, catalogue):
    with visit(browser, catalogue) as page:
        district = page.locator("#carte-demo path[aria-label^='Quartier d’exemple']")
        district.focus()
        page.keyboard.press("Enter")
        popup = page.locator("#carte-demo .leaflet-popup-content")
        popup.get_by_text("Quartier prioritaire – QN00001M").wait_for()
        assert page.evaluate("document.activeElement.className") == "leaflet-popup-content"
        assert page.locator("#carte-demo .leaflet-popup-close-button").get_attribute("aria-label") == "Fermer"
        page.keyboard.press("Escape")
        popup.wait_for(state="detached")
        assert district.evaluate("path => path === document.activeElement")


def test_the_list_shows_a_district_on_the_map(browser, catalogue):
    with visit(browser, catalogue) as page:
        page.get_by_role("button", name="Quartier d’exemple (Ville-Fictive)", exact=True).click()
        page.locator("#carte-demo .leaflet-popup-content").wait_for()


def test_a_point_is_placed_by_keyboard_by_hand_and_by_its_coordinates(browser, catalogue):
    with visit(browser, catalogue) as page:
        carte, lon, lat = (page.locator(f"#{name}") for name in ("carte-point", "id_demo-lon", "id_demo-lat"))
        carte.focus()
        page.keyboard.press("Enter")
        centre = float(lon.input_value())
        assert "Point placé" in page.locator("#carte-point-etat").inner_text()
        for _press in range(5):
            page.keyboard.press("ArrowRight")
        page.wait_for_function("document.querySelector('#carte-point .leaflet-map-pane')._leaflet_pos.x < 0")
        page.keyboard.press("Enter")
        assert float(lon.input_value()) > centre
        carte.click(position={"x": 120, "y": 60})
        assert float(lon.input_value()) < centre
        assert 45 < float(lat.input_value()) < 46
        lon.fill("4.39")
        lat.fill("45.43")
        lat.blur()
        assert carte.locator(".ui-map__marker").count() == 1


def test_a_contour_is_drawn_corrected_pasted_and_begun_again(browser, catalogue):
    with visit(browser, catalogue) as page:
        carte, contour, state = (
            page.locator(f"#{n}") for n in ("carte-contour", "id_demo-contour", "carte-contour-etat")
        )
        for x, y in ((200, 60), (320, 80), (300, 200)):
            carte.click(position={"x": x, "y": y})
        ring = json.loads(contour.input_value())["coordinates"][0]
        assert len(ring) == 4
        assert ring[0] == ring[-1]
        carte.focus()
        page.keyboard.press("Backspace")
        assert contour.input_value() == ""
        assert state.inner_text() == "2 sommets : il en faut au moins trois."
        page.keyboard.press("Enter")
        assert state.inner_text() == "Contour de 3 sommets."
        contour.fill(json.dumps(CONTOUR))
        contour.blur()
        assert carte.locator(".ui-map__corner").count() == 3
        contour.fill(json.dumps({"type": "MultiPolygon", "coordinates": [CONTOUR["coordinates"]]}))
        contour.blur()
        assert "gardé tel quel" in state.inner_text()
        page.get_by_role("button", name="Recommencer le contour").click()
        assert contour.input_value() == ""


def test_a_proposal_is_taken_with_the_arrows(browser, catalogue):
    with visit(browser, catalogue) as page:
        address = page.locator("#id_demo-address")
        address.press_sequentially("rue inventée")
        page.get_by_role("option").nth(2).wait_for()
        assert address.get_attribute("aria-expanded") == "true"
        assert audit(page) == []
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert address.input_value() == "2 rue inventée, 00001 Ville-Fictive"
        assert address.get_attribute("aria-expanded") == "false"
        assert "rue" not in page.url


def test_a_file_too_big_is_refused_before_it_is_sent(browser, catalogue, tmp_path):
    big, small = tmp_path / "grande.csv", tmp_path / "petite.csv"
    with big.open("wb") as file:
        file.truncate(51_000_000)
    small.write_bytes(b"a" * 12_345)
    with visit(browser, catalogue) as page:
        page.set_input_files("#id_demo-file", big)
        message = page.locator("#id_demo-file_error")
        assert "51\xa0Mo, la limite est de 50\xa0Mo" in message.text_content()
        page.locator("form:has(#id_demo-file) button[type=submit]").click()
        assert page.evaluate("document.activeElement.id") == "id_demo-file"
        page.set_input_files("#id_demo-file", small)
        assert message.text_content() == "petite.csv – 12,3\xa0ko"


def test_the_theme_is_chosen_and_kept(browser, catalogue):
    with visit(browser, catalogue) as page:
        page.get_by_role("button", name="Paramètres d’affichage").click()
        page.get_by_text("Thème sombre").click()
        page.reload()
        assert page.evaluate("document.documentElement.dataset.frTheme") == "dark"


def test_the_colours_of_whoever_reads_keep_the_tab_on_screen_apart(browser, catalogue):
    with visit(browser, catalogue) as page:
        page.emulate_media(forced_colors="active")
        lines = "links => links.map(link => [link.ariaCurrent, getComputedStyle(link).borderBottomColor])"
        drawn = page.eval_on_selector_all(".ui-tabs__link", lines)
        current = {color for is_current, color in drawn if is_current}
        assert current and current.isdisjoint(color for is_current, color in drawn if not is_current)


def test_the_first_key_leads_to_the_content(browser, catalogue):
    with visit(browser, catalogue) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "contenu"


def test_the_menu_of_a_phone_opens(browser, catalogue):
    with visit(browser, catalogue, size="phone") as page:
        page.get_by_role("button", name="Menu").click()
        page.get_by_role("dialog").get_by_role("link", name="Espace professionnel").wait_for()
        assert audit(page) == []


def test_the_way_back_unfolds_on_a_phone(browser, catalogue):
    with visit(browser, catalogue, size="phone") as page:
        home = page.locator("#fil-d-ariane").get_by_role("link", name="Accueil")
        assert not home.is_visible()
        page.get_by_role("button", name="Voir le fil d’Ariane").click()
        home.wait_for()


def test_everything_is_there_without_javascript(browser, catalogue):
    with visit(browser, catalogue, size="phone", script=False) as page:
        assert page.locator("#menu-telephone").get_by_role("link").first.is_visible()
        assert not page.get_by_role("button", name="Menu", exact=True).is_visible()
        assert not page.get_by_role("button", name="Paramètres d’affichage").is_visible()
        assert page.get_by_text("La carte demande JavaScript.").first.is_visible()
        assert page.locator("#fil-d-ariane").get_by_role("link", name="Accueil").is_visible()

"""A resident, on a phone, asks whether her address opens rights."""

import pytest

from tests.browser import visit
from tests.journeys.pages import examine

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOWN_HALL = "10 chemin de la Mairie, 42240 Çaloire"
NOT_HERE = "Cette adresse n’est pas dans un quartier prioritaire."
RIGHTS = "Votre adresse ouvre droit aux actions de la Cité de l’emploi."
MONTREYNAUD = (4.4036, 45.4660)


@pytest.mark.parametrize("script", [True, False], ids=["with-javascript", "without-javascript"])
def test_she_writes_an_address_and_reads_the_answer(browser, site, script):
    with visit(browser, f"{site}/", size="phone", script=script) as page:
        page.get_by_label("Adresse").fill(TOWN_HALL)
        page.get_by_role("button", name="Vérifier l’adresse").click()
        answer = page.get_by_role("region", name="La réponse")
        answer.get_by_role("heading", name=NOT_HERE).wait_for()
        assert answer.get_by_text("mission locale", exact=False).first.is_visible()
        assert page.url == f"{site}/adresse/#reponse"
        if script:
            page.locator("#carte-reponse .ui-map__marker").wait_for()
            examine(page)


def test_she_places_a_point_with_the_keyboard(browser, site):
    with visit(browser, f"{site}/adresse/", size="phone") as page:
        page.locator("#carte-point .leaflet-control-scale").wait_for()
        place_by_keyboard(page, *MONTREYNAUD)
        page.get_by_role("button", name="Vérifier ce point").press("Enter")
        page.get_by_role("heading", name=RIGHTS).wait_for()
        assert page.get_by_text("Montreynaud").first.is_visible()
        assert page.url == f"{site}/adresse/point/#reponse"
        page.locator("#carte-reponse .ui-map__marker").wait_for()
        examine(page)


def test_she_writes_the_coordinates_where_there_is_no_map(browser, site):
    with visit(browser, f"{site}/adresse/", size="phone", script=False) as page:
        longitude, latitude = MONTREYNAUD
        page.get_by_label("Longitude").fill(str(longitude).replace(".", ","))
        page.get_by_label("Latitude").fill(str(latitude).replace(".", ","))
        page.get_by_role("button", name="Vérifier ce point").click()
        page.get_by_role("heading", name=RIGHTS).wait_for()
        assert page.url == f"{site}/adresse/point/#reponse"


def test_she_sends_nothing_and_is_led_to_the_field(browser, site):
    with visit(browser, f"{site}/adresse/", size="phone") as page:
        page.get_by_role("button", name="Vérifier l’adresse").click()
        page.get_by_role("alert").get_by_role("link", name="Adresse").click()
        assert page.evaluate("document.activeElement.name") == "address"
        assert page.title().startswith("Erreur")
        examine(page)


def place_by_keyboard(page, *target: float) -> None:
    """Bring the map under the cross with the arrows, closer and closer, and place the point with Enter."""
    fields = [page.locator(f"#id_point_{name}") for name in ("longitude", "latitude")]
    keys = [("ArrowRight", "ArrowLeft"), ("ArrowUp", "ArrowDown")]

    def gap(axis: int) -> float:
        page.keyboard.press("Enter")
        return target[axis] - float(fields[axis].input_value())

    page.locator("#carte-point").focus()
    for _zoom in range(12):
        for axis, (further, back) in enumerate(keys):
            is_before = gap(axis) > 0
            while (gap(axis) > 0) == is_before:
                page.keyboard.press(further if is_before else back)
                page.wait_for_timeout(300)  # while the map slides, arrows are ignored
        if max(abs(gap(0)), abs(gap(1))) < 0.001:
            return
        page.keyboard.press("+")
    raise AssertionError("the point is out of reach")

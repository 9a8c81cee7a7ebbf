"""A recording in a real browser: its big button plays it in place, and without JavaScript it opens it."""

import pytest

from cite.core.dates import now
from tests.browser import SIZES, audit, visit
from tests.factories.directory import make_audio, make_service, make_structure

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SILENCE = (b"\xff\xfb\x90\x00" + b"\0" * 413) * 200
"""Five seconds of it: a frame of MP3 whose every part is empty."""


def until(state):
    """Wait for the player to be in a state."""
    look = f"{state} ? done() : requestAnimationFrame(look)"
    return f"new Promise(done => {{const player = document.querySelector('audio'); (function look() {{{look}}})()}})"


@pytest.fixture
def service(territory, settings, tmp_path):
    settings.PRIVATE_STORAGE_DIR = tmp_path
    service = make_service(
        make_structure(territory, name="Le Relais"),
        "Aide au permis",
        shown_until=None,
        welcomed_by="Samia",
        welcome_agreed=True,
    )
    make_audio(service, "ar", content=SILENCE, accepted_at=now())
    return service


@pytest.mark.parametrize("root", ["/", "/ar/"])
@pytest.mark.parametrize("size", list(SIZES))
def test_the_button_plays_and_pauses(browser, live_server, service, size, root):
    with visit(browser, f"{live_server.url}{root}offre/services/{service.uuid}/", size=size) as page:
        button = page.locator(".ui-listen[data-ui-ready] a")
        button.wait_for()
        assert audit(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        button.press("Enter")
        page.evaluate(until("player.currentTime > 0.2"))
        assert button.get_attribute("aria-pressed") == "true"
        button.press(" ")
        page.evaluate(until("player.paused"))
        page.evaluate("document.querySelector('audio').currentTime = 4")
        page.evaluate(until("player.currentTime >= 4 && !player.seeking"))
        assert 4.9 < page.evaluate("document.querySelector('audio').duration") < 5.6


def test_without_javascript_it_opens_the_recording(browser, live_server, service):
    address = f"{live_server.url}/offre/services/{service.uuid}/"
    with visit(browser, address, size="phone", script=False) as page:
        with page.expect_response(lambda answer: "/son/" in answer.url) as answered:
            page.locator(".ui-listen a").click()
        assert answered.value.status in (200, 206)
        # the browser’s own page plays it: a refusal would leave it without a length
        page.wait_for_function("document.querySelector('video, audio').duration > 4.9")

"""What the first public pages weigh on a small plan: beyond the design system's own files, sixty kilobytes at most."""

import gzip

import pytest

from tests.browser import SIZES
from tests.journeys.offer import open_offer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIMIT = 60_000
DESIGN_SYSTEM = "/static/dsfr/"


@pytest.mark.parametrize("address", ["/", "/offre/", "/ar/offre/", "/offre/chercher/"])
def test_a_first_visit_weighs_little(browser, site, address):
    """Compressed as a server does, each file once; nothing is missing, nothing comes from another site."""
    open_offer()
    answers = []
    page = browser.new_page(viewport=SIZES["phone"])
    page.on("response", lambda answer: answers.append(answer))
    page.goto(site + address, wait_until="networkidle")
    weights = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    page.close()
    assert [answer.url for answer in answers if answer.status >= 400] == []
    assert [url for url in weights if not url.startswith((site, "data:"))] == []
    ours = {url.removeprefix(site): weight for url, weight in weights.items() if DESIGN_SYSTEM not in url}
    assert address in ours
    assert sum(ours.values()) <= LIMIT, sorted(ours.items(), key=lambda one: -one[1])

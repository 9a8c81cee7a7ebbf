"""Every page of the site, as the first person to whom it opens: axe finds nothing, nothing overflows."""

import pytest
from django.test import Client

from cite.accounts.models import User
from tests.browser import visit
from tests.house.test_urls import ALL
from tests.journeys.pages import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = ("", "Marc Olivaux", "Claire Demontagne", "Anne Administratrice")
# Addresses without a variable part, and the one whose variable part is known.
ADDRESSES = sorted({"/" + route for route, _p in ALL if "<" not in route} | {"/listes/adresses/"})


def pages_opened_to(person: str) -> list[str]:
    """List the pages that open to someone, and to nobody before her in `PEOPLE`."""
    known: set[str] = set()
    for name in PEOPLE:
        client = Client()
        if name:
            client.force_login(User.objects.get(full_name=name))
        opened = {address for address in ADDRESSES if is_page(client, address)} - known
        if name == person:
            return sorted(opened)
        known |= opened
    raise AssertionError(f"{person} is not one of the people")


def is_page(client: Client, address: str) -> bool:
    answer = client.get(address)
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("person", PEOPLE, ids=["nobody", "carrier", "co-pilot", "administrator"])
def test_axe_finds_nothing(browser, site, person):
    with visit(browser, f"{site}/") as page:
        if person:
            sign_in(page, site, person)
        pages = pages_opened_to(person)
        assert pages
        for address in pages:
            page.goto(site + address, wait_until="networkidle")
            examine(page)

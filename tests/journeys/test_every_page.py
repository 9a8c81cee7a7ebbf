"""Every page of the site, as the first person to whom it opens: axe finds nothing, all fits, the focus is seen."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from cite.accounts.models import User
from tests.browser import visit
from tests.house.settled import ALL
from tests.journeys import examined
from tests.journeys.offer import DISTRICT, open_offer
from tests.journeys.pages import examine, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = ("", "Claire Demontagne", "Marc Olivaux", "Nadia Perrin", "Diane Protet", "Anne Administratrice")
NAMES = ["nobody", "co-pilot", "carrier", "prescriber", "data-protection", "administrator"]
TWO_LOOKS = (("phone", "light"), ("desk", "dark"))
NAMED_APART = "appels-a-projets/"
"""Where no two pages have the same title; elsewhere, some addresses answer with the page of another."""
LINKS = re.compile(r'<a [^>]*href="(/[^"?#]*)')


def fixed_addresses() -> list[str]:
    """List the addresses without a variable part."""
    return sorted({"/" + route for route, _p in ALL if "<" not in route})


def pages_opened_to(client: Client) -> Iterator[tuple[str, str]]:
    """Walk from the fixed addresses along the links of each page, once by route; gives route and address."""
    waiting, met = fixed_addresses(), set()
    while waiting:
        address = waiting.pop(0)
        try:
            route = resolve(address).route
        except Resolver404:
            continue
        if route in met:
            continue
        answer = client.get(address)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            met.add(route)
            yield route, address
            waiting += LINKS.findall(answer.content.decode())


@pytest.mark.parametrize("person", PEOPLE, ids=NAMES)
def test_axe_finds_nothing(browser, site, person):
    client = Client()
    with visit(browser, f"{site}/") as page:
        if person:
            account = User.objects.get(full_name=person).uuid
            client.post("/compte/connexion/demonstration/", {"account": str(account)})
            sign_in(page, site, person)
        titles: dict[str, str] = {}
        opened = list(pages_opened_to(client))
        assert len(opened) > 10
        for route, address in opened:
            if examined.is_first("every page", route):
                page.goto(site + address)
                examine(page, TWO_LOOKS, focus=True)
                if route.startswith(NAMED_APART):
                    assert page.title() not in titles, (
                        f"{route}: « {page.title()} », as {titles[page.title()]}"
                    )
                    titles[page.title()] = route


OFFER = "offre/"
ANSWERS = (
    f"/offre/chercher/?besoin=childcare&quartier={DISTRICT}",
    "/offre/chercher/?besoin=childcare&avec=evening_hours&langue=ar",
    "/offre/besoin-sans-reponse/?besoin=childcare",
)


def test_axe_finds_nothing_in_the_public_offer_in_french_and_in_arabic(browser, site):
    """In one context: a sheet that says all, one that says little, one that is gone, what is found and what is not."""
    apart = open_offer()
    pages = {
        address: route
        for route, address in pages_opened_to(Client())
        if route.startswith(OFFER) and getattr(resolve(address).func, "in_languages", False)
    }
    assert len(pages) >= 10
    gone = "the server responded with a status of 410"
    with visit(browser, f"{site}/offre/", until="load", expected=gone) as page:
        for address in dict.fromkeys([*pages, *apart, *ANSWERS]):
            for prefix in ("", "/ar"):
                if examined.is_first("every page", prefix + pages.get(address, address)):
                    page.goto(site + prefix + address)
                    assert page.locator("html").get_attribute("dir") == ("rtl" if prefix else "ltr")
                    examine(page, TWO_LOOKS, focus=True)

"""The lists of the actors: one row or three thousand, the same number of queries."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from tests.factories import crowds
from tests.factories.accounts import make_user
from tests.factories.actors import make_partner, make_text
from tests.factories.organizations import make_many_partners
from tests.factories.territories import make_commune, make_district
from tests.scale import growing, queries_as_it_grows, queries_as_they_grow

pytestmark = pytest.mark.django_db


@pytest.fixture
def claire(territory):
    return make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)


@pytest.fixture
def page(client, claire):
    client.force_login(claire)
    return client


@pytest.fixture
def districts(territory):
    commune = make_commune(epci_code=territory.epci_code)
    return [make_district(commune, code=f"QN042{n}M") for n in (13, 14)]


THE_NETWORK = (
    "/acteurs/",
    "/acteurs/?q=structure&maillon=support",
    "/acteurs/?quartier=QN04213M",
    "/acteurs/?page=60",
    "/acteurs/lieux.json",
    "/acteurs/maillons/",
    "/acteurs/maillons/?format=csv",
    "/acteurs/maillons/qui-pourrait/?quartier=QN04213M&maillon=reception",
)


def test_the_network(page, territory, districts):
    urls = [*THE_NETWORK, f"{reverse('actors:join')}?q=structure"]
    counts = queries_as_they_grow(page, urls, lambda n: make_many_partners(territory, n, districts=districts))
    assert growing(counts) == {}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_directory_as_a_file_asks_twice_more_per_thousand_rows(page, territory, districts, form):
    counts = queries_as_it_grows(
        page, f"/acteurs/?format={form}", lambda n: make_many_partners(territory, n, districts=districts)
    )
    assert counts[0] == counts[1], counts
    assert counts[2] == counts[0] + 2 * 2, counts


CROWDS = {
    "members": lambda partner, n, by: crowds.many_members(partner, n),
    "invitations": lambda partner, n, by: crowds.many_invitations(partner, n, by=by),
    "requests": lambda partner, n, by: crowds.many_requests(partner, n),
}


@pytest.mark.parametrize("crowd", CROWDS.values(), ids=CROWDS)
def test_an_organization_and_its_people(page, territory, claire, crowd):
    partner = make_partner(territory)
    urls = [reverse(f"actors:{name}", args=[partner.uuid]) for name in ("members", "organization")]
    assert growing(queries_as_they_grow(page, urls, lambda n: crowd(partner, n, claire))) == {}


def test_a_member_among_many(page, territory):
    partner = make_partner(territory)
    first = crowds.many_members(partner, 1)[0]
    urls = [reverse(f"actors:{name}", args=[first.uuid]) for name in ("member", "member-end")]
    assert growing(queries_as_they_grow(page, urls, lambda n: crowds.many_members(partner, n))) == {}


def test_what_looks_alike_and_what_was_merged(page, territory, claire):
    def add(how_many):
        crowds.many_duplicates(territory, how_many)
        crowds.many_merges(territory, min(how_many, 300), by=claire)

    counts = queries_as_it_grows(page, reverse("actors:duplicates"), add)
    assert len(set(counts)) == 1, counts


def test_who_signed(page, territory, claire):
    text = make_text(territory)
    url = reverse("actors:text-signatures", args=[text.uuid])
    urls = [url + suffix for suffix in ("", "?format=csv", "?tri=-signed_at")]
    counts = queries_as_they_grow(page, urls, lambda n: crowds.many_signatures(text, n, by=claire))
    assert growing(counts) == {}


def test_the_texts(page, territory):
    numbers = iter(range(2, 5000))

    def add(how_many):
        for number in (next(numbers) for _n in range(min(how_many, 100))):
            make_text(territory, state="replaced", number=number)

    counts = queries_as_it_grows(page, reverse("actors:texts"), add)
    assert len(set(counts)) == 1, counts


@pytest.mark.parametrize("crowd", CROWDS.values(), ids=CROWDS)
def test_what_awaits_on_the_home_page(page, territory, claire, crowd):
    partner = make_partner(territory)
    counts = queries_as_it_grows(page, "/", lambda n: crowd(partner, n, claire))
    assert counts[1] == counts[2], counts

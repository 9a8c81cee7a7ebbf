"""The page of a person's keys."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cite.accounts.enums import Role
from cite.actors.enums.keys import KeyScope
from cite.actors.models import AccessKey
from cite.actors.queries.keys import key_of_token
from cite.core.dates import today
from tests.factories.actors import make_member, make_partner
from tests.ui.html import check, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(territory):
    return make_member(make_partner(territory), "marc", role=Role.CARRIER)


@pytest.fixture
def page(client, member):
    client.force_login(member.user)
    return client


def address(member):
    return reverse("actors:keys", args=[member.partner.uuid])


def test_she_creates_a_key_reads_it_once_and_revokes_it(page, member):
    given = {"name": "Gestion", "scope": "read_write", "ends_on": (today() + timedelta(days=30)).isoformat()}
    response = page.post(address(member), given)
    check(read(response.content))
    key = AccessKey.objects.get()
    token = response.context["token"]
    assert key_of_token(token) == key
    assert key.scope == KeyScope.READ_WRITE
    assert response["Cache-Control"] == "no-store"
    again = page.get(address(member))
    check(read(again.content))
    assert token not in again.content.decode()
    assert "Lecture et écriture" in again.content.decode().partition("<table")[2].partition("</table>")[0]
    page.post(reverse("actors:key-revoke", args=[key.uuid]))
    key.refresh_from_db()
    assert key.revoked_at is not None
    assert not page.get(address(member)).context["in_service"]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"name": "x", "scope": "read", "ends_on": "2000-01-01"},
        {"name": "x" * 81, "scope": "read", "ends_on": "2026-12-31"},
        {"name": "x", "scope": "everything", "ends_on": "2026-12-31"},
    ],
)
def test_a_bad_key_keeps_what_was_typed(page, member, given):
    response = page.post(address(member), given)
    assert response.context["form"].errors
    assert response.context["form"]["name"].value() == given.get("name")
    assert not AccessKey.objects.exists()


def test_reading_only_is_what_is_proposed(page, member):
    assert page.get(address(member)).context["form"]["scope"].value() == KeyScope.READ


def test_the_list_asks_as_much_of_the_database_for_five_keys_as_for_one(page, member):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page.get(address(member))
        return len(queries)

    def add(number):
        AccessKey.objects.create(
            territory=member.territory,
            membership=member,
            name=f"Logiciel {number}",
            hint="abcdefgh",
            key_sha256=f"{number:064d}",
            ends_on=today(),
        )

    add(1)
    cost()
    first = cost()
    for number in range(2, 6):
        add(number)
    assert cost() == first

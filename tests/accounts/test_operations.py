"""Opening accounts and giving roles, once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cite.accounts.enums import Role
from cite.accounts.models import TerritoryRole, User
from cite.accounts.operations import grant_role, open_account

pytestmark = pytest.mark.django_db


def test_an_account_is_opened_once_however_the_address_is_typed(territory):
    first = open_account(email="Someone@Example.org ", full_name="Someone")
    again = open_account(email="someone@example.org", full_name="Another name", is_staff=True)
    assert first == again
    again.refresh_from_db()
    assert (again.email, again.full_name, again.is_staff) == ("someone@example.org", "Someone", True)


def test_a_role_is_given_once(territory):
    user = open_account(email="someone@example.org", full_name="Someone")
    assert grant_role(user=user, territory=territory, role=Role.CARRIER) == grant_role(
        user=user, territory=territory, role=Role.CARRIER
    )


def test_the_command_opens_the_first_account(territory):
    call_command("grant_role", "first@example.org", "co_pilot_state", stdout=StringIO())
    assert TerritoryRole.objects.get(user__email="first@example.org").role == Role.CO_PILOT_STATE


def test_the_command_asks_which_cite(territory, other_territory):
    with pytest.raises(CommandError, match="saint-etienne-metropole, ville-fictive"):
        call_command("grant_role", "first@example.org", "carrier")
    with pytest.raises(CommandError, match="administrator"):
        call_command("grant_role", "first@example.org")


def test_the_demonstration_seeds_twice_the_same(territory):
    counts = []
    for _turn in range(2):
        call_command("seed_demo", stdout=StringIO())
        counts.append((User.objects.count(), TerritoryRole.objects.count()))
    assert counts[0] == counts[1]
    assert min(counts[0]) > 0

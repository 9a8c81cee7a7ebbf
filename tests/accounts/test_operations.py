"""Opening accounts and giving roles, once."""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command

from cite.accounts.enums import Role
from cite.accounts.models import TerritoryRole, User
from cite.accounts.operations import grant_role, open_account
from tests.factories.accounts import make_user

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


def test_who_has_lost_everything_is_let_in_again(territory):
    user = make_user("nadia")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(user)
    call_command("reset_second_factor", "Nadia@example.org", stdout=StringIO())
    assert not Authenticator.objects.exists()
    with pytest.raises(CommandError, match="No open account"):
        call_command("reset_second_factor", "stranger@example.org")


def test_an_address_is_changed_and_the_former_opens_nothing(territory):
    user = make_user("nadia")
    make_user("marc")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    call_command("change_email", "nadia@example.org", "Perrin@example.org", stdout=StringIO())
    user.refresh_from_db()
    assert user.email == "perrin@example.org"
    assert not EmailAddress.objects.exists()
    for bad in ("marc@example.org", "not an address"):
        with pytest.raises(CommandError):
            call_command("change_email", "perrin@example.org", bad)

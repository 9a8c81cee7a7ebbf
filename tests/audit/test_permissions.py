"""No Cité leaks into another, whoever asks."""

import itertools

import pytest
from django.contrib.auth.models import AnonymousUser
from django_scopes import scope

from cite.accounts.enums import Role
from cite.accounts.models import TerritoryRole
from cite.audit.permissions import can_read_journal, own_entries, visible_entries
from tests.factories.accounts import make_user
from tests.factories.audit import write

pytestmark = pytest.mark.django_db
DPO = Role.DATA_PROTECTION_OFFICER


@pytest.fixture
def entries(territory, other_territory):
    return {
        "here": write(territory=territory),
        "there": write(territory=other_territory),
        "nowhere": _written_nowhere(),
    }


def _written_nowhere():
    with scope(territory=None):
        return write()


ROLES = [None, *Role]


@pytest.mark.parametrize("is_staff", [False, True])
@pytest.mark.parametrize(("here", "there"), list(itertools.product(ROLES, [None, DPO])))
def test_each_sees_what_her_role_in_that_cite_opens(
    entries, territory, other_territory, here, there, is_staff
):
    user = make_user("someone", is_staff=is_staff)
    for place, role in ((territory, here), (other_territory, there)):
        if role:
            with scope(territory=place):
                TerritoryRole.objects.create(user=user, territory=place, role=role)
    for place, role, name in ((territory, here, "here"), (other_territory, there, "there")):
        expected = {entries[name].pk} if role == DPO else set()
        expected |= {entries["nowhere"].pk} if is_staff else set()
        with scope(territory=place):
            assert set(visible_entries(user, place).values_list("pk", flat=True)) == expected
            assert bool(can_read_journal(user, place)) is bool(expected)


@pytest.mark.parametrize("closed", [False, True])
def test_a_visitor_and_a_closed_account_see_nothing(entries, territory, closed):
    user = make_user("gone", role=DPO, territory=territory, is_staff=True) if closed else AnonymousUser()
    if closed:
        user.is_active = False
    assert not visible_entries(user, territory).exists()
    assert not own_entries(user).exists()
    assert not can_read_journal(user, territory)


def test_without_any_cite_nobody_protects(entries, territory):
    officer = make_user("officer", role=DPO, territory=territory)
    assert not visible_entries(officer, None).exists()


def test_each_reads_what_was_done_of_her_own_data_only(territory, other_territory):
    me, other = make_user("me"), make_user("other")
    mine = {write(person=me, territory=place).pk for place in (territory, other_territory)}
    write(person=other, territory=territory)
    write(by=me, territory=territory)
    assert set(own_entries(me).values_list("pk", flat=True)) == mine

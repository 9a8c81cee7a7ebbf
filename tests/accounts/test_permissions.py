"""Who may enter, as a table."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django_scopes import scope

from cite.accounts.enums import AccessObjection, Role
from cite.accounts.permissions import can_administer, can_co_pilot, can_work_here, roles_of
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "works", "co_pilots"),
    [
        (
            None,
            (AccessObjection.NO_ROLE_HERE,),
            (AccessObjection.NO_ROLE_HERE, AccessObjection.CO_PILOTS_ONLY),
        ),
        (Role.CO_PILOT_STATE, (), ()),
        (Role.CO_PILOT_METROPOLE, (), ()),
        (Role.COORDINATOR, (), (AccessObjection.CO_PILOTS_ONLY,)),
        (Role.PRESCRIBER, (), (AccessObjection.CO_PILOTS_ONLY,)),
        (Role.CARRIER, (), (AccessObjection.CO_PILOTS_ONLY,)),
    ],
)
def test_each_role_opens_what_the_table_says(territory, role, works, co_pilots):
    user = make_user(role=role, territory=territory)
    assert can_work_here(user, territory).objections == works
    assert can_co_pilot(user, territory).objections == co_pilots
    assert can_administer(user).objections == (AccessObjection.ADMINISTRATORS_ONLY,)


def test_a_visitor_is_told_to_sign_in(territory):
    assert can_work_here(AnonymousUser(), territory).objections == (AccessObjection.NOT_SIGNED_IN,)
    assert can_administer(AnonymousUser()).objections == (AccessObjection.NOT_SIGNED_IN,)


def test_without_a_cite_nobody_works(territory):
    user = make_user(role=Role.CO_PILOT_STATE, territory=territory)
    assert can_work_here(user, None).objections == (AccessObjection.NO_TERRITORY,)


def test_a_role_opens_nothing_in_another_cite(territory, other_territory):
    user = make_user(role=Role.CO_PILOT_STATE, territory=territory)
    with scope(territory=other_territory):
        assert roles_of(user, other_territory) == frozenset()
        assert not can_co_pilot(user, other_territory)


def test_a_suspended_account_has_no_role(territory):
    user = make_user(role=Role.CARRIER, territory=territory, is_active=False)
    assert roles_of(user, territory) == frozenset()


def test_administrators_administer(territory):
    assert can_administer(make_user("admin", is_staff=True))


def test_roles_are_asked_once_per_page(territory, django_assert_num_queries):
    user = make_user(role=Role.CARRIER, territory=territory)
    with django_assert_num_queries(2):  # her own roles, those of her memberships
        for _turn in range(3):
            can_co_pilot(user, territory)

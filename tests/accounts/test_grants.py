"""Who gives which role to whom: the table, then the operations."""

import pytest
from django_scopes import scope

from cite.accounts.enums import CO_PILOTS, GrantObjection, Role
from cite.accounts.models import TerritoryRole
from cite.accounts.operations import grant_role, rename_account, revoke_role
from cite.accounts.permissions import roles_of, roles_to_grant
from cite.accounts.rules import grant_decision, grantable_roles
from cite.core.decisions import Refused
from tests.factories.accounts import make_user

STATE, METROPOLE, COORDINATOR = Role.CO_PILOT_STATE, Role.CO_PILOT_METROPOLE, Role.COORDINATOR
DPO = Role.DATA_PROTECTION_OFFICER


@pytest.mark.parametrize(
    ("held", "is_administrator", "refused"),
    [
        ({STATE}, False, {METROPOLE}),
        ({METROPOLE}, False, {STATE}),
        ({COORDINATOR}, False, {STATE, METROPOLE, DPO}),
        ({COORDINATOR, STATE}, False, {METROPOLE}),
        (set(), True, set(Role) - CO_PILOTS - {DPO}),
        (set(), False, set(Role)),
        *[({role}, False, set(Role)) for role in set(Role) - {STATE, METROPOLE, COORDINATOR}],
    ],
)
def test_each_role_gives_what_the_table_says(held, is_administrator, refused):
    given = grantable_roles(frozenset(held), is_administrator=is_administrator)
    assert set(Role) - given == refused


def test_nobody_gives_a_role_to_herself():
    decision = grant_decision(
        METROPOLE, granted_by=frozenset({STATE}), is_administrator=True, is_oneself=True
    )
    assert decision.objections == (GrantObjection.NOT_TO_YOURSELF,)
    decision = grant_decision(STATE, granted_by=frozenset(), is_administrator=False, is_oneself=True)
    assert decision.objections == (GrantObjection.NOT_TO_YOURSELF, GrantObjection.NOT_YOURS_TO_GRANT)


@pytest.mark.django_db
class TestOperations:
    def test_a_co_pilot_gives_and_takes_back(self, territory):
        state, person = make_user("state", role=STATE, territory=territory), make_user("person")
        assert roles_of(person, territory) == frozenset()
        grant_role(user=person, territory=territory, role=Role.PRESCRIBER, by=state)
        assert roles_of(person, territory) == {Role.PRESCRIBER}
        assert revoke_role(user=person, territory=territory, role=Role.PRESCRIBER, by=state)
        assert roles_of(person, territory) == frozenset()
        assert not revoke_role(user=person, territory=territory, role=Role.PRESCRIBER, by=state)

    def test_an_escalation_is_refused_and_changes_nothing(self, territory):
        coordinator = make_user("coordinator", role=COORDINATOR, territory=territory)
        with pytest.raises(Refused, match="copilotes"):
            grant_role(user=make_user("friend"), territory=territory, role=STATE, by=coordinator)
        with pytest.raises(Refused, match="Personne ne se donne"):
            grant_role(user=coordinator, territory=territory, role=STATE, by=coordinator)
        state = make_user("state", role=STATE, territory=territory)
        with pytest.raises(Refused, match="retirer"):
            revoke_role(user=state, territory=territory, role=STATE, by=coordinator)
        assert TerritoryRole.objects.count() == 2

    def test_a_role_elsewhere_gives_nothing_here(self, territory, other_territory):
        with scope(territory=other_territory):
            stranger = make_user("stranger", role=STATE, territory=other_territory)
        with pytest.raises(Refused):
            grant_role(user=make_user("friend"), territory=territory, role=Role.READER, by=stranger)
        assert roles_to_grant(stranger, territory) == frozenset()

    def test_a_suspended_person_neither_gives_nor_receives(self, territory):
        closed = make_user("closed", role=STATE, territory=territory, is_active=False)
        with pytest.raises(Refused):
            grant_role(user=make_user("friend"), territory=territory, role=Role.READER, by=closed)
        state = make_user("state", role=STATE, territory=territory)
        with pytest.raises(Refused, match="suspendu"):
            grant_role(user=closed, territory=territory, role=Role.READER, by=state)

    def test_anyone_may_give_her_own_role_back(self, territory):
        reader = make_user("reader", role=Role.READER, territory=territory)
        assert revoke_role(user=reader, territory=territory, role=Role.READER, by=reader)

    def test_a_name_is_changed(self, territory):
        assert (
            rename_account(user=make_user("nadia"), full_name="  Nadia Perrin ").full_name == "Nadia Perrin"
        )

"""Who holds a role in a Cité: by themselves, or for an organization that takes part."""

import pytest
from django_scopes import scope

from cite.accounts.enums import Role
from cite.actors.enums import MembershipState, PartnerState
from cite.actors.queries.people import holders_of
from tests.factories.accounts import make_user
from tests.factories.actors import make_member, make_partner

pytestmark = pytest.mark.django_db


def test_whoever_holds_a_role_is_told_once_and_a_suspended_organization_is_not(territory, other_territory):
    alone = make_user("Alix", role=Role.COORDINATOR, territory=territory)
    here = make_member(make_partner(territory, "Cité"), "Bo", role=Role.COORDINATOR)
    make_member(make_partner(territory, "Cité bis"), "Alix ailleurs", role=Role.COORDINATOR, user=alone)
    suspended = make_partner(territory, "Suspendue", state=PartnerState.SUSPENDED)
    make_member(suspended, "Chen", role=Role.COORDINATOR)
    make_member(here.partner, "Dana", role=Role.COORDINATOR, state=MembershipState.SUSPENDED)
    make_member(here.partner, "Eli", role=Role.PRESCRIBER)
    with scope(territory=other_territory):
        make_user("Farid", role=Role.COORDINATOR, territory=other_territory)
    assert {each.pk for each in holders_of(territory, {Role.COORDINATOR})} == {alone.pk, here.user_id}

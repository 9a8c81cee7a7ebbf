"""Which role goes where, and who may give it: read line by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.accounts.enums import CO_PILOTS, Role
from cite.actors.enums import OrganizationKind as K
from cite.actors.enums import RoleObjection as O
from cite.actors.rules.roles import (
    FITS,
    PILOTING_ROLES,
    Giver,
    change_decision,
    fit_decision,
    gift_decision,
    roles_that_fit,
)

STATE = Giver(roles=frozenset({Role.CO_PILOT_STATE}))
METROPOLE = Giver(roles=frozenset({Role.CO_PILOT_METROPOLE}))
COORDINATOR = Giver(roles=frozenset({Role.COORDINATOR}))
MEMBER_ADMINISTRATOR = Giver(roles=frozenset({Role.PRESCRIBER}), administers_organization=True)
MEMBER = Giver(roles=frozenset({Role.PRESCRIBER}))
PLATFORM = Giver(is_platform_administrator=True)
NOBODY = Giver()


def test_every_role_has_a_place():
    assert set(FITS) == set(Role)
    assert all(FITS.values())
    assert all(Role.READER in roles_that_fit(kind) for kind in K)


@pytest.mark.parametrize(
    ("role", "fits", "does_not"),
    [
        (Role.CO_PILOT_STATE, (K.PREFECTURE, K.DDETS), (K.METROPOLE, K.COMMUNE, K.COMPANY, K.OTHER)),
        (Role.CO_PILOT_METROPOLE, (K.METROPOLE,), (K.PREFECTURE, K.DDETS, K.COMMUNE)),
        (Role.EMPLOYER, (K.COMPANY, K.COMPANY_CLUB), (K.MISSION_LOCALE, K.COMMUNE, K.SOCIAL_CENTER)),
        (
            Role.PRESCRIBER,
            (K.MISSION_LOCALE, K.FRANCE_TRAVAIL, K.CCAS),
            (K.COMPANY, K.PREFECTURE, K.METROPOLE),
        ),
        (Role.CARRIER, (K.SOCIAL_CENTER, K.COMMUNE, K.METROPOLE, K.SOCIAL_LANDLORD), (K.COMPANY, K.DDETS)),
        (Role.RELAY, (K.SOCIAL_LANDLORD, K.SOCIAL_CENTER), (K.COMPANY, K.FRANCE_TRAVAIL, K.METROPOLE)),
        (Role.DATA_PROTECTION_OFFICER, (K.METROPOLE, K.DDETS), (K.MISSION_LOCALE, K.COMPANY)),
    ],
)
def test_where_a_role_is_held(role, fits, does_not):
    assert all(fit_decision(role, kind) for kind in fits)
    for kind in does_not:
        assert fit_decision(role, kind).objections == (O.DOES_NOT_FIT,)


@pytest.mark.parametrize(
    ("giver", "role", "kind", "objections"),
    [
        (STATE, Role.CO_PILOT_STATE, K.PREFECTURE, ()),
        (STATE, Role.CO_PILOT_METROPOLE, K.METROPOLE, (O.EACH_PILOT_ITS_OWN,)),
        (METROPOLE, Role.CO_PILOT_METROPOLE, K.METROPOLE, ()),
        (METROPOLE, Role.CO_PILOT_STATE, K.DDETS, (O.EACH_PILOT_ITS_OWN,)),
        (METROPOLE, Role.CO_PILOT_STATE, K.METROPOLE, (O.DOES_NOT_FIT, O.EACH_PILOT_ITS_OWN)),
        (STATE, Role.COORDINATOR, K.METROPOLE, ()),
        (METROPOLE, Role.COORDINATOR, K.METROPOLE, ()),
        (STATE, Role.PRESCRIBER, K.MISSION_LOCALE, ()),
        (COORDINATOR, Role.PRESCRIBER, K.MISSION_LOCALE, ()),
        (COORDINATOR, Role.DISTRICT_OFFICER, K.PREFECTURE, ()),
        (COORDINATOR, Role.COORDINATOR, K.METROPOLE, (O.NOT_YOURS_TO_GIVE,)),
        (COORDINATOR, Role.CO_PILOT_STATE, K.DDETS, (O.NOT_YOURS_TO_GIVE,)),
        (MEMBER_ADMINISTRATOR, Role.PRESCRIBER, K.MISSION_LOCALE, ()),
        (MEMBER_ADMINISTRATOR, Role.READER, K.DDETS, ()),
        (MEMBER_ADMINISTRATOR, Role.EMPLOYER, K.MISSION_LOCALE, (O.DOES_NOT_FIT,)),
        (MEMBER_ADMINISTRATOR, Role.CO_PILOT_STATE, K.DDETS, (O.NOT_YOURS_TO_GIVE,)),
        (MEMBER_ADMINISTRATOR, Role.COORDINATOR, K.COMMUNE, (O.NOT_YOURS_TO_GIVE,)),
        (MEMBER, Role.READER, K.MISSION_LOCALE, (O.NOT_YOURS_TO_GIVE,)),
        (NOBODY, Role.READER, K.MISSION_LOCALE, (O.NOT_YOURS_TO_GIVE,)),
        (PLATFORM, Role.CO_PILOT_STATE, K.PREFECTURE, ()),
        (PLATFORM, Role.CO_PILOT_METROPOLE, K.METROPOLE, ()),
        (PLATFORM, Role.PRESCRIBER, K.MISSION_LOCALE, (O.NOT_YOURS_TO_GIVE,)),
    ],
)
def test_who_gives_which_role(giver, role, kind, objections):
    assert gift_decision(giver, role, kind).objections == objections


def test_the_two_co_pilots_are_equal():
    mirror = {Role.CO_PILOT_STATE: Role.CO_PILOT_METROPOLE, Role.CO_PILOT_METROPOLE: Role.CO_PILOT_STATE}
    assert {mirror.get(role, role) for role in STATE.gives} == METROPOLE.gives


@given(
    role=st.sampled_from(sorted(PILOTING_ROLES)),
    kind=st.sampled_from(list(K)),
    own=st.sets(st.sampled_from(sorted(set(Role) - CO_PILOTS - {Role.COORDINATOR}))),
)
def test_an_organization_never_gives_a_piloting_role_by_itself(role, kind, own):
    giver = Giver(roles=frozenset(own), administers_organization=True)
    assert not gift_decision(giver, role, kind)


@given(before=st.sampled_from(list(Role)), after=st.sampled_from(list(Role)), kind=st.sampled_from(list(K)))
def test_nobody_changes_her_own_rights(before, after, kind):
    for giver in (STATE, METROPOLE, COORDINATOR, MEMBER_ADMINISTRATOR, PLATFORM):
        assert O.NOT_TO_YOURSELF in change_decision(giver, before, after, kind, is_herself=True).objections


def test_what_one_cannot_give_one_cannot_take_away():
    change = change_decision(
        MEMBER_ADMINISTRATOR, Role.CO_PILOT_STATE, Role.READER, K.DDETS, is_herself=False
    )
    assert change.objections == (O.NOT_YOURS_TO_GIVE,)
    assert change_decision(STATE, Role.CO_PILOT_STATE, Role.READER, K.DDETS, is_herself=False)

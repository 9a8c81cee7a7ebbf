"""Who sees residents: never without a title and two dates, and no fact that objects ever opens."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.accounts.enums import CO_PILOTS, Role
from cite.actors.enums import AccessObjection as O
from cite.actors.enums import LegalTitle
from cite.actors.rules.access import (
    REACH,
    AccessFacts,
    Reach,
    district_decision,
    obstacles_decision,
    residents_decision,
    search_decision,
    sees_aggregates_only,
)

TODAY = date(2026, 11, 23)
OPEN = AccessFacts(
    role=Role.PRESCRIBER,
    on=TODAY,
    roles_here=frozenset({Role.PRESCRIBER}),
    legal_title=LegalTitle.SOCIAL_ACTION,
    habilitated_by_state_on=date(2026, 1, 10),
    habilitated_by_metropole_on=date(2026, 2, 1),
    habilitation_ends_on=date(2027, 12, 31),
)
DECISIONS = (residents_decision, search_decision, obstacles_decision)


def test_every_role_has_a_reach():
    assert set(REACH) == set(Role)
    assert {role for role in Role if REACH[role] is Reach.PEOPLE} == {Role.PRESCRIBER, Role.COORDINATOR}


def test_with_everything_it_opens():
    assert all(decision(OPEN) for decision in DECISIONS)
    assert all(decision(replace(OPEN, habilitation_ends_on=None)) for decision in DECISIONS)


@pytest.mark.parametrize(
    ("change", "objections"),
    [
        ({"role": None}, (O.NO_MEMBERSHIP,)),
        ({"is_platform_administrator": True}, (O.PLATFORM_ADMINISTRATOR,)),
        ({"is_membership_active": False}, (O.MEMBERSHIP_NOT_ACTIVE,)),
        ({"is_partner_active": False}, (O.PARTNER_NOT_ACTIVE,)),
        ({"legal_title": LegalTitle.NONE}, (O.NO_LEGAL_TITLE,)),
        ({"habilitated_by_state_on": None}, (O.STATE_HAS_NOT_AGREED,)),
        ({"habilitated_by_metropole_on": None}, (O.METROPOLE_HAS_NOT_AGREED,)),
        ({"habilitated_by_metropole_on": TODAY + timedelta(1)}, (O.HABILITATION_NOT_STARTED,)),
        ({"habilitation_ends_on": TODAY - timedelta(1)}, (O.HABILITATION_ENDED,)),
        ({"role": Role.READER}, (O.ROLE_SEES_AGGREGATES,)),
        ({"role": Role.DISTRICT_OFFICER}, (O.ROLE_SEES_AGGREGATES,)),
        ({"role": Role.DATA_PROTECTION_OFFICER}, (O.ROLE_SEES_AGGREGATES,)),
        ({"role": Role.CO_PILOT_STATE}, (O.PILOTS_SEE_AGGREGATES,)),
        ({"roles_here": frozenset({Role.PRESCRIBER, Role.CO_PILOT_METROPOLE})}, (O.PILOTS_SEE_AGGREGATES,)),
        (
            {"legal_title": LegalTitle.NONE, "habilitated_by_state_on": None, "is_partner_active": False},
            (O.PARTNER_NOT_ACTIVE, O.NO_LEGAL_TITLE, O.STATE_HAS_NOT_AGREED),
        ),
    ],
)
def test_each_fact_that_lacks_is_said(change, objections):
    facts = replace(OPEN, **change)
    for decision in DECISIONS:
        assert decision(facts).objections == objections


@pytest.mark.parametrize("role", [Role.CARRIER, Role.RELAY, Role.EMPLOYER])
def test_carriers_relays_and_employers_never_search(role):
    facts = replace(OPEN, role=role, roles_here=frozenset({role}))
    assert residents_decision(facts)
    assert search_decision(facts).objections == (O.ROLE_SEES_OWN_ACTION,)
    assert obstacles_decision(facts).objections == (O.ROLE_SEES_OWN_ACTION,)


@pytest.mark.parametrize("day", ["habilitation_ends_on", "habilitated_by_state_on"])
def test_the_first_and_the_last_day_count(day):
    assert residents_decision(replace(OPEN, **{day: TODAY}))


DATES = st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))
FACTS = st.builds(
    AccessFacts,
    role=st.none() | st.sampled_from(Role),
    on=st.just(TODAY),
    roles_here=st.frozensets(st.sampled_from(Role)),
    is_platform_administrator=st.booleans(),
    is_membership_active=st.booleans(),
    is_partner_active=st.booleans(),
    legal_title=st.sampled_from(LegalTitle),
    habilitated_by_state_on=DATES,
    habilitated_by_metropole_on=DATES,
    habilitation_ends_on=DATES,
)
OBJECTING = (
    {"role": None},
    {"is_platform_administrator": True},
    {"is_membership_active": False},
    {"is_partner_active": False},
    {"legal_title": LegalTitle.NONE},
    {"habilitated_by_state_on": None},
    {"habilitated_by_metropole_on": None},
    {"habilitation_ends_on": TODAY - timedelta(1)},
)


@given(FACTS)
def test_never_without_a_title_and_both_dates(facts):
    complete = (
        facts.legal_title != LegalTitle.NONE
        and facts.habilitated_by_state_on
        and facts.habilitated_by_metropole_on
    )
    if not complete or facts.is_platform_administrator or facts.roles_here & CO_PILOTS:
        assert not any(decision(facts) for decision in DECISIONS)


@given(FACTS, st.sampled_from(OBJECTING))
def test_a_fact_that_objects_never_opens(facts, change):
    for decision in DECISIONS:
        assert not decision(replace(facts, **change))


@given(FACTS)
def test_whoever_searches_or_sees_obstacles_sees_residents(facts):
    if search_decision(facts) or obstacles_decision(facts):
        assert residents_decision(facts)
    assert not (residents_decision(facts) and sees_aggregates_only(facts.roles_here | {facts.role}))


@pytest.mark.parametrize(
    ("followed", "district", "objections"),
    [({7}, 7, ()), (set(), 8, ()), ({7}, None, ()), ({7}, 8, (O.OTHER_DISTRICT,))],
)
def test_districts_narrow(followed, district, objections):
    assert district_decision(frozenset(followed), district).objections == objections


def test_who_steers_sees_numbers_only():
    assert sees_aggregates_only(frozenset({Role.CO_PILOT_STATE}))
    assert sees_aggregates_only(frozenset({Role.CO_PILOT_STATE, Role.PRESCRIBER}))
    assert sees_aggregates_only(frozenset())
    assert not sees_aggregates_only(frozenset({Role.READER, Role.PRESCRIBER}))

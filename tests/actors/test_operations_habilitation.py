"""Two sides, two persons, two dates; either withdraws. Nothing else opens people's data."""

from datetime import date, timedelta

import pytest

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.actors.enums import AccessObjection as A
from cite.actors.enums import HabilitationObjection as H
from cite.actors.enums import LegalTitle, PeopleAct, PilotSide
from cite.actors.enums import OrganizationKind as K
from cite.actors.operations import habilitation as operations
from cite.actors.permissions.people import (
    can_search_residents,
    can_see_obstacles,
    can_see_residents,
    sees_aggregates_only,
)
from cite.actors.queries.people import habilitations_to_decide
from cite.actors.rules.habilitation import Agreements, agreement_decision
from cite.audit.models import Entry
from cite.core.dates import today
from cite.notifications.models import Notice
from tests.factories.accounts import make_user
from tests.factories.actors import HABILITATED, make_administrator, make_member, make_partner
from tests.refusals import objections_to

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("agreements", "side", "person", "objections"),
    [
        (Agreements(), PilotSide.STATE, 1, ()),
        (Agreements(state=1), PilotSide.METROPOLE, 2, ()),
        (Agreements(state=1), PilotSide.STATE, 2, (H.ALREADY_GIVEN,)),
        (Agreements(state=1), PilotSide.METROPOLE, 1, (H.ONE_PERSON_ONE_SIDE,)),
        (Agreements(metropole=1), PilotSide.STATE, 1, (H.ONE_PERSON_ONE_SIDE,)),
    ],
)
def test_two_sides_two_persons(agreements, side, person, objections):
    decided = agreement_decision(agreements, side, person, LegalTitle.SOCIAL_ACTION)
    assert decided.objections == objections


pytestmark = pytest.mark.django_db


@pytest.fixture
def state(territory):
    return make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)


@pytest.fixture
def metropole(territory):
    return make_user("yanis", role=Role.CO_PILOT_METROPOLE, territory=territory)


@pytest.fixture
def partner(territory):
    return make_partner(territory, legal_title=LegalTitle.SOCIAL_ACTION)


def agree(partner, by, ends_on=None):
    partner.refresh_from_db()
    return operations.agree_to_habilitation(partner=partner, ends_on=ends_on, version=partner.version, by=by)


def fresh(membership):
    return type(membership).objects.select_related("partner", "user").get(pk=membership.pk)


def test_both_agree_and_the_organization_sees(partner, state, metropole):
    ines = make_member(partner)
    admin = make_administrator(partner)
    assert habilitations_to_decide(state, partner.territory) == [partner]
    agree(partner, state)
    assert habilitations_to_decide(state, partner.territory) == []
    member = fresh(ines)
    assert can_see_residents(member.user, member, today()).objections == (A.METROPOLE_HAS_NOT_AGREED,)
    assert not Notice.objects.filter(user=admin.user).exists()
    agree(partner, metropole)
    member = fresh(ines)
    for decision in (can_see_residents, can_search_residents, can_see_obstacles):
        assert decision(member.user, member, today())
    assert Notice.objects.filter(user=admin.user).count() == 1
    assert Entry.objects.filter(action=PeopleAct.AGREE_HABILITATION).count() == 2


def test_either_withdraws_and_it_closes_at_once(partner, state, metropole):
    ines = make_member(partner)
    agree(partner, state)
    agree(partner, metropole)
    partner.refresh_from_db()
    operations.withdraw_habilitation(partner=partner, version=partner.version, by=metropole)
    member = fresh(ines)
    assert can_see_residents(member.user, member, today()).objections == (
        A.STATE_HAS_NOT_AGREED,
        A.METROPOLE_HAS_NOT_AGREED,
    )
    partner.refresh_from_db()
    assert objections_to(
        operations.withdraw_habilitation, partner=partner, version=partner.version, by=state
    ) == (H.NOT_GIVEN,)


def test_who_does_not_habilitate(territory, partner, state):
    sofia = make_user("sofia", role=Role.COORDINATOR, territory=territory)
    alix = make_administrator(partner)
    for user in (sofia, alix.user, make_user("anne", is_staff=True)):
        assert H.CO_PILOTS_ONLY in objections_to(agree, partner, user)
    agree(partner, state)
    assert objections_to(agree, partner, state) == (H.ALREADY_GIVEN,)


def test_a_co_pilot_does_not_habilitate_her_own(territory):
    service = make_partner(territory, "DDETS", kind=K.DDETS, legal_title=LegalTitle.SOCIAL_ACTION)
    claire = make_member(service, "claire", role=Role.CO_PILOT_STATE)
    assert objections_to(agree, service, claire.user) == (H.OWN_ORGANIZATION,)


def test_nothing_to_agree_to_without_a_title(territory, state):
    assert objections_to(agree, make_partner(territory), state) == (H.NO_LEGAL_TITLE,)


@pytest.mark.parametrize("days", [-1, 0, 365 * 6])
def test_an_end_that_makes_no_sense(partner, state, days):
    assert objections_to(agree, partner, state, today() + timedelta(days=days)) == (H.BAD_END,)


def test_the_earlier_end_counts(partner, state, metropole):
    soon, late = today() + timedelta(days=30), today() + timedelta(days=300)
    agree(partner, state, soon)
    assert agree(partner, metropole, late).habilitation_ends_on == soon


def test_another_title_ends_what_was_agreed(partner, state, metropole):
    agree(partner, state)
    partner.refresh_from_db()
    changed = operations.set_legal_title(
        partner=partner,
        legal_title=LegalTitle.PUBLIC_EMPLOYMENT_SERVICE,
        version=partner.version,
        by=metropole,
    )
    assert changed.habilitated_by_state is None
    alix = make_administrator(partner)
    assert objections_to(
        operations.set_legal_title,
        partner=partner,
        legal_title=LegalTitle.SOCIAL_ACTION,
        version=changed.version,
        by=alix.user,
    ) == (H.MANAGERS_ONLY,)


def test_a_membership_is_one_own_and_in_force(territory):
    partner = make_partner(territory, **HABILITATED)
    ines, noe = make_member(partner), make_user("noe")
    assert can_see_residents(ines.user, ines, TODAY)
    assert can_see_residents(noe, ines, TODAY).objections == (A.NO_MEMBERSHIP,)
    assert can_see_residents(noe, None, TODAY).objections == (A.NO_MEMBERSHIP,)
    ines.state = "suspended"
    assert can_see_residents(ines.user, ines, TODAY).objections == (A.MEMBERSHIP_NOT_ACTIVE,)


def test_a_role_without_an_organization_opens_nothing(territory):
    nadia = make_user("nadia", role=Role.PRESCRIBER, territory=territory)
    assert can_see_residents(nadia, None, TODAY).objections == (A.NO_MEMBERSHIP,)


def test_a_platform_administrator_sees_no_file_even_as_a_prescriber(territory):
    anne = make_user("anne", is_staff=True)
    member = make_member(make_partner(territory, **HABILITATED), user=anne)
    assert can_see_residents(anne, member, TODAY).objections == (A.PLATFORM_ADMINISTRATOR,)
    assert sees_aggregates_only(anne, territory)


def test_a_co_pilot_elsewhere_sees_no_file_here_either(territory):
    member = make_member(make_partner(territory, **HABILITATED))
    service = make_partner(territory, "DDETS", kind=K.DDETS)
    make_member(service, user=member.user, role=Role.CO_PILOT_STATE)
    user = User.objects.get(pk=member.user_id)
    assert can_see_residents(user, member, TODAY).objections == (A.PILOTS_SEE_AGGREGATES,)

"""People come, change, are suspended and leave; somebody always manages the organization."""

from datetime import timedelta

import pytest

from cite.accounts.enums import Role
from cite.accounts.permissions import roles_of
from cite.actors.enums import MemberObjection as M
from cite.actors.enums import MembershipState, PartnerState, PeopleAct, RoleObjection
from cite.actors.enums import OrganizationKind as K
from cite.actors.models import JoinRequest, Membership
from cite.actors.operations import memberships as operations
from cite.actors.permissions.people import memberships_of
from cite.actors.signals import membership_left
from cite.audit.models import Entry
from cite.core.dates import now
from cite.core.models import SaveObjection
from cite.notifications.models import Notice
from tests.factories.accounts import make_user
from tests.factories.actors import make_administrator, make_member, make_partner
from tests.factories.territories import make_commune, make_district
from tests.refusals import objections_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(territory):
    return make_partner(territory)


@pytest.fixture
def alix(partner):
    return make_administrator(partner)


def fresh(user):
    return type(user).objects.get(pk=user.pk)


def change(member, by, **fields):
    values = {
        "role": member.role,
        "is_administrator": member.is_administrator,
        "districts": (),
        "job_title": "",
        "version": member.version,
    }
    return operations.change_member(membership=member, by=fresh(by), **values | fields)


def journaled(act) -> int:
    return Entry.objects.filter(action=act).count()


def test_a_member_brings_her_role_and_a_suspension_takes_it_at_once(partner, alix):
    ines = make_member(partner)
    assert roles_of(fresh(ines.user), partner.territory) == {Role.PRESCRIBER}
    operations.suspend_member(membership=ines, version=1, by=alix.user)
    assert roles_of(fresh(ines.user), partner.territory) == frozenset()
    assert journaled(PeopleAct.SUSPEND_MEMBER) == 1
    ines.refresh_from_db()
    operations.restore_member(membership=ines, version=ines.version, by=alix.user)
    assert roles_of(fresh(ines.user), partner.territory) == {Role.PRESCRIBER}
    assert Notice.objects.filter(user=ines.user).exists()


def test_a_suspended_organization_opens_nothing(partner, alix):
    partner.state = PartnerState.SUSPENDED
    partner.save()
    assert memberships_of(fresh(alix.user), partner.territory) == []
    assert roles_of(fresh(alix.user), partner.territory) == frozenset()


def test_the_last_administrator_cannot_leave_nor_be_suspended_nor_demoted(territory, partner, alix):
    pilot = make_user("pilote", role=Role.CO_PILOT_STATE, territory=territory)
    end = {"membership": alix, "successor": None, "version": 1}
    assert objections_to(operations.end_membership, **end, by=fresh(alix.user)) == (M.LAST_ADMINISTRATOR,)
    assert objections_to(operations.suspend_member, membership=alix, version=1, by=pilot) == (
        M.LAST_ADMINISTRATOR,
    )
    assert objections_to(change, member=alix, by=pilot, is_administrator=False) == (M.LAST_ADMINISTRATOR,)
    other = make_administrator(partner, "basile")
    operations.end_membership(**end, by=fresh(alix.user))
    assert objections_to(
        operations.end_membership, membership=other, successor=None, version=1, by=fresh(other.user)
    ) == (M.LAST_ADMINISTRATOR,)


def test_an_administrator_whose_account_is_closed_does_not_count(partner, alix):
    make_administrator(partner, "basile").user.__class__.objects.filter(email="basile@example.org").update(
        is_active=False
    )
    assert objections_to(
        operations.end_membership, membership=alix, successor=None, version=1, by=alix.user
    ) == (M.LAST_ADMINISTRATOR,)


def test_what_she_held_passes_to_her_successor(partner, alix):
    ines = make_member(partner)
    heard = []

    def hear(sender, membership, successor, by, **kwargs):
        heard.append((membership, successor, by))

    membership_left.connect(hear)
    try:
        gone = operations.end_membership(membership=ines, successor=alix, version=1, by=ines.user)
    finally:
        membership_left.disconnect(hear)
    assert heard == [(ines, alix, ines.user)]
    assert (gone.state, gone.handed_over_to, gone.is_administrator) == (MembershipState.LEFT, alix, False)
    assert gone.ended_on is not None


def test_the_successor_works_there(territory, partner, alix):
    elsewhere = make_member(make_partner(territory, "Centre social des Tilleuls"), "noe")
    ines = make_member(partner)
    for successor in (elsewhere, ines):
        assert objections_to(
            operations.end_membership, membership=ines, successor=successor, version=1, by=alix.user
        ) == (M.SUCCESSOR_ELSEWHERE,)


def test_who_left_may_come_back(partner, alix):
    ines = make_member(partner)
    operations.end_membership(membership=ines, successor=None, version=1, by=alix.user)
    ines.refresh_from_db()
    assert objections_to(change, member=ines, by=alix.user) == (M.HAS_LEFT,)
    back = operations.add_member(partner=partner, user=ines.user, role=Role.READER, by=alix.user)
    assert (back.pk, back.state, back.role, back.ended_on) == (ines.pk, "active", Role.READER, None)
    assert objections_to(
        operations.add_member, partner=partner, user=ines.user, role=Role.READER, by=alix.user
    ) == (M.ALREADY_MEMBER,)


def test_nobody_promotes_herself_nor_gives_more_than_she_may(territory, alix, partner):
    assert RoleObjection.NOT_TO_YOURSELF in objections_to(change, member=alix, by=alix.user, role=Role.READER)
    ines = make_member(partner)
    assert M.NOT_YOUR_TEAM in objections_to(change, member=ines, by=ines.user, is_administrator=True)
    assert objections_to(change, member=ines, by=alix.user, role=Role.COORDINATOR) == (
        RoleObjection.DOES_NOT_FIT,
        RoleObjection.NOT_YOURS_TO_GIVE,
    )


def test_an_administrator_touches_no_other_organization(territory, partner, alix):
    other = make_member(make_partner(territory, "Centre social des Tilleuls"), "noe")
    assert M.NOT_YOUR_TEAM in objections_to(change, member=other, by=alix.user)
    assert M.NOT_YOUR_TEAM in objections_to(
        operations.suspend_member, membership=other, version=1, by=alix.user
    )


def test_an_administrator_of_a_service_cannot_demote_its_co_pilot(territory):
    service = make_partner(territory, "DDETS fictive", kind=K.DDETS)
    boss = make_administrator(service, role=Role.READER)
    pilot = make_administrator(service, "claire", role=Role.CO_PILOT_STATE)
    assert objections_to(change, member=pilot, by=boss.user, role=Role.READER) == (
        RoleObjection.NOT_YOURS_TO_GIVE,
    )
    assert objections_to(operations.suspend_member, membership=pilot, version=1, by=fresh(boss.user)) == (
        RoleObjection.NOT_YOURS_TO_GIVE,
    )


def test_two_people_editing_the_same_member(partner, alix):
    ines = make_member(partner)
    change(ines, alix.user, job_title="Conseillère")
    assert objections_to(change, member=ines, by=alix.user, job_title="Directrice") == (
        SaveObjection.CHANGED_MEANWHILE,
    )


def test_districts_are_those_of_the_organization(partner, alix):
    commune = make_commune("42218", "Saint-Étienne")
    here, elsewhere = make_district(commune, code="QN1"), make_district(commune, code="QN2")
    partner.districts.add(here)
    ines = make_member(partner)
    assert objections_to(change, member=ines, by=alix.user, districts=[elsewhere]) == (M.DISTRICTS_ELSEWHERE,)
    change(ines, alix.user, districts=[here])
    assert list(ines.districts.all()) == [here]


def test_the_journal_keeps_the_names_of_the_fields_only(partner, alix):
    ines = make_member(partner)
    change(ines, alix.user, job_title="Conseillère secrète")
    entry = Entry.objects.get(action=PeopleAct.CHANGE_MEMBER)
    assert "secrète" not in str(vars(entry))


def test_a_person_asks_and_is_let_in(partner, alix):
    noe = make_user("noe")
    request = operations.request_to_join(partner=partner, role=Role.PRESCRIBER, message="Conseiller", by=noe)
    assert Notice.objects.filter(user=alix.user).exists()
    again = {"partner": partner, "role": Role.PRESCRIBER, "message": ""}
    assert objections_to(operations.request_to_join, **again, by=noe) == (M.ALREADY_ASKED,)
    member = operations.accept_join_request(request=request, role=Role.READER, version=1, by=alix.user)
    assert (member.user, member.role, member.is_administrator) == (noe, Role.READER, False)
    assert objections_to(operations.request_to_join, **again, by=noe) == (M.ALREADY_MEMBER,)
    request.refresh_from_db()
    assert M.STATE_CHANGED in objections_to(
        operations.decline_join_request, request=request, answer="", version=2, by=alix.user
    )


def test_a_request_is_declined_or_withdrawn(territory, partner, alix):
    noe, stranger = make_user("noe"), make_user("stranger")
    ask = {"partner": partner, "role": Role.READER, "message": ""}
    request = operations.request_to_join(**ask, by=noe)
    for by in (noe, stranger):
        assert objections_to(
            operations.accept_join_request, request=request, role=Role.READER, version=1, by=by
        )
    assert objections_to(operations.withdraw_join_request, request=request, version=1, by=stranger) == (
        M.NOT_YOUR_TEAM,
    )
    declined = operations.decline_join_request(
        request=request, answer="Vous n’êtes pas de la maison.", version=1, by=alix.user
    )
    assert declined.state == "declined"
    second = operations.request_to_join(**ask, by=noe)
    operations.withdraw_join_request(request=second, version=1, by=noe)
    assert Membership.objects.filter(user=noe).count() == 0


def test_requests_are_few_at_a_time(territory):
    noe = make_user("noe")
    for number in range(operations.MAX_WAITING_REQUESTS):
        operations.request_to_join(
            partner=make_partner(territory, f"Structure {number}"), role=Role.READER, message="", by=noe
        )
    assert objections_to(
        operations.request_to_join,
        partner=make_partner(territory, "Une de trop"),
        role=Role.READER,
        message="",
        by=noe,
    ) == (M.TOO_MANY_REQUESTS,)


def test_asking_and_taking_back_does_not_write_to_administrators_without_end(territory, partner):
    noe = make_user("noe")
    ask = {"partner": partner, "role": Role.READER, "message": "", "by": noe}
    for _turn in range(operations.MAX_REQUESTS_PER_DAY):
        request = operations.request_to_join(**ask)
        operations.withdraw_join_request(request=request, version=request.version, by=noe)
    assert objections_to(operations.request_to_join, **ask) == (M.ASKED_TOO_OFTEN,)
    JoinRequest.objects.update(created_at=now() - timedelta(hours=25))
    assert operations.request_to_join(**ask)


def test_a_new_name_is_found(partner):
    ines = make_member(partner)
    ines.user.full_name = "Inès Élégante"
    ines.user.save()
    ines.refresh_from_db()
    assert ines.search_key == "ines elegante"

"""The referent: proposed, accepted, handed over; one at a time; what ends when she stops sharing or somebody leaves."""

from datetime import UTC, date, datetime

import pytest

from cite.accounts.enums import Role
from cite.actors.enums import LegalTitle, PartnerState
from cite.actors.models import Partner
from cite.actors.operations.memberships import end_membership
from cite.core.decisions import Refused
from cite.core.free_text import FreeTextObjection
from cite.core.models import SaveObjection
from cite.notifications.models import Notice
from cite.pathways.enums.objections import PathwayObjection, ReferentObjection
from cite.pathways.enums.pathways import ReferentState
from cite.pathways.models import GroupMember, Refereeship
from cite.pathways.operations.groups import join_group, leave_group
from cite.pathways.operations.referents import (
    accept_referent,
    decline_referent,
    propose_referent,
    withdraw_referent,
)
from cite.pathways.permissions.pathways import can_write_pathway, visible_pathways
from cite.pathways.queries.lists import Seen, appointments_given, awaiting, to_do, without_referent
from cite.pathways.queries.page import next_appointments
from cite.pathways.queries.people import group_of, possible_members, referent_of
from cite.residents.enums.objections import ResidentObjection
from cite.residents.enums.sharing import Purpose, StopWay
from cite.residents.models import Sharing
from cite.residents.operations.sharing import stop
from tests.factories.accounts import make_user
from tests.factories.actors import make_administrator, make_member
from tests.factories.pathways import make_appointment, make_pathway
from tests.factories.residents import make_delays, make_resident, make_sharing

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 27)


def in_group(pathway):
    return [each.member for each in group_of(pathway)]


def refused(call, **kwargs):
    with pytest.raises(Refused) as caught:
        call(**kwargs)
    return caught.value.decision.objections


def told(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def shared(pathway, other_partner):
    """She shares with the second organization too, to be supported."""
    return make_sharing(pathway.resident, other_partner)


@pytest.fixture
def proposal(pathway, shared, ines, lea):
    return propose_referent(pathway=pathway, member=lea, by=ines, message="Elle habite près de chez vous.")


def test_a_proposal_changes_nothing_until_it_is_accepted(pathway, proposal, ines, lea):
    assert proposal.state == ReferentState.PROPOSED
    assert referent_of(pathway).member == ines
    assert told(lea.user) == ["pathways.referent_proposed"]


def test_twice_is_once(pathway, proposal, ines, lea):
    assert propose_referent(pathway=pathway, member=lea, by=ines) == proposal
    assert told(lea.user) == ["pathways.referent_proposed"]


def test_no_message_names_the_person(pathway, proposal, lea, ines):
    accept_referent(proposal=proposal, version=1, by=lea)
    for notice in Notice.objects.all():
        assert "Nadia" not in notice.subject + notice.body
        assert "Inventée" not in notice.subject + notice.body


def test_accepted_there_is_one_referent_and_the_former_reads_thirty_days(
    pathway, proposal, ines, lea, partner, territory
):
    accepted = accept_referent(proposal=proposal, version=proposal.version, by=lea)
    assert (accepted.state, accepted.since) == (ReferentState.ACTIVE, TODAY)
    assert referent_of(pathway).member == lea
    former = Refereeship.objects.get(member=ines)
    assert (former.state, former.until) == (ReferentState.ENDED, TODAY)
    assert told(ines.user) == ["pathways.referent_accepted"]
    open_now = Sharing.objects.filter(partner=partner, stopped_at=None)
    assert list(open_now.values_list("purpose", "ends_on")) == [(Purpose.HANDOVER, date(2026, 12, 27))]
    assert visible_pathways(ines.user, territory).get() == pathway
    assert can_write_pathway(ines.user, pathway).objections == (ResidentObjection.NOT_SHARED_TO_WRITE,)
    assert visible_pathways(ines.user, territory, date(2026, 12, 27)).exists()
    assert not visible_pathways(ines.user, territory, date(2026, 12, 28)).exists()


def test_the_former_one_reads_as_long_as_both_co_pilots_set(proposal, ines, lea, partner, territory):
    make_delays(territory, ines.user, values={"handover_days": 14}, in_force_on=TODAY)
    accept_referent(proposal=proposal, version=proposal.version, by=lea)
    assert Sharing.objects.get(partner=partner, stopped_at=None).ends_on == date(2026, 12, 11)


def unfilled(member, territory) -> int:
    return awaiting(Seen.by(member.user, territory, TODAY)).unfilled


def test_after_a_hand_over_who_came_is_asked_of_the_referent_who_may_say_it(
    pathway, proposal, ines, omar, lea, territory
):
    make_appointment(pathway, ines)
    make_appointment(pathway, lea)
    assert (unfilled(ines, territory), unfilled(lea, territory)) == (1, 1)
    accept_referent(proposal=proposal, version=proposal.version, by=lea)
    assert (unfilled(ines, territory), unfilled(lea, territory), unfilled(omar, territory)) == (0, 2, 0)
    assert len(to_do(Seen.by(lea.user, territory, TODAY))[0]) == 2


def test_who_came_to_somebody_who_left_is_asked_of_her_successor(pathway, ines, omar, partner, territory):
    make_appointment(pathway, ines)
    coming = make_appointment(pathway, ines, at=datetime(2026, 12, 4, 9, tzinfo=UTC))
    boss = make_administrator(partner, "alix")
    end_membership(membership=ines, version=ines.version, by=boss.user, successor=omar)
    assert unfilled(omar, territory) == 0
    proposal = Refereeship.objects.get(pathway=pathway, member=omar)
    accept_referent(proposal=proposal, version=proposal.version, by=omar)
    assert unfilled(omar, territory) == 1
    assert [(each, each.is_held) for each in next_appointments(pathway)] == [(coming, False)]
    assert appointments_given(omar.user, territory) == [coming]


def test_accepted_twice_is_once(proposal, lea, ines):
    accept_referent(proposal=proposal, version=proposal.version, by=lea)
    accept_referent(proposal=proposal, version=proposal.version, by=lea)
    assert told(ines.user) == ["pathways.referent_accepted"]
    assert Refereeship.objects.filter(state=ReferentState.ACTIVE).count() == 1


def test_an_organization_that_stays_in_the_group_goes_on_writing(pathway, proposal, ines, omar, lea):
    join_group(pathway=pathway, member=omar, by=ines)
    accept_referent(proposal=proposal, version=proposal.version, by=lea)
    assert can_write_pathway(ines.user, pathway)
    assert (referent_of(pathway).member, in_group(pathway)) == (lea, [omar])


def test_within_an_organization_everybody_goes_on_writing(pathway, ines, omar):
    proposal = propose_referent(pathway=pathway, member=omar, by=ines)
    accept_referent(proposal=proposal, version=proposal.version, by=omar)
    assert can_write_pathway(ines.user, pathway)
    assert Sharing.objects.filter(stopped_at=None).get().purpose == Purpose.SUPPORT


def test_declined_the_referent_stays(pathway, proposal, ines, lea):
    declined = decline_referent(proposal=proposal, version=proposal.version, by=lea)
    decline_referent(proposal=proposal, version=proposal.version, by=lea)
    assert declined.state == ReferentState.DECLINED
    assert referent_of(pathway).member == ines
    assert told(ines.user) == ["pathways.referent_declined"]
    objections = refused(accept_referent, proposal=proposal, version=declined.version, by=lea)
    assert objections == (ReferentObjection.NO_LONGER_PROPOSED,)


def test_only_whom_it_was_proposed_to_answers(proposal, omar, ines):
    for answer in (accept_referent, decline_referent):
        objections = refused(answer, proposal=proposal, version=proposal.version, by=omar)
        assert objections == (ReferentObjection.NOT_YOURS_TO_ANSWER,)


def test_withdrawn_it_waits_no_more(pathway, proposal, ines, lea):
    withdraw_referent(proposal=proposal, by=ines)
    withdraw_referent(proposal=proposal, by=ines)
    assert refused(accept_referent, proposal=proposal, version=1, by=lea) == (SaveObjection.GONE_MEANWHILE,)


def test_a_stopped_sharing_stands_against_the_acceptance(proposal, shared, lea):
    stop(sharing=shared, how=StopWay.LINK)
    assert refused(accept_referent, proposal=proposal, version=1, by=lea) == (SaveObjection.GONE_MEANWHILE,)


@pytest.mark.parametrize(
    ("role", "is_shared", "objections"),
    [
        (Role.PRESCRIBER, False, (ReferentObjection.NOT_SHARED,)),
        (Role.CARRIER, True, (ReferentObjection.SEES_NOBODY,)),
        (Role.CO_PILOT_STATE, False, (ReferentObjection.SEES_NOBODY, ReferentObjection.NOT_SHARED)),
    ],
)
def test_who_may_follow_somebody(pathway, ines, other_partner, role, is_shared, objections):
    if is_shared:
        make_sharing(pathway.resident, other_partner)
    member = make_member(other_partner, "zoe", role=role)
    assert refused(propose_referent, pathway=pathway, member=member, by=ines) == objections
    assert refused(join_group, pathway=pathway, member=member, by=ines) == objections
    assert member not in possible_members(pathway)


def test_another_organization_does_not_take_somebody_from_her_referent(pathway, shared, lea):
    objections = refused(propose_referent, pathway=pathway, member=lea, by=lea)
    assert objections == (ReferentObjection.REFERENT_HANDS_OVER,)


CLOSED_TO_HER = [
    {"state": PartnerState.LEFT},
    {"state": PartnerState.SUSPENDED},
    {"legal_title": LegalTitle.NONE},
    {"habilitated_by_state_on": None},
]


@pytest.mark.parametrize("change", CLOSED_TO_HER, ids="-".join)
def test_a_referent_who_may_follow_her_no_more_keeps_nobody_from_it(pathway, shared, partner, lea, change):
    """She would have been lost: seen as without a referent, and taken by nobody."""
    Partner.objects.filter(pk=partner.pk).update(**change)
    assert propose_referent(pathway=pathway, member=lea, by=lea).state == ReferentState.ACTIVE
    assert referent_of(pathway).member == lea


@pytest.mark.parametrize("change", CLOSED_TO_HER[:3], ids="-".join)
def test_a_hand_over_is_accepted_after_the_former_organization_has_left(proposal, partner, lea, change):
    """Thirty days of reading are for an organization that may read: it had none, and nobody could accept."""
    Partner.objects.filter(pk=partner.pk).update(**change)
    assert accept_referent(proposal=proposal, version=1, by=lea).state == ReferentState.ACTIVE
    assert not Sharing.objects.filter(partner=partner, stopped_at=None).exists()


def test_somebody_without_a_referent_is_taken_at_once(resident, ines, omar):
    pathway = make_pathway(resident, ines, has_referent=False)
    taken = propose_referent(pathway=pathway, member=omar, by=omar)
    assert taken.state == ReferentState.ACTIVE
    assert referent_of(pathway).member == omar
    assert told(omar.user) == []


def test_a_message_holds_no_social_security_number(pathway, shared, ines, lea):
    objections = refused(
        propose_referent, pathway=pathway, member=lea, by=ines, message="2 85 05 78 006 084 91"
    )
    assert objections == (FreeTextObjection.SOCIAL_SECURITY_NUMBER,)


def test_nothing_is_proposed_for_a_pathway_that_ended(resident, ines, omar):
    closed = make_pathway(resident, ines, closed_on=TODAY)
    assert refused(propose_referent, pathway=closed, member=omar, by=ines) == (PathwayObjection.CLOSED,)


def test_she_stops_sharing_and_nobody_there_follows_her_any_more(
    pathway, shared, ines, omar, lea, partner, territory
):
    coordinator = make_user("cora", role=Role.COORDINATOR, territory=territory)
    join_group(pathway=pathway, member=omar, by=ines)
    join_group(pathway=pathway, member=lea, by=ines)
    sharing = Sharing.objects.get(partner=partner)
    stop(sharing=sharing, how=StopWay.LINK)
    assert referent_of(pathway) is None
    assert in_group(pathway) == [lea]
    assert GroupMember.objects.get(member=omar).until == TODAY
    assert not visible_pathways(ines.user, territory).exists()
    notice = Notice.objects.get(user=coordinator)
    assert notice.kind == "pathways.no_referent"
    assert str(partner) in notice.subject
    orphans = without_referent(territory, is_training=True)
    assert [(each.partner, each.number) for each in orphans] == [(partner, 1)]


def test_another_purpose_stopped_ends_nothing(pathway, ines, partner):
    stop(sharing=make_sharing(pathway.resident, partner, Purpose.REVIEW), how=StopWay.LINK)
    assert referent_of(pathway).member == ines


def test_whoever_leaves_is_replaced_by_her_successor_who_accepts(pathway, ines, omar, partner, territory):
    coordinator = make_user("cora", role=Role.COORDINATOR, territory=territory)
    boss = make_administrator(partner, "alix")
    join_group(pathway=make_pathway(make_resident(omar), omar), member=ines, by=omar)
    end_membership(membership=ines, version=ines.version, by=boss.user, successor=omar)
    assert referent_of(pathway) is None
    assert not GroupMember.objects.filter(member=ines, until=None).exists()
    proposal = Refereeship.objects.get(pathway=pathway, member=omar)
    assert proposal.state == ReferentState.PROPOSED
    assert "pathways.referent_proposed" in told(omar.user)
    assert told(coordinator) == ["pathways.no_referent"]
    accept_referent(proposal=proposal, version=proposal.version, by=omar)
    assert referent_of(pathway).member == omar


def test_a_successor_who_follows_nobody_is_not_asked(pathway, ines, partner, territory):
    """Proposed to whoever signs for the structure, it could be accepted by nobody, and seemed to be somebody’s."""
    boss = make_administrator(partner, "alix")
    signs = make_member(partner, "presidente", role=Role.LEGAL_REPRESENTATIVE)
    end_membership(membership=ines, version=ines.version, by=boss.user, successor=signs)
    assert not Refereeship.objects.filter(member=signs).exists()
    assert [each.number for each in without_referent(territory, is_training=True)] == [1]


def test_whoever_proposed_to_somebody_who_leaves_is_told(proposal, lea, ines, other_partner):
    boss = make_administrator(other_partner, "alix")
    end_membership(membership=lea, version=lea.version, by=boss.user, successor=None)
    assert not Refereeship.objects.filter(pk=proposal.pk).exists()
    assert told(ines.user) == ["pathways.referent_declined"]
    assert referent_of(proposal.pathway).member == ines


def test_whoever_leaves_without_a_successor_leaves_nobody_unseen(pathway, ines, partner, territory):
    boss = make_administrator(partner, "alix")
    end_membership(membership=ines, version=ines.version, by=boss.user, successor=None)
    assert referent_of(pathway) is None
    assert [each.number for each in without_referent(territory, is_training=True)] == [1]
    assert visible_pathways(boss.user, territory).get() == pathway


def test_one_joins_and_leaves_the_group_once(pathway, ines, omar):
    joined = join_group(pathway=pathway, member=omar, by=ines, part="Permis")
    assert join_group(pathway=pathway, member=omar, by=ines, part="Permis") == joined
    assert told(omar.user) == ["pathways.joined_group"]
    objections = refused(join_group, pathway=pathway, member=omar, by=ines, part="Autre chose")
    assert objections == (ReferentObjection.ALREADY_IN_GROUP,)
    leave_group(group_member=joined, by=ines)
    leave_group(group_member=joined, by=ines)
    assert (referent_of(pathway).member, in_group(pathway)) == (ines, [])

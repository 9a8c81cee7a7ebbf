"""An invitation serves once, to one address, while whoever sent it may still give what it offers."""

import re
from datetime import timedelta

import pytest

from cite.accounts.enums import Role
from cite.accounts.models import Link, User
from cite.accounts.queries import open_link
from cite.actors.enums import InvitationState, PeopleAct, RoleObjection
from cite.actors.enums import MemberObjection as M
from cite.actors.enums import OrganizationKind as K
from cite.actors.models import Invitation, Membership
from cite.actors.operations import invitations as operations
from cite.actors.operations.memberships import suspend_member
from cite.actors.queries.invitations import invitation_of
from cite.actors.rules.invitations import INVITATION_PURPOSE, expires_soon
from cite.actors.tasks import close_expired_invitations
from cite.audit.models import Entry
from cite.core.dates import now
from cite.notifications.models import Message
from tests.factories.accounts import make_user
from tests.factories.actors import make_administrator, make_member, make_partner
from tests.refusals import objections_to

pytestmark = pytest.mark.django_db
EMAIL = "noe.arrive@example.org"


@pytest.fixture
def partner(territory):
    return make_partner(territory)


@pytest.fixture
def alix(partner):
    return make_administrator(partner)


@pytest.fixture
def pilot(territory):
    return make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)


def fresh(user):
    return User.objects.get(pk=user.pk)


def last_token() -> str:
    body = Message.objects.filter(kind="actors.invitation").order_by("-pk").first().body
    return re.search(r"/invitation/([\w-]{43})/", body).group(1)


def invite(partner, by, **fields):
    return operations.invite(
        **{"partner": partner, "email": EMAIL, "role": Role.PRESCRIBER, "by": by} | fields
    )


def the_link():
    return open_link(token=last_token(), purpose=INVITATION_PURPOSE)


def expire(invitation):
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=now() - timedelta(minutes=1))


def test_who_reads_the_mail_joins_with_a_new_account(partner, alix):
    invitation = invite(partner, alix.user, email=f"  {EMAIL.upper()} ", is_administrator=True)
    assert invitation.email == EMAIL
    link = the_link()
    assert objections_to(operations.accept_invitation, link=link, full_name=" ") == (M.NAME_NEEDED,)
    arrival = operations.accept_invitation(link=link, full_name="Noé Arrive")
    member = arrival.membership
    assert arrival.is_new_account
    assert (member.user.email, member.user.full_name, member.user.is_staff) == (EMAIL, "Noé Arrive", False)
    assert (member.role, member.is_administrator, member.partner) == (Role.PRESCRIBER, True, partner)
    assert not member.user.has_usable_password()
    acts = set(Entry.objects.values_list("action", flat=True))
    assert {PeopleAct.INVITE, PeopleAct.ACCEPT_INVITATION, PeopleAct.ADD_MEMBER} <= acts


def test_an_organization_has_so_many_waiting_and_no_more(partner, alix, settings):
    settings.INVITATIONS_WAITING_MAX = 2
    first = invite(partner, alix.user, email="a@example.org")
    invite(partner, alix.user, email="b@example.org")
    assert objections_to(invite, partner, alix.user) == (M.TOO_MANY_INVITATIONS,)
    operations.revoke_invitation(invitation=first, version=first.version, by=alix.user)
    assert invite(partner, alix.user)


def test_a_person_sends_so_many_a_day_the_same_one_again_too(partner, alix, pilot, settings):
    settings.INVITATIONS_SENT_PER_DAY = 2
    invitation = invite(partner, alix.user, email="a@example.org")
    operations.resend_invitation(invitation=invitation, version=1, by=alix.user)
    assert objections_to(invite, partner, alix.user) == (M.TOO_MANY_SENT,)
    assert objections_to(operations.resend_invitation, invitation=invitation, version=2, by=alix.user) == (
        M.TOO_MANY_SENT,
    )
    assert invite(partner, pilot)
    Link.objects.update(created_at=now() - timedelta(hours=25))
    assert invite(partner, alix.user, email="b@example.org")


def test_a_link_serves_once(partner, alix):
    invite(partner, alix.user)
    link = the_link()
    operations.accept_invitation(link=link, full_name="Noé")
    assert open_link(token=last_token(), purpose=INVITATION_PURPOSE) is None
    assert M.STATE_CHANGED in objections_to(operations.accept_invitation, link=link, full_name="Noé")
    assert Membership.objects.filter(user__email=EMAIL).count() == 1


def test_an_account_that_exists_keeps_its_name_and_needs_none(partner, alix):
    noe = User.objects.create_user(EMAIL, full_name="Noé Ancien")
    invite(partner, alix.user)
    arrival = operations.accept_invitation(link=the_link(), full_name="Autre Nom")
    assert not arrival.is_new_account
    assert fresh(noe).full_name == "Noé Ancien"


def test_it_is_for_one_address(partner, alix):
    invite(partner, alix.user)
    other = make_user("other")
    assert objections_to(operations.accept_invitation, link=the_link(), user=other, full_name="X") == (
        M.OTHER_ADDRESS,
    )
    assert objections_to(operations.decline_invitation, link=the_link(), user=other) == (M.OTHER_ADDRESS,)


def test_a_closed_account_does_not_open_again(partner, alix):
    User.objects.create_user(EMAIL, is_active=False)
    invite(partner, alix.user)
    assert objections_to(operations.accept_invitation, link=the_link()) == (M.ACCOUNT_CLOSED,)


def test_declining_opens_no_account(partner, alix):
    invite(partner, alix.user)
    operations.decline_invitation(link=the_link())
    assert Invitation.objects.get().state == InvitationState.DECLINED
    assert not User.objects.filter(email=EMAIL).exists()


def test_a_revoked_invitation_opens_nothing(partner, alix):
    invitation = invite(partner, alix.user)
    link = the_link()
    operations.revoke_invitation(invitation=invitation, version=1, by=alix.user)
    assert the_link() is None
    assert M.STATE_CHANGED in objections_to(operations.accept_invitation, link=link, full_name="Noé")


def test_sending_again_replaces_the_link(partner, alix):
    invitation = invite(partner, alix.user)
    first = last_token()
    operations.resend_invitation(invitation=invitation, version=1, by=alix.user)
    assert last_token() != first
    assert open_link(token=first, purpose=INVITATION_PURPOSE) is None
    assert invitation_of(the_link()) == invitation


def test_time_closes_it_and_it_may_be_sent_again(partner, alix):
    invitation = invite(partner, alix.user)
    link = the_link()
    expire(invitation)
    assert invitation_of(link) is None
    assert M.STATE_CHANGED in objections_to(operations.accept_invitation, link=link, full_name="Noé")
    assert close_expired_invitations.func() == 1
    assert close_expired_invitations.func() == 0
    invitation.refresh_from_db()
    assert invitation.state == InvitationState.EXPIRED
    again = operations.resend_invitation(invitation=invitation, version=invitation.version, by=alix.user)
    assert again.state == InvitationState.PENDING


def test_a_member_is_not_invited_nor_an_address_twice(partner, alix):
    ines = make_member(partner)
    assert objections_to(invite, partner, alix.user, email=ines.user.email) == (M.ALREADY_MEMBER,)
    assert objections_to(invite, partner, alix.user, email=alix.user.email.upper()) == (M.ALREADY_MEMBER,)
    invite(partner, alix.user)
    assert objections_to(invite, partner, alix.user) == (M.ALREADY_INVITED,)


def test_what_one_may_offer(territory, partner, alix, pilot):
    metropole = make_partner(territory, "Métropole fictive", kind=K.METROPOLE)
    assert objections_to(invite, metropole, pilot, role=Role.CO_PILOT_METROPOLE) == (
        RoleObjection.EACH_PILOT_ITS_OWN,
    )
    assert invite(metropole, pilot, role=Role.COORDINATOR)
    assert objections_to(invite, partner, alix.user, role=Role.CO_PILOT_STATE) == (
        RoleObjection.DOES_NOT_FIT,
        RoleObjection.NOT_YOURS_TO_GIVE,
    )
    assert M.NOT_YOUR_TEAM in objections_to(
        invite, metropole, fresh(alix.user), role=Role.READER, email="a@b.fr"
    )
    ines = make_member(partner)
    assert M.NOT_YOUR_TEAM in objections_to(invite, partner, ines.user, role=Role.READER, email="a@b.fr")


def test_the_platform_administrator_calls_the_co_pilots_only(territory, partner):
    anne = make_user("anne", is_staff=True)
    service = make_partner(territory, "DDETS fictive", kind=K.DDETS)
    assert invite(service, anne, role=Role.CO_PILOT_STATE)
    assert objections_to(invite, partner, anne, role=Role.PRESCRIBER) == (RoleObjection.NOT_YOURS_TO_GIVE,)


def test_who_lost_her_rights_invites_no_more(partner, alix, pilot):
    """The invitation she sent before opens nothing: it is asked again when it is accepted."""
    make_administrator(partner, "basile")
    invite(partner, alix.user)
    suspend_member(membership=alix, version=1, by=pilot)
    assert M.NOT_YOUR_TEAM in objections_to(operations.accept_invitation, link=the_link(), full_name="Noé")


def test_an_organization_that_is_not_active_invites_nobody(partner, alix, pilot):
    partner.state = "suspended"
    partner.save()
    assert objections_to(invite, partner, pilot) == (M.PARTNER_NOT_ACTIVE,)


def test_no_address_in_the_journal(partner, alix):
    invite(partner, alix.user)
    operations.accept_invitation(link=the_link(), full_name="Noé")
    for entry in Entry.objects.all():
        assert last_token() not in str(vars(entry))


@pytest.mark.parametrize(("days", "soon"), [(-1, False), (1, True), (3, True), (4, False)])
def test_expires_soon(days, soon):
    moment = now()
    assert expires_soon(moment + timedelta(days=days), moment) == soon

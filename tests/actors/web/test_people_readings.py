"""Whoever reads the name or the address of a person leaves a line, whatever the page."""

import pytest
from django.urls import reverse

from cite.accounts.enums import Role
from cite.actors.enums import PeopleAct
from cite.actors.operations.invitations import invite
from cite.actors.operations.memberships import request_to_join
from cite.audit.models import Entry
from tests.factories.accounts import make_user
from tests.factories.actors import make_administrator, make_member, make_partner

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner(territory):
    return make_partner(territory)


@pytest.fixture
def alix(partner):
    return make_administrator(partner)


@pytest.fixture
def page(client, alix):
    client.force_login(alix.user)
    return client


def lines(act) -> list[Entry]:
    return list(Entry.objects.filter(action=act))


def test_the_address_of_an_invitation(page, partner, alix):
    invitation = invite(partner=partner, email="noe@example.org", role=Role.READER, by=alix.user)
    page.get(reverse("actors:invitation-manage", args=[invitation.uuid]))
    (line,) = lines(PeopleAct.READ_INVITATION)
    assert (line.by_uuid, line.target_uuid) == (alix.user.uuid, invitation.uuid)
    assert "noe@example.org" not in line.target_label + line.payload


def test_what_a_person_wrote_to_join(page, partner, alix):
    noe = make_user("noe")
    request = request_to_join(partner=partner, role=Role.PRESCRIBER, message="Bonjour", by=noe)
    page.get(reverse("actors:request", args=[request.uuid]))
    (line,) = lines(PeopleAct.READ_REQUEST)
    assert (line.by_uuid, line.person_uuid) == (alix.user.uuid, noe.uuid)


def test_the_colleagues_who_may_take_over(page, partner):
    ines = make_member(partner, "ines")
    page.get(reverse("actors:member-end", args=[ines.uuid]))
    assert len(lines(PeopleAct.READ_MEMBERS)) == 1


def test_the_names_that_the_search_found_and_only_those(page, partner):
    make_member(partner, "ines")
    page.post("/recherche/", {"q": "zzzzzz"})
    assert not lines(PeopleAct.FIND_PEOPLE)
    page.post("/recherche/", {"q": "ines"})
    (line,) = lines(PeopleAct.FIND_PEOPLE)
    assert "ines" not in line.payload.lower() + line.target_label.lower()

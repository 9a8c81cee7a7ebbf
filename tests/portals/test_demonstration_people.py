"""The people of the demonstration: one per role where that role fits; opened again, they are the same."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django_scopes import scope

from cite.accounts.enums import Role
from cite.accounts.models import User
from cite.accounts.permissions import roles_of
from cite.actors.models import Commitment, CommitmentText, Invitation, Membership, Partner
from cite.actors.permissions.people import can_see_residents
from cite.actors.rules.roles import fit_decision
from cite.audit.models import Entry
from cite.core.dates import today
from cite.notifications.enums import MessageState
from cite.notifications.models import Message, Notice
from cite.portals.management.demonstration import PEOPLE
from cite.tenancy.models import Territory
from tests.undoing import undone

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def opened(django_db_setup, django_db_blocker) -> Iterator[Territory]:
    """Open the demonstration of a Cité without a map, once for all the tests of this file."""
    with django_db_blocker.unblock(), undone():
        cite = Territory.objects.create(
            name="Saint-Étienne Métropole", slug="saint-etienne-metropole", epci_code="244200770"
        )
        with scope(territory=cite):
            call_command("seed_demo")
        yield cite


@pytest.fixture
def demonstration(opened, db) -> Iterator[Territory]:
    """The demonstration as it was opened, whatever the tests before this one did of it."""
    with scope(territory=opened):
        yield opened


def count() -> list[int]:
    models = (User, Partner, Membership, CommitmentText, Commitment, Invitation, Entry)
    return [model.objects.count() for model in models]


def test_one_person_per_role_in_an_organization_that_fits(demonstration):
    assert {person.role for person in PEOPLE} == set(Role)
    for member in Membership.objects.select_related("user", "partner__organization"):
        assert member.role in roles_of(member.user, demonstration)
        assert fit_decision(Role(member.role), member.partner.organization.kind)
    assert User.objects.filter(is_staff=True).count() == 1


def test_run_again_it_changes_nothing(demonstration):
    before = count()
    call_command("seed_demo")
    with scope(territory=demonstration):
        assert count() == before


def test_nothing_leaves_for_people_who_do_not_exist(demonstration):
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.CANCELED}
    assert Notice.objects.exists()


def test_prescribers_are_habilitated_and_some_have_signed(demonstration):
    for member in Membership.objects.select_related("user", "partner").filter(role=Role.PRESCRIBER):
        assert can_see_residents(member.user, member, today()), member
    assert Commitment.objects.count() == 2
    assert CommitmentText.objects.get().state == "published"

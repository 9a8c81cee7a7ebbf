"""The demonstration: a call, its files and the offer at every moment of their lives; run again, it changes nothing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django_scopes import scope

from cite.accounts.enums import CO_PILOTS
from cite.actors.models import Membership
from cite.audit.models import Entry
from cite.core.dates import today
from cite.core.masking import LEAST
from cite.directory.enums import ServiceState
from cite.directory.models import Intake, Service, ServiceFacet
from cite.dropout.models import Alert
from cite.grants.enums import ApplicationState, EditionState
from cite.grants.models import Application, Award, CallEdition, CallForProjects, Envelope, Simulation
from cite.grants.permissions.awards import can_decide_for
from cite.grants.queries.open_data import datasets_of
from cite.grants.rules.open_data import faults_of_row
from cite.meetings.models import Meeting
from cite.meetings.queries.meetings import upcoming_meetings
from cite.notifications.models import Message
from cite.pathways.enums.pathways import ExitClass, Presence
from cite.pathways.models import Appointment, Exit, Pathway
from cite.referrals.models import Introduction, OutcomeNote, Referral
from cite.residents.models import Resident
from cite.reviews.enums import REVIEW
from cite.reviews.models import Proposal, Situation
from cite.reviews.permissions import who_may_do
from cite.tenancy.models import Territory
from cite.territories.operations.reference_data import load_territory
from tests.grants import sums
from tests.undoing import undone

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def opened(django_db_setup, django_db_blocker) -> Iterator[Territory]:
    """Open it where the districts are loaded, once for all the tests of this file: it takes seconds."""
    with django_db_blocker.unblock(), undone():
        cite = load_territory(folder=settings.REFERENCE_DATA_DIR).territory
        call_command("seed_demo")
        yield cite


@pytest.fixture
def whole(opened, db) -> Iterator[Territory]:
    """The demonstration as it was opened, whatever the tests before this one did of it."""
    with scope(territory=opened):
        yield opened


def test_a_call_shows_a_file_at_every_moment_of_its_life(whole):
    states = sorted(Application.objects.values_list("state", flat=True))
    assert states == sorted(ApplicationState.values)
    assert CallEdition.objects.get().state == EditionState.PUBLISHED
    granted = Award.objects.filter(state="published", outcome="partial")
    assert sum(award.amount for award in granted) == sum(e.committed for e in Envelope.objects.all())
    before = [model.objects.count() for model in (Application, Award, Entry, Message)]
    call_command("seed_demo")
    with scope(territory=whole):
        assert [model.objects.count() for model in (Application, Award, Entry, Message)] == before


def test_its_offer_covers_every_district_and_shows_every_state(whole):
    assert Service.objects.count() == 68
    assert set(Service.objects.values_list("state", flat=True)) == set(ServiceState)
    assert Service.objects.filter(needs_review=True).count() == 1
    assert Service.objects.filter(state=ServiceState.PUBLISHED, shown_until__lt=today()).count() == 1
    assert ServiceFacet.objects.filter(facet="district").values("code").distinct().count() == 20
    assert Intake.objects.count() == 6
    assert {service.quality for service in Service.objects.filter(state=ServiceState.PUBLISHED)} == {100}
    call_command("seed_demo")
    with scope(territory=whole):
        assert (Service.objects.count(), Intake.objects.count()) == (68, 6)


def test_its_call_tells_the_same_sums_everywhere(whole):
    call = CallForProjects.objects.get()
    deciders = {}
    for envelope in Envelope.objects.filter(call=call).select_related("funder__territory"):
        people = (row.user for row in Membership.objects.filter(role__in=CO_PILOTS).select_related("user"))
        deciders[envelope.funder_id] = next(one for one in people if can_decide_for(one, envelope.funder))
    assert len(deciders) >= 2
    sums.of_call(call, deciders, today())


def test_its_open_data_has_the_grant_above_the_threshold(whole):
    (dataset,) = datasets_of(whole)
    (row,) = dataset.rows
    assert (row["nomBeneficiaire"], row["montant"], dataset.left_out) == (
        "Centre social Les Glycines",
        "25500.00",
        0,
    )
    assert faults_of_row(row) == []


def test_its_simulations_wait_to_be_compared(whole):
    assert sorted(map(str, Simulation.objects.all())) == ["Ce qui est demandé", "L’avis du comité"]


def test_a_hundred_and_fifty_invented_people_have_lived_a_year(whole):
    residents, pathways = Resident.objects.filter(is_training=True), Pathway.objects
    assert (residents.count(), pathways.count()) == (150, 150)
    assert pathways.filter(opened_on__lt=today() - timedelta(days=300)).exists()
    assert set(Appointment.objects.values_list("presence", flat=True)) >= {Presence.PRESENT, Presence.ABSENT}
    assert Exit.objects.filter(exit_class=ExitClass.LASTING_JOB).exists()
    assert Introduction.objects.filter(state="met").exists()


def test_referrals_were_followed_to_the_end_and_the_coordination_has_silences_to_break(whole):
    silent = Referral.objects.filter(state="sent")
    assert silent.exclude(coordination_warned_on=None).exclude(reminders_sent=0).exists()
    said = OutcomeNote.objects.exclude(outcome="")
    assert set(said.values_list("outcome", flat=True)) >= {"solved", "partly", "ongoing", "stopped"}
    assert Referral.objects.filter(state="met").exclude(need="work").exists()


def test_enough_people_dropped_out_for_the_past_tried_again_to_tell_it(whole):
    assert Exit.objects.filter(exit_class=ExitClass.LOST).count() >= LEAST


def test_what_is_to_be_looked_at_is_told_for_several_reasons(whole):
    told = {row["sign"] for signs in Alert.objects.values_list("signs", flat=True) for row in signs}
    assert told >= {"silence", "absences", "nothing_after", "referral_unanswered", "without_referent"}
    assert (
        Alert.objects.filter(closed_on=None).exists() and Alert.objects.filter(closing="false_alert").exists()
    )


def test_each_participant_of_the_next_review_hears_of_somebody_whom_a_colleague_follows(whole):
    coming = upcoming_meetings(Meeting.objects.filter(kind=REVIEW)).get()
    situations = Situation.objects.filter(meeting=coming).select_related("added_by", "pathway", "meeting")
    heard = {who.user_id for each in situations for who in who_may_do(each) if who != each.added_by}
    there = Membership.objects.filter(pk__in=situations.values("added_by")).values_list("user_id", flat=True)
    assert heard == set(there) and len(heard) > 1
    assert Proposal.objects.filter(situation__meeting=coming).exists()

"""A referral canceled by mistake goes on: from where it was, told again to whoever was told that it ended."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from cite.accounts.models import Link
from cite.core.text import search_key
from cite.opening.enums import ServiceState
from cite.referrals.enums.acts import ReferralObjection
from cite.referrals.enums.referrals import EventKind, ReferralState
from cite.referrals.models import Referral
from cite.referrals.operations import answers, referrals
from cite.referrals.operations.answers import Answerer
from cite.referrals.operations.resuming import resume
from cite.referrals.permissions.referrals import person_of
from cite.referrals.rules.decisions import state_before
from cite.residents.enums.people import Channel
from cite.residents.enums.sharing import Purpose, StopWay
from cite.residents.models import Sharing
from cite.residents.operations.sharing import stop
from tests.factories.opening import make_in_service
from tests.referrals.conftest import MONDAY, kinds, light, messages, objections, send

AT = datetime(2026, 11, 10, 14, tzinfo=UTC)


@pytest.fixture
def canceled(ines, service, amina, yanis):
    """The structure had fixed an appointment."""
    referral = send(ines, service, resident=amina)
    answers.appoint(referral=referral, version=referral.version, by=Answerer(user=yanis.user), at=AT)
    return referrals.cancel(referral=referral, by=ines.user)


def test_it_goes_on_from_where_it_was_and_the_structure_is_told_again(canceled, ines, yanis):
    assert not Link.objects.filter(revoked_at=None).exists()
    before = messages()
    resumed = resume(referral=canceled, by=ines.user)
    assert (resumed.state, resumed.appointment_at) == (ReferralState.APPOINTED, AT)
    assert messages()[len(before) :] == ["referrals.resumed", "referrals.resumed_by_link"]
    assert Link.objects.filter(revoked_at=None).count() == 1
    assert person_of(yanis.user, resumed).first_name == "Amina"
    assert kinds(resumed)[-1] == EventKind.RESUMED


def test_twice_is_once_and_it_may_be_canceled_again(canceled, ines):
    resume(referral=canceled, by=ines.user)
    assert resume(referral=canceled, by=ines.user).version == Referral.objects.get().version
    assert kinds(canceled).count(EventKind.RESUMED) == 1
    referrals.cancel(referral=canceled, by=ines.user)
    assert resume(referral=canceled, by=ines.user).state == ReferralState.APPOINTED


def test_twice_is_once_where_the_person_is_told_too(canceled, ines, amina):
    amina.channel, amina.email = Channel.EMAIL, "amina@example.org"
    amina.save()
    resumed = resume(referral=canceled, by=ines.user)
    assert kinds(resumed)[-2:] == [EventKind.RESUMED, EventKind.RESIDENT_TOLD]
    assert resume(referral=canceled, by=ines.user).version == resumed.version


def test_it_goes_on_for_a_day_and_no_more(canceled, ines, monday):
    monday.move_to(MONDAY + timedelta(hours=24, minutes=1))
    assert objections(lambda: resume(referral=canceled, by=ines.user)) == (
        ReferralObjection.TOO_LATE_TO_RESUME,
    )


def test_somebody_without_a_file_is_nobody_new_while_the_cite_is_suspended(ines, service, territory):
    make_in_service(territory)
    referral = light(ines, service)
    make_in_service(territory, ServiceState.SUSPENDED)
    referrals.cancel(referral=referral, by=ines.user)
    assert resume(referral=referral, by=ines.user).state == ReferralState.SENT


def test_only_whoever_sends_it_takes_it_up(canceled, yanis):
    assert objections(lambda: resume(referral=canceled, by=yanis.user)) == (ReferralObjection.NOT_YOURS,)


def test_what_the_person_ended_does_not_go_on(ines, service):
    referral = light(ines, service)
    referrals.decline(referral=referral, by=ines.user)
    assert objections(lambda: resume(referral=referral, by=ines.user)) == (
        ReferralObjection.NOT_IN_THIS_STATE,
    )


def test_what_she_stopped_since_stays_stopped(canceled, ines, elsewhere, service, amina):
    another = send(ines, service, resident=amina)
    stop(sharing=Sharing.objects.get(purpose=Purpose.REFERRAL, stopped_at=None), how=StopWay.LINK)
    assert objections(lambda: resume(referral=canceled, by=ines.user)) == (
        ReferralObjection.SHE_STOPPED_SINCE,
    )
    another.refresh_from_db()
    assert another.state == ReferralState.DECLINED


def test_another_sent_since_stands_in_its_way(canceled, ines, service, amina):
    send(ines, service, resident=amina)
    assert objections(lambda: resume(referral=canceled, by=ines.user)) == (ReferralObjection.ALREADY_SENT,)


@pytest.mark.parametrize(
    ("happened", "state"),
    [
        (["sent", "opened", "reminded", "canceled"], ReferralState.SENT),
        (["sent", "accepted", "resident_told", "canceled"], ReferralState.ACCEPTED),
        (["sent", "accepted", "appointed", "canceled", "resumed", "canceled"], ReferralState.APPOINTED),
        (["sent", "appointed", "presence", "outcome_asked", "canceled"], ReferralState.MISSED),
        ([], ReferralState.SENT),
    ],
)
def test_its_events_say_where_it_was(happened, state):
    assert state_before(happened) == state


def test_the_page_offers_the_way_back_in_the_message_and_for_a_day(ines, service, sign_in, monday):
    referral = light(ines, service)
    browser = sign_in(ines)
    page = browser.post(reverse("referrals:cancel", args=[referral.uuid]), follow=True).content.decode()
    address = reverse("referrals:resume", args=[referral.uuid])
    assert page.count(f'action="{address}"') == 2
    page = browser.post(address, follow=True).content.decode()
    assert search_key("reçoit un nouveau message") in search_key(page)
    assert f'action="{address}"' not in page
    referrals.cancel(referral=referral, by=ines.user)
    monday.move_to(MONDAY + timedelta(days=2))
    assert address not in browser.get(reverse("referrals:referral", args=[referral.uuid])).content.decode()

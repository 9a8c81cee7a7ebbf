"""Two people at the same instant: one answer, one introduction, and no one stops the other."""

from uuid import uuid4

import pytest
from django_scopes import scope

from cite.referrals.enums.referrals import EventKind, ReferralState, RefusalReason
from cite.referrals.models import Introduction, Referral, ReferralEvent
from cite.referrals.operations import answers, introductions, referrals
from cite.referrals.operations.answers import Answerer
from cite.residents.enums.sharing import Purpose, StopWay
from cite.residents.models import Sharing
from cite.residents.operations.sharing import stop
from tests.at_once import DONE, POSTGRESQL_ONLY, at_once, in_turn

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_answers_at_once_one_is_kept(territory, ines, service, yanis):
    sent = referrals.send(
        prescriber=ines, service=service, agreed=True, first_name="Samira", phone="+33639980123"
    )
    by, version = Answerer(user=yanis.user), sent.version
    ends = at_once(
        territory,
        lambda: answers.accept(referral=sent, version=version, by=by),
        lambda: answers.refuse(
            referral=sent, version=version, by=by, reason=RefusalReason.FULL, message="Pas avant janvier."
        ),
    )
    assert ends.count(DONE) == 1
    with scope(territory=territory):
        kinds = set(ReferralEvent.objects.values_list("kind", flat=True))
    assert len(kinds & {EventKind.ACCEPTED, EventKind.REFUSED}) == 1


def test_an_introduction_sent_twice_at_once_is_one(territory, relay):
    key = uuid4()

    def introduce():
        return introductions.introduce(
            relay=relay, phone_key=key, first_name="Karima", phone="+33639980123", agreed=True
        )

    assert at_once(territory, introduce, introduce) == [DONE, DONE]
    with scope(territory=territory):
        assert Introduction.objects.count() == 1


def test_a_referral_sent_twice_at_once_is_one(territory, ines, service, amina):
    def send():
        return referrals.send(prescriber=ines, service=service, resident=amina, agreed=True)

    assert at_once(territory, send, send) == [DONE, DONE]
    with scope(territory=territory):
        assert Referral.objects.count() == 1


def test_she_stops_the_sharing_while_the_structure_refuses(territory, ines, service, amina, yanis):
    sent = referrals.send(prescriber=ines, service=service, resident=amina, agreed=True)
    sharing = Sharing.objects.get(purpose=Purpose.REFERRAL)
    ends = at_once(
        territory,
        lambda: stop(sharing=sharing, how=StopWay.LINK),
        lambda: answers.refuse(
            referral=sent,
            version=sent.version,
            by=Answerer(user=yanis.user),
            reason=RefusalReason.FULL,
            message="Pas avant janvier.",
        ),
    )
    assert ends[0] == DONE
    with scope(territory=territory):
        sent.refresh_from_db()
        sharing.refresh_from_db()
    assert sent.state in (ReferralState.DECLINED, ReferralState.REFUSED)
    assert sharing.stopped_at is not None


def sending_and_stopping(ines, elsewhere, amina):
    """A referral to a structure outside of the Cité, and the stop of the sharing that it stands on."""
    sharing = Sharing.objects.get(resident=amina)
    return (
        sharing,
        lambda: referrals.send(prescriber=ines, service=elsewhere, resident=amina, agreed=True),
        lambda: stop(sharing=sharing, how=StopWay.LINK),
    )


def test_no_referral_stays_open_once_she_has_stopped_whoever_came_first(territory, ines, elsewhere, amina):
    _sharing, sending, stopping = sending_and_stopping(ines, elsewhere, amina)
    ends = at_once(territory, sending, stopping)
    assert ends[1] == DONE and ends[0] in (DONE, "not_shared_to_write"), ends
    with scope(territory=territory):
        assert set(Referral.objects.values_list("state", flat=True)) <= {ReferralState.DECLINED}


@POSTGRESQL_ONLY
@pytest.mark.parametrize("stops_first", [False, True])
def test_a_stop_comes_before_the_referral_or_sees_it(territory, ines, elsewhere, amina, stops_first):
    sharing, sending, stopping = sending_and_stopping(ines, elsewhere, amina)
    works = (stopping, sending) if stops_first else (sending, stopping)
    ends = in_turn(territory, sharing, *works)
    assert ends == ([DONE, "not_shared_to_write"] if stops_first else [DONE, DONE])
    with scope(territory=territory):
        states = list(Referral.objects.values_list("state", flat=True))
        assert states == ([] if stops_first else [ReferralState.DECLINED])

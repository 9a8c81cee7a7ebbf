"""A button pressed twice is one answer; what a colleague says otherwise at the same moment is not lost in silence."""

from datetime import UTC, datetime, timedelta

import pytest

from cite.core.models import SaveObjection
from cite.referrals.enums.referrals import EventKind, RefusalReason
from cite.referrals.models import ReferralEvent
from cite.referrals.operations import answers, referrals
from cite.referrals.operations.answers import Answerer
from tests.refusals import objections_to

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 10, 14, tzinfo=UTC)


def light(prescriber, service):
    named = {"first_name": "Samira", "phone": "+33639980123"}
    return referrals.send(prescriber=prescriber, service=service, agreed=True, **named)


def kinds(referral):
    rows = ReferralEvent.objects.filter(referral=referral).order_by("pk")
    return list(rows.values_list("kind", flat=True))


def test_two_colleagues_who_say_no_each_with_other_words_do_not_lose_them(ines, service, yanis):
    referral, by = light(ines, service), Answerer(user=yanis.user)

    def refuse(message, reason=RefusalReason.FULL):
        return answers.refuse(referral=referral, version=version, by=by, reason=reason, message=message)

    version = referral.version
    assert refuse("Pas avant janvier.") == refuse("Pas avant janvier.")
    assert objections_to(lambda: refuse("Elle est déjà suivie ici.")) == (SaveObjection.CHANGED_MEANWHILE,)
    assert objections_to(lambda: refuse("Pas avant janvier.", RefusalReason.NO_SESSION)) == (
        SaveObjection.CHANGED_MEANWHILE,
    )
    assert kinds(referral) == [EventKind.SENT, EventKind.REFUSED]


def test_a_date_said_twice_is_once_and_another_date_is_not_taken_for_it(ines, service, yanis):
    referral, by = light(ines, service), Answerer(user=yanis.user)

    def appoint(days):
        at = AT + timedelta(days=days)
        return answers.appoint(referral=referral, version=version, by=by, at=at, place="12 rue Neuve")

    version = referral.version
    assert appoint(3) == appoint(3)
    assert objections_to(lambda: appoint(4)) == (SaveObjection.CHANGED_MEANWHILE,)
    assert kinds(referral) == [EventKind.SENT, EventKind.APPOINTED]


def test_her_presence_noted_twice_is_once_and_the_contrary_is_not_taken_for_it(ines, service, yanis, monday):
    referral, by = light(ines, service), Answerer(user=yanis.user)
    accepted = answers.accept(referral=referral, version=referral.version, by=by)

    def note(came, decided="Un essai lundi."):
        given = {"referral": accepted, "version": accepted.version, "by": by}
        return answers.note_presence(came=came, decided=decided, **given)

    assert note(True) == note(True)
    for call in (lambda: note(False), lambda: note(True, "Un essai mardi.")):
        assert objections_to(call) == (SaveObjection.CHANGED_MEANWHILE,)
    assert kinds(referral) == [EventKind.SENT, EventKind.ACCEPTED, EventKind.PRESENCE]

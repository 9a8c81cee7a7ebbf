"""An identifier of a person is kept in no text of a referral, whatever page or program sends it."""

from datetime import UTC, datetime, timedelta

import pytest

from cite.core.decisions import Refused
from cite.core.free_text import FreeTextObjection
from cite.notifications.models import Message
from cite.referrals.enums.referrals import ReferralOutcome, RefusalReason
from cite.referrals.operations import answers, referrals
from cite.referrals.operations.answers import Answerer

AT = datetime(2026, 11, 10, 14, tzinfo=UTC)
NIR = "1 85 05 78 006 084 91"


def light(prescriber, service, **fields):
    given = {"first_name": "Samira", "phone": "+33639980123", "agreed": True}
    return referrals.send(prescriber=prescriber, service=service, **given | fields)


def objections(call):
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.decision.objections


@pytest.mark.parametrize("field", ["first_name", "message"])
def test_an_identifier_leaves_in_no_referral(ines, service, field):
    refused = objections(lambda: light(ines, service, **{field: NIR}))
    assert refused == (FreeTextObjection.SOCIAL_SECURITY_NUMBER,)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("operation", "field", "more"),
    [
        (answers.accept, "message", {}),
        (answers.appoint, "place", {"at": AT}),
        (answers.appoint, "message", {"at": AT}),
        (answers.refuse, "message", {"reason": RefusalReason.FULL}),
        (answers.note_done_by_phone, "message", {}),
    ],
)
def test_an_identifier_comes_back_in_no_answer(ines, service, yanis, operation, field, more):
    referral, by = light(ines, service), Answerer(user=yanis.user)
    told = {"referral": referral, "version": referral.version, "by": by} | more
    assert objections(lambda: operation(**told, **{field: NIR})) == (
        FreeTextObjection.SOCIAL_SECURITY_NUMBER,
    )


def test_an_identifier_is_kept_in_nothing_that_follows(ines, service, yanis, monday):
    referral, by = light(ines, service), Answerer(user=yanis.user)
    referral = answers.accept(referral=referral, version=referral.version, by=by)
    monday.shift(timedelta(days=15))
    for call in (
        lambda: answers.note_presence(
            referral=referral, version=referral.version, by=by, came=True, decided=NIR
        ),
        lambda: answers.note_outcome(
            referral=referral, by=by, rank=1, outcome=ReferralOutcome.ONGOING, remains=NIR
        ),
        lambda: referrals.cancel(referral=referral, by=ines.user, details=NIR),
        lambda: referrals.decline(referral=referral, by=ines.user, details=NIR),
    ):
        assert objections(call) == (FreeTextObjection.SOCIAL_SECURITY_NUMBER,)

"""A file that goes on with another organization."""

import pytest

from cite.accounts.enums import Role
from cite.actors.enums import LegalForm
from cite.core.decisions import Refused
from cite.grants.enums import ApplicationState, CarrierKind
from cite.grants.models import Attachment
from cite.grants.operations.transfers import transfer_application
from cite.notifications.models import Message
from tests.factories.accounts import make_user
from tests.factories.grants import (
    make_application,
    make_attachment,
    make_call,
    make_carrier,
    make_carrier_member,
    make_edition,
)


@pytest.fixture
def carrier(territory):
    return make_carrier(territory, "Association A")


@pytest.fixture
def lea(carrier):
    return make_carrier_member(carrier, "lea")


@pytest.fixture
def file(territory, carrier, lea):
    return make_application(make_edition(make_call(territory)), carrier, lea)


@pytest.fixture
def other(territory):
    return make_carrier(territory, "Commune B", legal_form=LegalForm.LOCAL_AUTHORITY)


def hand_over(file, to, by, reason="Fusion"):
    return transfer_application(application=file, to=to, reason=reason, by=by)


def refusal(call) -> set[str]:
    with pytest.raises(Refused) as caught:
        call()
    return {objection.value for objection in caught.value.decision.objections}


@pytest.fixture
def claire(territory):
    return make_user("claire", role=Role.CO_PILOT_STATE, territory=territory)


def test_a_co_pilot_hands_it_over_and_both_sides_are_told(file, other, lea, claire):
    zoe = make_carrier_member(other, "zoe")
    for _ in range(2):
        moved = hand_over(file, other, claire)
    assert (moved.partner, moved.carrier_kind) == (other, CarrierKind.LOCAL_AUTHORITY)
    told = Message.objects.filter(kind="grants.transferred").values_list("recipient", flat=True)
    assert sorted(told) == sorted([lea.pk, zoe.pk])


def test_its_writer_alone_does_not(file, other, lea):
    assert refusal(lambda: hand_over(file, other, lea)) == {"not_your_carrier"}


def test_nor_the_one_who_would_receive_it(file, other):
    assert refusal(lambda: hand_over(file, other, make_carrier_member(other, "zoe"))) == {"not_your_file"}


def test_not_without_a_reason_nor_once_deposited(file, other, claire):
    assert refusal(lambda: hand_over(file, other, claire, reason=" ")) == {"reason_needed"}
    file.state = ApplicationState.IN_REVIEW
    file.save()
    assert refusal(lambda: hand_over(file, other, claire)) == {"not_editable"}


def test_the_documents_of_the_carrier_before_do_not_follow(file, other, lea, claire):
    make_attachment(file, lea)
    kept = make_attachment(make_application(file.edition, file.partner, lea), lea)
    hand_over(file, other, claire)
    assert list(Attachment.objects.all()) == [kept]

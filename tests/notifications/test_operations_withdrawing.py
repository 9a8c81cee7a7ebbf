"""Withdrawing what has become false before it left: chosen by file, by thing, by reader; told in the journal once."""

from uuid import uuid4

import pytest

from cite.notifications.enums import MessageState, NotificationsAct, Reason
from cite.notifications.models import Message
from cite.notifications.operations import withdraw_messages
from cite.notifications.queries import people_written_to
from tests.factories.accounts import make_user
from tests.factories.notifications import make_message

pytestmark = pytest.mark.django_db
HERS, HIS = uuid4(), uuid4()


@pytest.fixture
def messages(territory, clock):
    reader = make_user("lea")
    return {
        "reader": make_message(territory, recipient=reader, about="referral:1:asked", concerns=HERS),
        "address": make_message(territory, about="referral:2:asked", concerns=HERS),
        "his": make_message(territory, about="referral:1:asked", concerns=HIS),
        "nobody": make_message(territory, about="referral:1:asked"),
        "sent": make_message(territory, concerns=HERS, state=MessageState.SENT),
    }


def withdrawn(messages) -> set[str]:
    found = {name for name, each in messages.items() if is_withdrawn(each)}
    return found


def is_withdrawn(message: Message) -> bool:
    message.refresh_from_db()
    return (message.state, message.reason, message.body) == (
        MessageState.CANCELED,
        Reason.NO_LONGER_TRUE,
        "",
    )


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({}, {"reader", "address"}),
        ({"about": "referral:1:"}, {"reader"}),
        ({"about": "referral:3:"}, set()),
        ({"to": []}, set()),
    ],
)
def test_only_what_concerns_the_file_and_was_asked_for(territory, messages, acts, how, expected):
    assert withdraw_messages(territory=territory, concerning=[HERS], **how) == len(expected)
    assert withdrawn(messages) == expected
    told = [act for act in acts if act.action == NotificationsAct.WITHDRAW]
    assert [(act.by, act.changes) for act in told] == (
        [(None, {"messages": (None, len(expected))})] if expected else []
    )


def test_only_what_is_for_some_people(territory, messages):
    readers = people_written_to([HERS])
    assert [each.pk for each in readers] == [messages["reader"].recipient_id]
    withdraw_messages(territory=territory, concerning=[HERS], to=readers)
    assert withdrawn(messages) == {"reader"}


def test_what_was_sent_says_nothing_more_once_the_file_is_erased(territory, messages):
    sent = messages["sent"]
    withdraw_messages(territory=territory, concerning=[HERS], is_erased=True)
    sent.refresh_from_db()
    assert (sent.state, sent.body, sent.address) == (MessageState.SENT, "", "z…@example.org")
    assert sent.erased_at is not None

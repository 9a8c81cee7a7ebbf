"""Withdrawing what has become false before it left: chosen by file, by thing, by reader; told in the journal once."""

from uuid import uuid4

import pytest

from cite.notifications.enums import MessageState, NotificationsAct, Reason
from cite.notifications.models import Message, Notice
from cite.notifications.notices import DIGEST
from cite.notifications.operations import gather_digests, notify, withdraw_messages
from cite.notifications.queries import people_written_to
from tests.factories.accounts import make_user
from tests.factories.notifications import REMINDER, make_message

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


class TestDigests:
    """A digest that has not left is withdrawn with one of its lines; the others are told by the next one."""

    @pytest.fixture
    def lines(self, territory, clock):
        reader = make_user("lea")
        held = {"recipient": reader, "state": MessageState.HELD}
        hers = make_message(territory, subject="Amina B.", concerns=HERS, about="referral:1:asked", **held)
        other = make_message(territory, subject="La réunion", **held)
        gather_digests()
        return hers, other

    @pytest.mark.parametrize("state", [MessageState.QUEUED, MessageState.FAILED, MessageState.UNCERTAIN])
    def test_it_is_written_again_without_the_line(self, territory, lines, state):
        hers, other = lines
        Message.objects.filter(kind=DIGEST.key).update(state=state)
        readers = people_written_to([HERS])
        assert [each.pk for each in readers] == [hers.recipient_id]
        withdraw_messages(territory=territory, concerning=[HERS], to=readers, about="referral:1:")
        former = Message.objects.get(kind=DIGEST.key)
        assert is_withdrawn(hers)
        assert is_withdrawn(former)
        assert gather_digests() == 1
        written = Message.objects.get(kind=DIGEST.key, state=MessageState.QUEUED)
        other.refresh_from_db()
        assert (other.state, other.digest) == (MessageState.GATHERED, written)
        assert "La réunion" in written.body
        assert "Amina" not in written.body
        assert gather_digests() == 0

    def test_without_any_other_line_none_is_written(self, territory, lines):
        lines[1].delete()
        withdraw_messages(territory=territory, concerning=[HERS])
        assert gather_digests() == 0

    @pytest.mark.parametrize("is_erased", [False, True])
    def test_one_that_has_left_is_emptied_once_the_file_is_erased(self, territory, lines, is_erased):
        hers, other = lines
        Message.objects.filter(kind=DIGEST.key).update(state=MessageState.SENT)
        assert not people_written_to([HERS])
        assert withdraw_messages(territory=territory, concerning=[HERS], is_erased=is_erased) == 0
        digest = Message.objects.get(kind=DIGEST.key)
        hers.refresh_from_db()
        assert (digest.state, hers.state) == (MessageState.SENT, MessageState.GATHERED)
        assert ("Amina" in digest.body, hers.subject) == ((False, "") if is_erased else (True, "Amina B."))
        assert gather_digests() == 0


@pytest.mark.parametrize(("is_erased", "left"), [(False, {HERS, HIS}), (True, {HIS})])
def test_the_inbox_says_nothing_of_an_erased_file(territory, kind, clock, is_erased, left):
    for file in (HERS, HIS):
        notify(
            kind=REMINDER.key,
            territory=territory,
            to=make_user(file.hex),
            fields={"thing": "Amina"},
            concerns=file,
        )
    withdraw_messages(territory=territory, concerning=[HERS], is_erased=is_erased)
    assert set(Notice.objects.values_list("concerns", flat=True)) == left

"""A message is written with the decision that causes it, and as the person wants it."""

from datetime import timedelta

import pytest
from django.db import transaction

from cite.notifications.enums import Channel, Frequency, MessageState, Reason
from cite.notifications.models import CoolDown, Message, Notice, Preference
from cite.notifications.operations import Attachment, notify
from cite.notifications.ports import UnknownNotice
from tests.factories.accounts import make_user
from tests.factories.notifications import MONDAY_NIGHT, TUESDAY_AT_8, make_phone

pytestmark = pytest.mark.django_db


def send(territory, user, **changes):
    given = {"to": user, "fields": {"thing": "La réunion"}, "path": "/reunions/"} | changes
    return notify(kind="tests.reminder", territory=territory, **given)


def test_a_message_is_written_with_the_decision(territory, kind):
    user = make_user("zoe")
    message = send(territory, user)
    notice = Notice.objects.get()
    assert (message.channel, message.state, message.address) == (Channel.EMAIL, MessageState.QUEUED, "")
    assert message.subject == "La réunion vous attend"
    assert message.body.startswith("Bonjour Zoe,\n\nLa réunion vous attend : https://testserver/reunions/")
    assert "https://testserver/messages/preferences/" in message.body
    assert (notice.user, notice.subject, notice.path) == (user, "La réunion vous attend", "/reunions/")


def test_a_message_is_undone_with_the_decision(territory, kind):
    user = make_user()
    with pytest.raises(RuntimeError), transaction.atomic():
        send(territory, user)
        raise RuntimeError
    assert (Message.objects.count(), Notice.objects.count()) == (0, 0)


def test_somebody_without_an_account_is_written_to(territory, kind):
    message = send(territory, None, address="invitee@example.org")
    assert (message.destination, message.recipient) == ("invitee@example.org", None)
    assert "preferences" not in message.body
    assert message.body.startswith("Bonjour Madame, Monsieur,")


def test_a_phone_is_an_address_too(territory, kind):
    message = send(territory, None, address="+33639980001")
    assert (message.channel, message.body) == (
        Channel.SMS,
        "La réunion vous attend : https://testserver/reunions/",
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"address": "both@example.org"},
        {"to": None},
        {"fields": {}},
        {"fields": {"thing": "x", "other": "y"}},
        {"path": "//evil.example.org"},
        {"path": "https://evil.example.org"},
        {"path": "/x\r\nBcc: evil@example.org"},
        {"attachment": Attachment("a.ics", "text/calendar", "x" * 20_001)},
    ],
)
def test_what_the_caller_may_not_give(territory, kind, changes):
    with pytest.raises(ValueError):
        send(territory, make_user(), **changes)


def test_an_undeclared_kind_is_a_defect(territory):
    with pytest.raises(UnknownNotice):
        notify(kind="tests.nothing", territory=territory, to=make_user())


def test_a_subject_holds_on_one_line(territory, kind):
    message = send(territory, make_user(), fields={"thing": "La\r\nBcc: evil@example.org\x1b"})
    assert message.subject == "La Bcc: evil@example.org vous attend"


def test_a_closed_account_receives_nothing(territory, kind):
    assert send(territory, make_user(is_active=False)) is None
    assert not Notice.objects.exists()


def test_a_reminder_cools_down(territory, kind):
    kind(cooldown=timedelta(days=3))
    user = make_user()
    assert send(territory, user, about="meeting-1") is not None
    assert send(territory, user, about="meeting-1") is None
    assert send(territory, user, about="meeting-2") is not None
    assert send(territory, make_user("other"), about="meeting-1") is not None
    assert Notice.objects.count() == 3


def test_a_newer_message_replaces_the_one_that_has_not_left(territory, kind):
    user = make_user()
    first = send(territory, user, about="meeting-1", fields={"thing": "Lundi"})
    second = send(territory, user, about="meeting-1", fields={"thing": "Mardi"})
    send(territory, user, about="meeting-2")
    first.refresh_from_db()
    assert (first.state, first.reason) == (MessageState.CANCELED, Reason.SUPERSEDED)
    assert second.state == MessageState.QUEUED


def choose(user, channel, frequency):
    Preference.objects.create(user=user, category="essais", channel=channel, frequency=frequency)


def test_a_person_without_a_confirmed_phone_gets_no_sms(territory, kind):
    user = make_user()
    send(territory, user)
    assert list(Message.objects.values_list("channel", flat=True)) == [Channel.EMAIL]


def test_a_person_with_a_phone_gets_both_unless_she_refuses(territory, kind):
    user = make_user()
    make_phone(user)
    send(territory, user)
    assert set(Message.objects.values_list("channel", flat=True)) == {Channel.EMAIL, Channel.SMS}
    choose(user, Channel.EMAIL, Frequency.NEVER)
    assert send(territory, user).channel == Channel.SMS
    Preference.objects.create(user=user, category="essais", channel=Channel.SMS, frequency=Frequency.NEVER)
    assert send(territory, user) is None
    assert Notice.objects.count() == 3


def test_what_is_essential_does_not_ask(territory, kind, clock):
    kind(is_essential=True)
    clock(MONDAY_NIGHT)
    user = make_user()
    choose(user, Channel.EMAIL, Frequency.NEVER)
    message = send(territory, user)
    assert (message.state, message.due_at, message.closes_at) == (MessageState.QUEUED, MONDAY_NIGHT, None)


def test_a_message_waits_for_the_morning(territory, kind, clock):
    clock(MONDAY_NIGHT)
    assert send(territory, make_user()).due_at == TUESDAY_AT_8


@pytest.mark.parametrize(("frequency", "day"), [(Frequency.DAILY, 24), (Frequency.WEEKLY, 30)])
def test_a_message_is_kept_for_a_digest(territory, kind, clock, frequency, day):
    user = make_user()
    choose(user, Channel.EMAIL, frequency)
    message = send(territory, user)
    assert (message.state, message.due_at) == (MessageState.HELD, TUESDAY_AT_8.replace(day=day))


def test_an_invitation_to_a_meeting_does_not_wait_for_a_digest(territory, kind, clock):
    user = make_user()
    choose(user, Channel.EMAIL, Frequency.DAILY)
    message = send(territory, user, attachment=Attachment("a.ics", "text/calendar; method=REQUEST", "BEGIN"))
    assert (message.state, message.attachment_type) == (
        MessageState.QUEUED,
        "text/calendar; method=REQUEST",
    )


def test_a_reminder_may_be_said_again_once_cooled(territory, kind, clock):
    kind(cooldown=timedelta(hours=10))
    user = make_user()
    assert send(territory, user)
    clock(MONDAY_NIGHT - timedelta(seconds=1))
    assert send(territory, user) is None
    clock(MONDAY_NIGHT)
    assert send(territory, user)
    assert CoolDown.objects.count() == 1


def test_a_message_costs_few_queries(territory, kind, django_assert_max_num_queries):
    user = make_user()
    with django_assert_max_num_queries(9):
        send(territory, user, about="meeting-1")


def test_a_cite_with_its_own_host_is_linked_there(other_territory, kind):
    message = send(other_territory, make_user())
    assert "https://autre.example.org/reunions/" in message.body


def test_a_secret_that_was_replaced_is_erased(territory, kind):
    kind(is_secret=True)
    user = make_user()
    first = send(territory, user, about="code-1")
    second = send(territory, user, about="code-1")
    first.refresh_from_db()
    assert (first.state, first.body, first.link) == (MessageState.CANCELED, "", "")
    assert second.body

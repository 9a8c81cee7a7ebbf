"""A message is written with the decision that causes it, and as the person wants it."""

from datetime import timedelta

import pytest
from django.db import transaction

from cite.notifications.enums import Channel, MessageState, Reason
from cite.notifications.models import Message, Notice
from cite.notifications.operations import Attachment, notify
from cite.notifications.ports import NoticeKind, UnknownNotice, _kinds
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db

REMINDER = NoticeKind(
    key="tests.reminder",
    label="Rappel",
    category="Essais",
    subject="{thing} vous attend",
    body="Bonjour {recipient},\n\n{thing} vous attend : {link}",
    sms="{thing} vous attend : {link}",
    fields={"thing": "La réunion"},
    channels=(Channel.EMAIL, Channel.SMS, Channel.INBOX),
)


@pytest.fixture
def kind(monkeypatch):
    def declare(**changes):
        values = {name: getattr(REMINDER, name) for name in REMINDER.__dataclass_fields__} | changes
        monkeypatch.setitem(_kinds, REMINDER.key, NoticeKind(**values))

    declare()
    return declare


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

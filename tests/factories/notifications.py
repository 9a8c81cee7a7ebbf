"""Messages for the tests: a kind that says « something awaits you », and rows of the outbox."""

from datetime import datetime
from zoneinfo import ZoneInfo

from cite.core.dates import now
from cite.notifications.enums import Channel
from cite.notifications.models import Contact, Message
from cite.notifications.ports import NoticeKind

PARIS = ZoneInfo("Europe/Paris")
MONDAY_NOON = datetime(2026, 11, 23, 12, tzinfo=PARIS)
MONDAY_NIGHT = datetime(2026, 11, 23, 22, tzinfo=PARIS)
TUESDAY_AT_8 = datetime(2026, 11, 24, 8, tzinfo=PARIS)

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


def make_kind(**changes) -> NoticeKind:
    """A kind of message like the reminder, but for these changes."""
    return NoticeKind(**{name: getattr(REMINDER, name) for name in REMINDER.__dataclass_fields__} | changes)


def make_message(territory=None, **fields) -> Message:
    """A row of the outbox, due now."""
    given = {
        "kind": REMINDER.key,
        "channel": Channel.EMAIL,
        "subject": "Essai",
        "body": "Bonjour",
        "due_at": now(),
    }
    if "recipient" not in fields:
        given["address"] = "zoe@example.org"
    return Message.objects.create(territory=territory, **given | fields)


def make_phone(user, phone: str = "+33612345678") -> Contact:
    """Confirm the phone of a person."""
    return Contact.objects.create(user=user, phone=phone)

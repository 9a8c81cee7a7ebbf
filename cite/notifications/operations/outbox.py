"""What people decide about what did not leave."""

from __future__ import annotations

from django.db import transaction
from django.utils.timezone import localtime

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.decisions import require
from cite.core.journal import record
from cite.notifications.enums import MessageState, NotificationsAct, Reason
from cite.notifications.models import CONTENT_FIELDS, Message
from cite.notifications.permissions import can_abandon, can_resend, can_watch_outbox, visible_messages
from cite.notifications.queries import quiet_hours_of
from cite.notifications.rules.schedule import NEVER_QUIET, next_window
from cite.notifications.signals import message_queued
from cite.notifications.workflow import MESSAGE
from cite.tenancy.models import Territory


@transaction.atomic
def resend_message(*, message: Message, by: User, territory: Territory | None) -> Message:
    """Send again what failed or is uncertain, with all its attempts.

    Raises:
        Refused: it is neither, its text is erased, or this person may not.
    """
    message = Message.objects.select_for_update(of=("self",), no_key=True).get(pk=message.pk)
    require(can_resend(by, territory, message))
    _queue_again(message)
    record(NotificationsAct.RESEND, by=by, target=message, person=message.recipient)
    message_queued.send(sender=Message)
    return message


@transaction.atomic
def resend_failed_messages(*, by: User, territory: Territory | None) -> int:
    """Send again all that failed and whose text is kept; tells how many. Uncertain SMS are asked one by one.

    Raises:
        Refused: this person may not.
    """
    require(can_watch_outbox(by, territory))
    failed = visible_messages(by, territory).filter(state=MessageState.FAILED, erased_at=None)
    locked = failed.select_related("recipient", "territory").select_for_update(of=("self",), no_key=True)
    messages = list(locked.order_by("pk"))
    for message in messages:
        _queue_again(message)
    if messages:
        record(
            NotificationsAct.RESEND_FAILED,
            by=by,
            territory=territory,
            changes={"messages": (None, len(messages))},
        )
        message_queued.send(sender=Message)
    return len(messages)


@transaction.atomic
def abandon_message(*, message: Message, by: User, territory: Territory | None) -> Message:
    """Give up what has not left, or may not have; its text is erased.

    Raises:
        Refused: it has left, it is over, or this person may not.
    """
    message = Message.objects.select_for_update(of=("self",), no_key=True).get(pk=message.pk)
    require(can_abandon(by, territory, message))
    message.state = MESSAGE.target("abandon", message.state)
    message.reason = Reason.ABANDONED
    message.erased_at = now()
    for name in CONTENT_FIELDS:
        setattr(message, name, "")
    message.save()
    record(NotificationsAct.ABANDON, by=by, target=message, person=message.recipient)
    return message


def _queue_again(message: Message) -> None:
    """Give a message all its attempts back, from the first moment its reader accepts."""
    quiet = NEVER_QUIET if message.is_essential else quiet_hours_of(message.recipient, message.territory)
    message.state = MESSAGE.target("resend", message.state)
    message.attempts = 0
    message.reason = message.provider_answer = ""
    message.due_at, message.closes_at = next_window(localtime(now()), quiet)
    message.save()

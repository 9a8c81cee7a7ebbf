"""What people decide about what did not leave."""

from __future__ import annotations

from django.db import transaction
from django.utils.timezone import localtime

from cite.accounts.models import User
from cite.core.dates import now
from cite.core.decisions import require
from cite.core.journal import record
from cite.notifications.enums import NotificationsAct, Reason
from cite.notifications.models import Message
from cite.notifications.permissions import can_abandon, can_resend
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
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    require(can_resend(by, territory, message))
    quiet = NEVER_QUIET if message.is_essential else quiet_hours_of(message.recipient, message.territory)
    message.state = MESSAGE.target("resend", message.state)
    message.attempts = 0
    message.reason = message.provider_answer = ""
    message.due_at, message.closes_at = next_window(localtime(now()), quiet)
    message.save()
    record(NotificationsAct.RESEND, by=by, target=message, person=message.recipient)
    message_queued.send(sender=Message)
    return message


@transaction.atomic
def abandon_message(*, message: Message, by: User, territory: Territory | None) -> Message:
    """Give up what has not left, or may not have.

    Raises:
        Refused: it has left, it is over, or this person may not.
    """
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    require(can_abandon(by, territory, message))
    message.state = MESSAGE.target("abandon", message.state)
    message.reason = Reason.ABANDONED
    message.save()
    record(NotificationsAct.ABANDON, by=by, target=message, person=message.recipient)
    return message

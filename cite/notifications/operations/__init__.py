"""Changes to messages: written with a decision, sent afterwards, read, steered."""

from cite.notifications.operations.inbox import (
    mark_all_read,
    mark_read,
    mark_unread,
    undo_mark_all_read,
)
from cite.notifications.operations.notifying import notify
from cite.notifications.operations.outbox import abandon_message, resend_failed_messages, resend_message
from cite.notifications.operations.reaching import (
    ask_email_code,
    ask_phone_code,
    confirm_email,
    confirm_phone,
    forget_phone,
)
from cite.notifications.operations.sending import recover_messages, send_due_messages
from cite.notifications.operations.texts import change_settings, edit_template, reset_template
from cite.notifications.operations.upkeep import (
    drop_messages_to,
    forget_old_messages,
    gather_digests,
    postpone_late_messages,
)
from cite.notifications.operations.wishes import change_preferences
from cite.notifications.operations.withdrawing import withdraw_messages
from cite.notifications.ports import Attachment

__all__ = [
    "Attachment",
    "abandon_message",
    "ask_email_code",
    "ask_phone_code",
    "change_preferences",
    "change_settings",
    "confirm_email",
    "confirm_phone",
    "edit_template",
    "drop_messages_to",
    "forget_old_messages",
    "forget_phone",
    "gather_digests",
    "mark_all_read",
    "mark_read",
    "mark_unread",
    "notify",
    "postpone_late_messages",
    "recover_messages",
    "resend_failed_messages",
    "resend_message",
    "reset_template",
    "send_due_messages",
    "undo_mark_all_read",
    "withdraw_messages",
]

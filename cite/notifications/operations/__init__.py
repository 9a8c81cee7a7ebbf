"""Changes to messages: written with a decision, sent afterwards, read, steered."""

from cite.notifications.operations.notifying import notify
from cite.notifications.operations.sending import recover_messages, send_due_messages
from cite.notifications.operations.upkeep import (
    forget_old_messages,
    gather_digests,
    postpone_late_messages,
)
from cite.notifications.ports import Attachment

__all__ = [
    "Attachment",
    "forget_old_messages",
    "gather_digests",
    "notify",
    "postpone_late_messages",
    "recover_messages",
    "send_due_messages",
]

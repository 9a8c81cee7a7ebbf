"""Changes to messages: written with a decision, sent afterwards, read, steered."""

from cite.notifications.operations.notifying import notify
from cite.notifications.ports import Attachment

__all__ = ["Attachment", "notify"]

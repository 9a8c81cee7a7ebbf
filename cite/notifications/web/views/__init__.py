"""The pages about messages: what one received, how one wants them, what they say, what leaves."""

from cite.notifications.web.views.inbox import (
    Inbox,
    MarkAllRead,
    MarkRead,
    MarkUnread,
    OpenNotice,
    UndoMarkAllRead,
)
from cite.notifications.web.views.outbox import Abandon, MessagePage, OutboxPage, Resend, ResendFailed
from cite.notifications.web.views.texts import (
    EditTemplate,
    ResetTemplate,
    Settings,
    TemplatePage,
    Templates,
)
from cite.notifications.web.views.wishes import AskPhoneCode, ConfirmPhone, ForgetPhone, Preferences

__all__ = [
    "Abandon",
    "AskPhoneCode",
    "ConfirmPhone",
    "EditTemplate",
    "ForgetPhone",
    "Inbox",
    "MarkAllRead",
    "MarkRead",
    "MarkUnread",
    "MessagePage",
    "OpenNotice",
    "OutboxPage",
    "Preferences",
    "Resend",
    "ResendFailed",
    "ResetTemplate",
    "Settings",
    "TemplatePage",
    "Templates",
    "UndoMarkAllRead",
]

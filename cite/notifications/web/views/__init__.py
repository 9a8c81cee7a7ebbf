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
from cite.notifications.web.views.reaching import (
    AskEmailCode,
    AskPhoneCode,
    ConfirmEmail,
    ConfirmPhone,
    ForgetPhone,
)
from cite.notifications.web.views.texts import (
    EditTemplate,
    ResetTemplate,
    Settings,
    TemplatePage,
    Templates,
)
from cite.notifications.web.views.wishes import Preferences

__all__ = [
    "Abandon",
    "AskEmailCode",
    "AskPhoneCode",
    "ConfirmEmail",
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

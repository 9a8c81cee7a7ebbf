"""The messages of the call for projects, by topic."""

from cite.notifications.ports import NoticeKind

NOTICES: tuple[NoticeKind, ...] = ()

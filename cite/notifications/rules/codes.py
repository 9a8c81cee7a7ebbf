"""The codes that prove an address: how often they are sent, how long and how many times they may be tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cite.core.decisions import Decision, unless
from cite.notifications.enums import MessagesObjection

CODE_LIFE = timedelta(minutes=10)
CODE_ATTEMPTS = 5
CODE_PAUSE = timedelta(minutes=1)
CODES_PER_DAY = 5


@dataclass(frozen=True, slots=True)
class SentCode:
    """The last code sent to a person: when (None: none that could be tried), how many that day, how many tries."""

    sent_at: datetime | None
    sent_today: int
    attempts: int


def may_send(last: SentCode, at: datetime) -> Decision:
    """Let a person ask for a code: one a minute, a few a day."""
    return unless(
        last.sent_at is None or at >= last.sent_at + CODE_PAUSE, MessagesObjection.CODE_TOO_SOON
    ) & unless(last.sent_today < CODES_PER_DAY, MessagesObjection.TOO_MANY_CODES)


def may_try(last: SentCode, at: datetime) -> Decision:
    """Let a person try a code: while it lives, a few times."""
    is_alive = last.sent_at is not None and at < last.sent_at + CODE_LIFE
    return unless(is_alive and last.attempts < CODE_ATTEMPTS, MessagesObjection.CODE_OVER)

"""Where applications declare, in their `notices.py`, the messages they may send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from cite.notifications.enums import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKind:
    """A message that may be sent: what it says, to whom, how, how often.

    `subject`, `body` and `sms` are plain French with `{fields}`; `fields` lists each field with an example for the
    catalogue. No field may hold personal data of a resident: the message says there is something, the link shows
    it. `{link}` (absolute address), `{territory}` and `{recipient}` are always there.

    `category` groups kinds in people's preferences. An `is_essential` kind cannot be refused nor delayed
    (invitation, new device). `cooldown` is the least time between two such messages about the same thing. The text
    of an `is_secret` kind (a code, a link that opens something) is erased as soon as it has left.
    """

    key: str
    label: str
    category: str
    subject: str
    body: str
    sms: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    channels: tuple[Channel, ...] = (Channel.EMAIL, Channel.INBOX)
    is_essential: bool = False
    is_secret: bool = False
    cooldown: timedelta = timedelta(0)

    @property
    def comes_by_sms(self) -> bool:
        """Whether it has an SMS at all: the channel, and words for it."""
        return Channel.SMS in self.channels and bool(self.sms)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A small text that travels with an e-mail: an invitation for a calendar.

    `content_type` may carry parameters ("text/calendar; method=REQUEST").
    """

    name: str
    content_type: str
    text: str


ATTACHMENT_MAX_BYTES = 20_000

_kinds: dict[str, NoticeKind] = {}


class UnknownNotice(LookupError):
    """No application declared this message."""


def register(kind: NoticeKind) -> None:
    """Declare a message."""
    _kinds[kind.key] = kind


def all_notices() -> list[NoticeKind]:
    """List every message that may be sent, by category."""
    return sorted(_kinds.values(), key=lambda kind: (str(kind.category), str(kind.label)))


def notice_named(key: str) -> NoticeKind:
    """Find a message.

    Raises:
        UnknownNotice: nobody declared it.
    """
    try:
        return _kinds[key]
    except KeyError:
        raise UnknownNotice(key) from None


def is_secret(key: str) -> bool:
    """Tell whether the text of a message is erased as soon as it has left."""
    return key in _kinds and _kinds[key].is_secret


def label_of(key: str) -> str:
    """Tell a message as people know it; one that is no longer declared keeps its name."""
    return str(_kinds[key].label) if key in _kinds else key

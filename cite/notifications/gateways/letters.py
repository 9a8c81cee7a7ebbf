"""What every carrier of messages takes, and how it says that it failed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from cite.notifications.enums import Reason
from cite.notifications.rules.outcomes import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message ready to leave. `reference` is the same at each attempt."""

    reference: str
    destination: str
    subject: str = ""
    body: str
    headers: dict[str, str] = field(default_factory=dict)
    attachment_name: str = ""
    attachment_type: str = ""
    attachment_text: str = ""


class NotSent(Exception):
    """The message has not left, or may not have; `answer` is a code of the service, never an address."""

    def __init__(self, outcome: Outcome, reason: Reason, answer: object = "") -> None:
        self.outcome = outcome
        self.reason = reason
        self.answer = str(answer)
        super().__init__(f"{outcome.value}: {reason.value} {self.answer}".strip())


class Transport(Protocol):
    """A way to send, open for as long as there is something to send."""

    def send(self, letter: Letter) -> str:
        """Send one message, and give the service's own reference of it.

        Raises:
            NotSent: with what is to be done about it.
        """

    def close(self) -> None:
        """Let the connection go."""

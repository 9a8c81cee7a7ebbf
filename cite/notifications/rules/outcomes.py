"""What becomes of a message after an attempt to send it: a table, and the delay before the next attempt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cite.notifications.rules.schedule import retry_delay


class Outcome(StrEnum):
    """What an attempt came to."""

    SENT = "sent"
    RETRY = "retry"  # this message, later
    PAUSE = "pause"  # the service itself is in trouble: this message later, and the others wait too
    REFUSED = "refused"  # never
    UNCERTAIN = "uncertain"  # it may have left


ARROWS = {
    Outcome.SENT: "deliver",
    Outcome.RETRY: "put_back",
    Outcome.PAUSE: "put_back",
    Outcome.REFUSED: "fail",
    Outcome.UNCERTAIN: "doubt",
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """The arrow a message follows, and when it may be tried again."""

    arrow: str
    due_at: datetime | None = None


def next_step(outcome: Outcome, attempts: int, at: datetime) -> NextStep:
    """Say what follows an attempt, the last of so many; a message put back too often has failed."""
    arrow = ARROWS[outcome]
    if arrow != "put_back":
        return NextStep(arrow)
    delay = retry_delay(attempts)
    return NextStep(arrow, at + delay) if delay else NextStep("fail")

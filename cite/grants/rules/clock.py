"""The rule of silence: no answer within so many months of the deposit is a refusal (CRPA, L231-4 and L114-5).

The clock stops while the carrier completes her file, and starts again where it stopped.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from cite.grants.enums import ApplicationState as A

RUNNING = frozenset(
    {A.DEPOSITED, A.TAKEN_UP, A.TO_CORRECT, A.ADMISSIBLE, A.IN_REVIEW, A.ADVISED, A.WAITING_LIST}
)
"""Where a carrier waits for an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFacts:
    """When the file was deposited, how long silence lasts, and how long it was stopped.

    `paused_on`: the day it stopped, none while it runs. `paused_days`: of the pauses that are over.
    """

    deposited_on: date
    months: int
    paused_on: date | None = None
    paused_days: int = 0


@dataclass(frozen=True, slots=True)
class Clock:
    """What remains before silence is a refusal; negative once the day is past."""

    deadline: date
    paused_days: int
    days_left: int
    is_paused: bool

    @property
    def is_over(self) -> bool:
        """Whether silence has become a refusal."""
        return self.days_left < 0 and not self.is_paused


def read_clock(facts: ClockFacts, on: date) -> Clock:
    """Tell the deadline as it stands on a day; while the clock is stopped, it moves with the days."""
    paused = total_pause(facts.paused_on, facts.paused_days, on)
    deadline = months_after(facts.deposited_on, facts.months) + timedelta(days=paused)
    return Clock(deadline, paused, (deadline - on).days, facts.paused_on is not None)


def total_pause(paused_on: date | None, paused_days: int, on: date) -> int:
    """Count the days of every pause, the present one included; a day before the pause adds none."""
    running = max(0, (on - paused_on).days) if paused_on else 0
    return max(0, paused_days) + running


def months_after(day: date, months: int) -> date:
    """Give the same day some months later, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

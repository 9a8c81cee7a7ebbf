"""When a message may leave: quiet hours, digests, new attempts. Times are local to the territory, and aware."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import NamedTuple

RETRY_DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
"""How long to wait after each failed attempt; after the last one, a message has failed for good."""

DIGEST_TIME = time(8, 0)
DIGEST_WEEKDAY = 0  # Monday
SUNDAY = 6


@dataclass(frozen=True, slots=True)
class QuietHours:
    """When a person is left in peace: every day from `start` to `end` (over midnight or not), and Sundays.

    The same hour twice means no quiet hours.
    """

    start: time = time(20, 0)
    end: time = time(8, 0)
    sundays: bool = True

    def covers(self, at: datetime) -> bool:
        """Say whether a moment is quiet."""
        if self.sundays and at.weekday() == SUNDAY:
            return True
        clock = at.time()
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end


NEVER_QUIET = QuietHours(time(0), time(0), sundays=False)


class Window(NamedTuple):
    """From when a message may leave, and until when; None: there is no hurry."""

    opens: datetime
    closes: datetime | None


def next_window(at: datetime, quiet: QuietHours) -> Window:
    """Find the first moment from `at` on when a message may leave, and when quiet begins again."""
    if quiet == NEVER_QUIET or (quiet.start == quiet.end and not quiet.sundays):
        return Window(at, None)
    moments = [at, *_boundaries(at, quiet)]
    opens = next(moment for moment in moments if not quiet.covers(moment))
    closes = next((moment for moment in moments if moment > opens and quiet.covers(moment)), None)
    return Window(opens, closes)


def _boundaries(at: datetime, quiet: QuietHours) -> list[datetime]:
    """List the moments of the coming days when quiet may begin or end, in order."""
    clocks = {time(0), quiet.start, quiet.end}
    days = [at.date() + timedelta(days=n) for n in range(9)]
    moments = [datetime.combine(day, clock, at.tzinfo) for day in days for clock in clocks]
    return sorted(moment for moment in moments if moment > at)


def next_digest(at: datetime, *, weekly: bool) -> datetime:
    """Find the next time of the daily or weekly digest, strictly after `at`."""
    day = at.date()
    while True:
        moment = datetime.combine(day, DIGEST_TIME, at.tzinfo)
        if moment > at and (not weekly or day.weekday() == DIGEST_WEEKDAY):
            return moment
        day += timedelta(days=1)


def retry_delay(attempts: int) -> timedelta | None:
    """Tell how long to wait after this many failed attempts; None: give up."""
    return RETRY_DELAYS[attempts - 1] if attempts <= len(RETRY_DELAYS) else None


def is_cooling(last: datetime | None, cooldown: timedelta, at: datetime) -> bool:
    """Say whether the last reminder about the same thing is too recent for another one."""
    return last is not None and at < last + cooldown

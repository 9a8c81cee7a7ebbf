"""How long a sheet may be believed: its author promises to look at it again, and the public stops seeing it if not."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

GRACE_DAYS = 60
"""Days the public still sees a sheet after the promised look; a parameter."""

WARNINGS_BEFORE_DAYS: Sequence[int] = (45, 10)
"""Days before the sheet is hidden on which its author is warned, the farthest first; a parameter."""


def look_again_on(confirmed_on: date, months: int) -> date:
    """Find the day on which the author promised to look again: the same day of the month, or its last."""
    year, month = divmod(confirmed_on.year * 12 + confirmed_on.month - 1 + months, 12)
    return date(year, month + 1, min(confirmed_on.day, monthrange(year, month + 1)[1]))


def shown_until(confirmed_on: date, months: int, grace_days: int = GRACE_DAYS) -> date:
    """Find the last day on which the public sees a sheet that nobody confirms again."""
    return look_again_on(confirmed_on, months) + timedelta(days=grace_days)


def shown_at_another_pace(confirmed_on: date, months: int, on: date) -> date:
    """Find that last day where the author promises, on a day, to look more or less often: both warnings come before."""
    return max(shown_until(confirmed_on, months), on + timedelta(days=max(WARNINGS_BEFORE_DAYS)))


def warnings_due(until: date, on: date, before: Sequence[int] = WARNINGS_BEFORE_DAYS) -> int:
    """Count the warnings that should have been sent by a day: none long before, all of them near the end."""
    return sum((until - on).days <= days for days in before)

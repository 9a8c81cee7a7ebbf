"""When an opinion that was asked is recalled, and how long its link opens."""

from __future__ import annotations

from datetime import date, datetime, timedelta

OPINION_PURPOSE = "grants.opinion"
BEFORE = timedelta(days=3)
COOLDOWN = timedelta(days=7)
LINK_LIFE_AFTER_DUE = timedelta(days=60)
MOST_PER_FILE = 20


def is_to_remind(due_on: date, reminded_at: datetime | None, moment: datetime, today: date) -> bool:
    """Say whether to recall an opinion: three days before its day, then once a week while it is late."""
    if today < due_on - BEFORE:
        return False
    return reminded_at is None or moment - reminded_at >= COOLDOWN

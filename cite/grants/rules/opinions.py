"""While an opinion is asked and waited for, when it is recalled, and how long its link opens."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cite.grants.enums import ApplicationState as S

ADVISABLE = frozenset({S.DEPOSITED, S.TAKEN_UP, S.TO_CORRECT, S.ADMISSIBLE, S.IN_REVIEW})
"""Where the opinion of others is asked."""
ANSWERABLE = ADVISABLE | {S.ADVISED, S.WAITING_LIST}
"""Where an opinion still says something to those who decide: a file that is over is shown to nobody from outside."""
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

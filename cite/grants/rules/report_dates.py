"""When a bilan is due, when it is late, and on which days its carrier is reminded (domain, 2.8)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cite.grants.enums import DueState, ReportKind

REMINDERS: Mapping[str, tuple[int, ...]] = {
    ReportKind.INTERIM: (-30, -15, -7, 0, 15, 30),
    ReportKind.FINAL: (-60, -30, -15, -7, 0, 15, 30),
}
"""Days before (negative) or after the date on which a reminder leaves."""
GRACE_DAYS = 6
"""How long a reminder may still leave, where no worker was there on its day."""
SOON_DAYS = 60


def due_state(due_on: date, on: date, *, is_produced: bool, is_due: bool = True) -> DueState:
    """Say where a bilan stands on a day: the day itself is still in time."""
    if not is_due:
        return DueState.NOT_DUE
    if is_produced:
        return DueState.PRODUCED
    if on > due_on:
        return DueState.LATE
    return DueState.SOON if (due_on - on).days <= SOON_DAYS else DueState.UPCOMING


def reminder_of(kind: ReportKind | str, due_on: date, on: date) -> int | None:
    """Tell which reminder leaves on a day, as days from the date; none where none does."""
    days = (on - due_on).days
    reached = [offset for offset in REMINDERS[kind] if offset <= days <= offset + GRACE_DAYS]
    return reached[-1] if reached else None


def usual_due_on(year: int, kind: ReportKind | str) -> date:
    """Tell when the bilan of an action funded before this tool is due: six months after the exercise (law 2000-321)."""
    return date(year, 11, 30) if kind == ReportKind.INTERIM else date(year + 1, 6, 30)

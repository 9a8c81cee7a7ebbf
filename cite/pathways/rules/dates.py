"""Which days are plausible in a pathway."""

from __future__ import annotations

from datetime import date, timedelta

from cite.core.decisions import Decision, unless
from cite.pathways.enums.objections import EventObjection, PathwayObjection

OLDEST = timedelta(days=5 * 366)
"""How far back a pathway may have begun: lists taken over reach years back."""
FARTHEST = timedelta(days=366)
"""How far an appointment may stand: beyond a year, a date is a slip of the keyboard."""


def opening_decision(on: date, today: date, *, last_closed_on: date | None) -> Decision:
    """Say whether a pathway may begin on a day: not in the future, nor before the end of the last one."""
    return (
        unless(on <= today, PathwayObjection.IN_THE_FUTURE)
        & unless(on >= today - OLDEST, PathwayObjection.TOO_OLD)
        & unless(last_closed_on is None or on >= last_closed_on, PathwayObjection.BEFORE_THE_LAST)
    )


def event_decision(on: date, today: date, *, opened_on: date) -> Decision:
    """Say whether something may have happened on a day: since the opening, not in the future."""
    return unless(on <= today, PathwayObjection.IN_THE_FUTURE) & unless(
        on >= opened_on, PathwayObjection.BEFORE_OPENING
    )


def appointment_decision(on: date, today: date, *, opened_on: date) -> Decision:
    """Say whether an appointment may stand on a day: since the opening, within a year."""
    return unless(on <= today + FARTHEST, EventObjection.TOO_FAR) & unless(
        on >= opened_on, PathwayObjection.BEFORE_OPENING
    )


def pause_decision(
    first_on: date, last_on: date, *, opened_on: date, overlaps: bool, longest_days: int
) -> Decision:
    """Say whether a pause may cover these days."""
    return (
        unless(last_on >= first_on, EventObjection.ENDS_BEFORE)
        & unless((last_on - first_on).days <= longest_days, EventObjection.TOO_LONG)
        & unless(first_on >= opened_on, PathwayObjection.BEFORE_OPENING)
        & unless(not overlaps, EventObjection.OVERLAPS)
    )

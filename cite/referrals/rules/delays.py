"""How long each thing of a referral takes: one table, which both co-pilots may read and set.

Sources: the habits of the services that prescribe (a first reminder after ten working days, a request closed after
thirty days), and the decision that what a light referral holds of a person is erased after ninety days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cite.core.working_days import after_working_days


@dataclass(frozen=True, slots=True)
class Delays:
    """The delays of a Cité. Days are days of the calendar unless said otherwise."""

    first_reminder_working_days: int = 10
    between_reminders_working_days: int = 5
    most_reminders: int = 3
    coordination_days: int = 21
    expiry_days: int = 30
    link_after_expiry_days: int = 120
    outcomes_after_days: tuple[int, ...] = (15, 60)
    light_kept_days: int = 90
    introduction_kept_days: int = 90
    farthest_appointment_days: int = 366
    most_openings_of_a_link: int = 20


DELAYS = Delays()


def expires_on(sent_on: date, delays: Delays = DELAYS) -> date:
    """Tell after which day a referral without an answer is closed."""
    return sent_on + timedelta(days=delays.expiry_days)


def reminder_from(
    sent_on: date, reminders_sent: int, reminded_on: date | None, delays: Delays = DELAYS
) -> date | None:
    """Tell from which day the machine reminds the structure; none once it was reminded often enough."""
    if reminders_sent >= delays.most_reminders:
        return None
    if reminded_on is None:
        return after_working_days(sent_on, delays.first_reminder_working_days)
    return after_working_days(reminded_on, delays.between_reminders_working_days)


def may_remind_from(sent_on: date, reminded_on: date | None, delays: Delays = DELAYS) -> date:
    """Tell from which day whoever sent it may remind by hand: the same cool-down, without waiting for the machine."""
    return after_working_days(reminded_on or sent_on, delays.between_reminders_working_days)


def coordination_from(sent_on: date, delays: Delays = DELAYS) -> date:
    """Tell from which day the coordination is warned of a referral without an answer."""
    return sent_on + timedelta(days=delays.coordination_days)


def moments_due(answered_on: date, on: date, delays: Delays = DELAYS) -> tuple[int, ...]:
    """List the moments, in days after the answer, at which what came of it was to be asked by a day."""
    return tuple(days for days in delays.outcomes_after_days if answered_on + timedelta(days=days) <= on)


def is_forgotten(kept_since: date, on: date, days: int) -> bool:
    """Say whether what was kept since a day is erased by another."""
    return kept_since + timedelta(days=days) <= on

"""How long each thing of a referral takes; both co-pilots set it between bounds (`residents.rules.delays`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cite.core.working_days import after_working_days


@dataclass(frozen=True, slots=True)
class Delays:
    """The delays of a Cité. Days are days of the calendar unless said otherwise."""

    first_reminder_working_days: int
    between_reminders_working_days: int
    most_reminders: int
    coordination_days: int
    expiry_days: int
    outcomes_after_days: tuple[int, ...]
    light_kept_days: int
    call_days: int
    answer_days: int


LATE_ANSWER_DAYS = 60
"""How long the last question about what came of it may still be answered: a bound of safety, no promise to anybody."""
RESUMED_WITHIN = timedelta(hours=24)
"""How long a referral canceled by mistake may go on as if nothing: a slip is seen at once."""
FARTHEST_APPOINTMENT_DAYS = 366
"""Beyond a year, a date is a slip of the keyboard."""
MOST_OPENINGS_OF_A_LINK = 20
"""A link opened more often than any structure would is in somebody else’s hands."""


def expires_on(sent_on: date, delays: Delays) -> date:
    """Tell after which day a referral without an answer is closed."""
    return sent_on + timedelta(days=delays.expiry_days)


def answered_until(expires_on: date, delays: Delays) -> date:
    """Tell the last day on which the structure may still say what came of it: after its last question, some weeks."""
    return expires_on + timedelta(days=delays.outcomes_after_days[-1] + LATE_ANSWER_DAYS)


def reminder_from(
    sent_on: date, reminders_sent: int, reminded_on: date | None, delays: Delays
) -> date | None:
    """Tell from which day the machine reminds the structure; none once it was reminded often enough."""
    if reminders_sent >= delays.most_reminders:
        return None
    if reminded_on is None:
        return after_working_days(sent_on, delays.first_reminder_working_days)
    return after_working_days(reminded_on, delays.between_reminders_working_days)


def silent_if_sent_by(on: date, delays: Delays) -> date:
    """Tell the latest day of sending for which a structure that has not answered is late on a day."""
    sent_on = on - timedelta(days=delays.first_reminder_working_days)
    while after_working_days(sent_on, delays.first_reminder_working_days) > on:
        sent_on -= timedelta(days=1)
    return sent_on


def may_remind_from(sent_on: date, reminded_on: date | None, delays: Delays) -> date:
    """Tell from which day whoever sent it may remind by hand: the same cool-down, without waiting for the machine."""
    return after_working_days(reminded_on or sent_on, delays.between_reminders_working_days)


def coordination_from(sent_on: date, delays: Delays) -> date:
    """Tell from which day the coordination is warned of a referral without an answer."""
    return sent_on + timedelta(days=delays.coordination_days)


def ranks_due(answered_on: date, on: date, delays: Delays) -> tuple[int, ...]:
    """List which questions about what came of it, the first then the second, were to be asked by a day.

    A question is known by its rank: known by its days, it would be asked again once these change.
    """
    moments = enumerate(delays.outcomes_after_days, start=1)
    return tuple(rank for rank, days in moments if answered_on + timedelta(days=days) <= on)

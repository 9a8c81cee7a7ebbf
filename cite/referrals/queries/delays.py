"""The delays of the referrals of a Cité, as its co-pilots set them."""

from __future__ import annotations

from datetime import timedelta

from cite.referrals.rules.delays import Delays
from cite.residents.enums.delays import Delay as D
from cite.residents.queries import delays as kept
from cite.tenancy.models import Territory


def delays_of(territory: Territory | None) -> Delays:
    """Read them. One query."""
    values = kept.delays_of(territory)
    return Delays(
        first_reminder_working_days=values[D.FIRST_REMINDER],
        between_reminders_working_days=values[D.BETWEEN_REMINDERS],
        most_reminders=values[D.MOST_REMINDERS],
        coordination_days=values[D.COORDINATION],
        expiry_days=values[D.EXPIRY],
        outcomes_after_days=(values[D.OUTCOME_SOON], values[D.OUTCOME_LATER]),
        light_kept_days=values[D.LIGHT_DAYS],
        call_days=values[D.CALLED],
        answer_days=values[D.ANSWERED],
    )


def needs_kept(territory: Territory | None) -> timedelta:
    """Tell how long the words of a need that nothing answered are kept. One query."""
    return timedelta(days=kept.delays_of(territory)[D.NEED_WORDS])

"""The one place that reads the clock: everything else receives its dates."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Tell the moment, aware of the time zone."""
    return timezone.now()


def today() -> date:
    """Tell the day in the project's time zone."""
    return timezone.localdate()

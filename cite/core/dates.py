"""The one place that reads the clock: everything else receives its dates."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_lived: ContextVar[datetime | None] = ContextVar("lived", default=None)


def now() -> datetime:
    """Tell the moment, aware of the time zone."""
    return _lived.get() or timezone.now()


def today() -> date:
    """Tell the day in the project's time zone."""
    return timezone.localdate(_lived.get())


@contextmanager
def living_at(moment: datetime) -> Iterator[None]:
    """Live at another moment: the demonstration lives a year through the operations that everyone uses."""
    token = _lived.set(moment)
    try:
        yield
    finally:
        _lived.reset(token)

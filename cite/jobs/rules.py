"""The arithmetic of background work: when to try again, how far it is, what a trace may keep."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import PurePath
from traceback import extract_tb

FIRST_RETRY = timedelta(seconds=2)


def retry_delay(attempts: int) -> timedelta:
    """How long to wait after this many failed attempts: 2 s, 10 s, 50 s, 4 min, 21 min, 1 h 44, 8 h 41…"""
    return FIRST_RETRY * 5 ** min(attempts - 1, 10)


def percent_done(done: int, total: int | None) -> int | None:
    """The share done, 0 to 100, rounded down so that 100 means finished; None while the total is unknown."""
    if not total:
        return None
    return max(0, min(100, done * 100 // total))


def next_run(due: datetime, every: timedelta, at: datetime) -> datetime:
    """The next due time after `at`, on the rhythm of the previous one: what was missed is not caught up."""
    return due + every * max(1, (at - due) // every + 1)


def trace_without_values(error: BaseException) -> str:
    """Tell what failed and where: types and lines of code only, since messages may hold people's data."""
    lines: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = [
            f"  {'/'.join(PurePath(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"
            for frame in extract_tb(current.__traceback__)[-20:]
        ]
        lines[:0] = [*frames, f"{type(current).__module__}.{type(current).__qualname__}"]
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\n".join(lines)

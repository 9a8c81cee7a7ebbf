"""Stretches of days, and what is left of them once others are taken away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache

ONE_DAY = timedelta(days=1)
FOREVER = date.max

Days = tuple[date, date]
"""A first and a last day, both included; `FOREVER` where nothing ends it."""


@lru_cache(maxsize=65_536)
def days_after(on: date, count: int) -> date:
    """Tell the day that comes some days after another (before, where negative); `FOREVER` stays.

    Beyond what a calendar holds it is the last day, or the first: a slip in one year stops the look at nobody else.
    """
    if on == FOREVER:
        return on
    try:
        return on + timedelta(days=count)
    except OverflowError:
        return FOREVER if count > 0 else date.min


def days_counted(since: date, count: int, holes: Sequence[Days]) -> date:
    """Tell the day on which so many days outside of some stretches have passed since a day; `FOREVER` where none does.

    `holes`: in order; they may overlap, each day is left out once.
    """
    on = days_after(since, count)
    if not holes:
        return on
    counted = since
    for first, last in holes:
        if last <= counted:
            continue
        if first > on:
            break
        if last == FOREVER:
            return FOREVER
        on = days_after(on, (last - max(first - ONE_DAY, counted)).days)
        counted = last
    return on


def day_before_counted(on: date, count: int, holes: Iterable[Days]) -> date:
    """Tell the last day since which so many days outside of some stretches have passed on a day outside of them."""
    holes, since = tuple(holes), on
    while count:
        count -= not any(first <= since <= last for first, last in holes)
        since -= ONE_DAY
    return since


def without(days: Days, holes: Iterable[Days]) -> list[Days]:
    """Take stretches away from a stretch; what is left, in order."""
    left, start = [], days[0]
    for first, last in sorted(holes):
        if last < start:
            continue
        if first > days[1]:
            break
        if first > start:
            left.append((start, first - ONE_DAY))
        if last == FOREVER:
            return left
        start = max(start, last + ONE_DAY)
    if start <= days[1]:
        left.append((start, days[1]))
    return left


def inside(days: Days, bounds: Days) -> Days | None:
    """Keep of a stretch what lies within another; none where nothing does."""
    first, last = max(days[0], bounds[0]), min(days[1], bounds[1])
    return (first, last) if first <= last else None

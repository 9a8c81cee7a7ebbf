"""A few good answers rather than a flood: what is the same in several places comes once, what is far weaker, later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

WITHIN_M = (1000, 2000, 5000, 10_000)
"""How far somebody may say she goes, in meters."""
_STRONG_PERCENT = 50

Group = tuple[int, ...]


def together(order: Sequence[int], bodies: Mapping[int, tuple]) -> list[Group]:
    """Put under the first of them the services of one body that say the same, in order: other places of one service.

    `bodies`: what two sheets must share to be one service; a sheet that is not there stands alone.
    """
    groups: dict[object, list[int]] = {}
    for pk in order:
        groups.setdefault(bodies.get(pk, pk), []).append(pk)
    return [tuple(group) for group in groups.values()]


def strong(groups: Sequence[Group], scores: Mapping[int, int], *, most: int) -> list[Group]:
    """Choose what is shown first: at most `most`, each worth at least half of the best; never nothing."""
    best = max(scores.values(), default=0)
    first = [group for group in groups[:most] if scores.get(group[0], 0) * 100 >= best * _STRONG_PERCENT]
    return first or list(groups[:most])

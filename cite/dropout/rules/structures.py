"""How many situations wait in each structure, as a reader may know it: small counts are not told.

A situation counts in one structure, so what is told of one thing across structures is masked like any table of people
(`core/masking.py`). What is fine is not masked: that two of eight people have news leads to nobody.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

from cite.core.masking import LEAST, Published, published

_Key = TypeVar("_Key", bound=Hashable)


def told(counts: Mapping[_Key, int], own: Collection[_Key] = ()) -> Published[_Key]:
    """Tell one count by structure. `own`: the reader’s structures, whose people she may know, told as they are.

    What she knows of her own is taken out first: it would lead by subtraction to what is masked of the others. Where
    hardly anybody waits in all, nobody at all is still told: it is where one does not call.
    """
    known = {key: count for key, count in counts.items() if key in own}
    others = {key: count for key, count in counts.items() if key not in own}
    masked = published(others)
    if masked.total is None:
        alike = {key: None if count else 0 for key, count in others.items()}
        masked = Published(alike, None if any(others.values()) else 0)
    total = None if masked.total is None else masked.total + sum(known.values())
    return Published({**masked.counts, **known}, total)


def urgency(shown: int | None) -> float:
    """Rank a count as it is told: a masked one stands between nobody and the least that is shown."""
    return LEAST / 2 if shown is None else float(shown)

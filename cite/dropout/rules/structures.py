"""In which order structures are read where situations wait: by what is told, never by what is masked."""

from __future__ import annotations

from cite.core.masking import LEAST


def urgency(shown: int | None) -> float:
    """Rank a count as it is told: a masked one stands between nobody and the least that is shown."""
    return LEAST / 2 if shown is None else float(shown)

"""Mistakes of typing: the words of an index that somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST_MEANT = 3
_SHORTEST = 4
_SHORTEST_FOR_TWO = 11


def mistakes_allowed(key: str) -> int:
    """Tell how many letters may be wrong, missing, added or swapped; none in a short word, nor in a number."""
    if len(key) < _SHORTEST or not key.isalpha():
        return 0
    return 2 if len(key) >= _SHORTEST_FOR_TWO else 1


def beginnings(key: str) -> tuple[str, ...]:
    """Give the letters that the right word may begin with: its first letter typed, swapped, doubled, or a silent h."""
    return tuple(sorted({key[0], key[1], "h"}))


def meant(key: str, known: Iterable[tuple[str, int]]) -> list[str]:
    """Choose the nearest among words and how many documents each has; the most frequent first. None may be near.

    Of words as near, those that begin alike come alone: « aprendre » is « apprendre » rather than « prendre ».
    """
    allowed = mistakes_allowed(key)
    counts = dict(known)
    if not allowed or not counts:
        return []
    near = process.extract(key, list(counts), scorer=OSA.distance, score_cutoff=allowed, limit=None)
    ranks = {word: (distance, word[:1] != key[:1]) for word, distance, _ in near}
    best = [word for word, rank in ranks.items() if rank == min(ranks.values())]
    return sorted(best, key=lambda word: (-counts[word], word))[:MOST_MEANT]

"""How much each benchmark does."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """Counts; `rounds`: best of so many."""

    points: int
    limit_points: int
    answers: int
    rows: int
    addresses: int
    addresses_per_class: int
    addok_queries: int
    services: int
    requests: int
    rounds: int


FULL = Sizes(
    points=1_000_000,
    limit_points=500_000,
    answers=20_000,
    rows=1_000_000,
    addresses=200_000,
    addresses_per_class=200,
    addok_queries=1_000,
    services=150_000,
    requests=40,
    rounds=5,
)
QUICK = Sizes(
    points=10_000,
    limit_points=5_000,
    answers=200,
    rows=1_000,
    addresses=3_000,
    addresses_per_class=5,
    addok_queries=50,
    services=100,
    requests=1,
    rounds=1,
)
"""Enough for every benchmark to be run whole: a test does it, and depends on no time."""

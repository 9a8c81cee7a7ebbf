"""In which order a resident sees what answers her: what answers best, then what is near, then what begins soon."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

STEP_M = 250
"""Nobody chooses between two places for less."""
LEVELS = 3
_METERS_IN_A_DEGREE = 111_195.0
_NO_DELAY_KNOWN = 10_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A service that answers: its rank and its score in the search, where it is, its delay of entry in days."""

    pk: int
    score: int
    longitude: float | None
    latitude: float | None
    delay: int | None


def meters_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Measure between two points of a same city (longitude, latitude in degrees); exact to some meters."""
    mean = math.radians((one[1] + other[1]) / 2)
    east = (one[0] - other[0]) * math.cos(mean)
    return math.hypot(east, one[1] - other[1]) * _METERS_IN_A_DEGREE


def meters_from(origin: tuple[float, float], longitudes: np.ndarray, latitudes: np.ndarray) -> np.ndarray:
    """Measure as `meters_between`, to many points at once."""
    means = np.radians((origin[1] + latitudes) / 2)
    east = (origin[0] - longitudes) * np.cos(means)
    return np.hypot(east, origin[1] - latitudes) * _METERS_IN_A_DEGREE


def ordered(
    candidates: Sequence[Candidate], *, origin: tuple[float, float], by_relevance: bool
) -> list[tuple[int, float | None]]:
    """Order candidates, given best first; each comes with its distance in meters, None where it has no place.

    Answers are of three levels, by their scores: within one, the nearest come first, then those that begin soonest.
    """
    best = max((candidate.score for candidate in candidates), default=0)
    rows = []
    for rank, candidate in enumerate(candidates):
        level = LEVELS - math.ceil(LEVELS * candidate.score / best) if by_relevance and best else 0
        distance = None
        if candidate.longitude is not None and candidate.latitude is not None:
            distance = meters_between(origin, (candidate.longitude, candidate.latitude))
        far = math.inf if distance is None else distance // STEP_M
        delay = _NO_DELAY_KNOWN if candidate.delay is None else candidate.delay
        rows.append(((level, far, delay, rank), candidate.pk, distance))
    return [(pk, distance) for _order, pk, distance in sorted(rows)]


def rounded_meters(distance: float) -> int:
    """Round a distance as people say it: by 50 m below one kilometre, by 100 m beyond."""
    step = 50 if distance < 1000 else 100
    return max(step, round(distance / step) * step)

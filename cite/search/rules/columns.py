"""Where documents are and when they are open, as bytes: what filters compute at the moment of the question.

A row of the database holds those of one block of numbers, beside the postings of its terms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

PLACES, HOURS = "#places", "#hours"
"""The terms of their rows: no word of a text and no code can be them."""
_OFFSET, _DEGREES = np.dtype("<u2"), np.dtype("<f8")
_PLACE_BYTES = _OFFSET.itemsize + 2 * _DEGREES.itemsize
_HEAD = 4

Place = tuple[float, float]
"""Longitude and latitude, in degrees."""
Measure = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""Meters, from arrays of longitudes and of latitudes."""


@dataclass(frozen=True, slots=True)
class PlaceColumn:
    """The places of the documents of a block that have one, by their offsets, in order."""

    offsets: np.ndarray
    longitudes: np.ndarray
    latitudes: np.ndarray
    _meters: dict[Measure, np.ndarray] = field(default_factory=dict)

    @classmethod
    def from_bytes(cls, content: bytes) -> PlaceColumn:
        """Read what `to_bytes` wrote."""
        size = len(content) // _PLACE_BYTES
        degrees = np.frombuffer(content, _DEGREES, 2 * size, _OFFSET.itemsize * size)
        return cls(np.frombuffer(content, _OFFSET, size), degrees[:size], degrees[size:])

    def to_bytes(self) -> bytes:
        """Write it: two bytes an offset, then eight a longitude, then eight a latitude."""
        return self.offsets.tobytes() + self.longitudes.tobytes() + self.latitudes.tobytes()

    def changed(self, touched: np.ndarray, given: Mapping[int, Place]) -> PlaceColumn:
        """Forget the offsets marked in `touched`, a truth value for each of the block; then add these."""
        kept = ~touched[self.offsets]
        offsets, order = _with(self.offsets[kept], given)
        more = np.array(list(given.values()), _DEGREES).reshape(len(given), 2)
        axes = ((self.longitudes, more[:, 0]), (self.latitudes, more[:, 1]))
        return PlaceColumn(offsets, *(np.concatenate((old[kept], new))[order] for old, new in axes))

    def meters(self, measure: Measure) -> np.ndarray:
        """Measure once, however many distances are asked."""
        if measure not in self._meters:
            self._meters[measure] = measure(self.longitudes, self.latitudes)
        return self._meters[measure]


@dataclass(frozen=True, slots=True)
class HoursColumn:
    """The opening hours of the documents of a block that have some: each text once, and its number for each offset."""

    offsets: np.ndarray
    numbers: np.ndarray
    texts: Sequence[str]

    @classmethod
    def from_bytes(cls, content: bytes) -> HoursColumn:
        """Read what `to_bytes` wrote."""
        size = int.from_bytes(content[:_HEAD], "little")
        rows = np.frombuffer(content, _OFFSET, 2 * size, min(len(content), _HEAD))
        texts = content[_HEAD + rows.nbytes :].decode().split("\n") if size else []
        return cls(rows[:size], rows[size:], texts)

    def to_bytes(self) -> bytes:
        """Write it: how many, two bytes an offset, two a number, then a text a line; nothing where it is empty."""
        if not len(self.offsets):
            return b""
        rows = self.offsets.tobytes() + self.numbers.tobytes()
        return len(self.offsets).to_bytes(_HEAD, "little") + rows + "\n".join(self.texts).encode()

    def changed(self, touched: np.ndarray, given: Mapping[int, str]) -> HoursColumn:
        """Forget the offsets marked in `touched`, a truth value for each of the block; then add these, of one line."""
        kept = ~touched[self.offsets]
        offsets, order = _with(self.offsets[kept], given)
        texts = [*self.texts, *given.values()]
        new = np.arange(len(self.texts), len(texts))
        used, places = np.unique(np.concatenate((self.numbers[kept], new))[order], return_inverse=True)
        chosen = [texts[number] for number in used.tolist()]
        left = sorted(set(chosen))
        numbers = {text: number for number, text in enumerate(left)}
        renumbered = np.fromiter(map(numbers.__getitem__, chosen), _OFFSET, len(chosen))
        return HoursColumn(offsets, renumbered[places], left)


def _with(offsets: np.ndarray, given: Mapping[int, object]) -> tuple[np.ndarray, np.ndarray]:
    """Add offsets to others, and tell in which order they come."""
    every = np.concatenate((offsets, np.fromiter(given, _OFFSET, len(given))))
    order = np.argsort(every, kind="stable")
    return every[order], order


@dataclass(frozen=True, slots=True)
class Near:
    """Documents at most so many meters away; the tests of a question share one `measure`."""

    measure: Measure
    meters: float
    column: ClassVar[str] = PLACES

    def passed(self, column: PlaceColumn) -> np.ndarray:
        """Give the offsets of those that are near enough; what has no place is not."""
        return column.offsets[column.meters(self.measure) <= self.meters]


@dataclass(frozen=True, slots=True)
class Open:
    """Documents whose opening hours are such. `is_open` reads one text; it is asked once for each that is different."""

    is_open: Callable[[str], bool]
    _known: dict[str, bool] = field(default_factory=dict, compare=False)
    column: ClassVar[str] = HOURS

    def passed(self, column: HoursColumn) -> np.ndarray:
        """Give the offsets of those that are; what has no hours is not."""
        self._known.update((text, self.is_open(text)) for text in column.texts if text not in self._known)
        states = np.fromiter(map(self._known.get, column.texts), bool, len(column.texts))
        return column.offsets[states[column.numbers]]


COLUMNS: dict[str, Any] = {PLACES: PlaceColumn, HOURS: HoursColumn}
Test = Near | Open

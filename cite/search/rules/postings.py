"""The documents that have a term, as bytes: a row of the database holds those of one block of numbers."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

BLOCK = 1 << 14
"""Documents are numbered by their objects; a block is so many numbers in a row."""

_OFFSET = np.dtype("<u2")
_BYTES_EACH = 3


@dataclass(frozen=True, slots=True)
class Posting:
    """The places, within a block, of the documents that have a term, in order; and its weight in each."""

    offsets: np.ndarray
    weights: np.ndarray

    @classmethod
    def of(cls, weights: dict[int, int]) -> Posting:
        """Build it from the weight at each place."""
        offsets = np.fromiter(weights.keys(), _OFFSET, len(weights))
        order = np.argsort(offsets)
        return cls(offsets[order], np.fromiter(weights.values(), np.uint8, len(weights))[order])

    @staticmethod
    def pack(weights: dict[int, int]) -> bytes:
        """Write what `of` would build and `to_bytes` would write: most terms are in a few documents only."""
        offsets = sorted(weights)
        return struct.pack(f"<{len(offsets)}H", *offsets) + bytes(weights[offset] for offset in offsets)

    @classmethod
    def from_bytes(cls, content: bytes) -> Posting:
        """Read what `to_bytes` wrote."""
        size = len(content) // _BYTES_EACH
        return cls(np.frombuffer(content, _OFFSET, size), np.frombuffer(content, np.uint8, size, 2 * size))

    def to_bytes(self) -> bytes:
        """Write it: two bytes a place, then one a weight."""
        return self.offsets.tobytes() + self.weights.tobytes()

    def changed(self, touched: np.ndarray, weights: dict[int, int]) -> Posting:
        """Forget the places marked in `touched`, a truth value for each of the block; then add these weights."""
        kept = ~touched[self.offsets]
        new = Posting.of(weights)
        offsets = np.concatenate((self.offsets[kept], new.offsets))
        order = np.argsort(offsets, kind="stable")
        return Posting(offsets[order], np.concatenate((self.weights[kept], new.weights))[order])


def split(object_id: int) -> tuple[int, int]:
    """Give the block of an object, and its place there."""
    return divmod(object_id, BLOCK)


def marks(offsets: Iterable[int]) -> np.ndarray:
    """Mark places of a block."""
    marked = np.zeros(BLOCK, bool)
    marked[list(offsets)] = True
    return marked

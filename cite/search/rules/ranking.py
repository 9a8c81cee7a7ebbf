"""Which documents answer a question, and in what order: whole numbers only, so that no machine disagrees.

Every document has a position: the block it is in, among the blocks that exist, then its place in the block. What is
computed is one array over all positions; a hundred thousand of them take a fraction of a millisecond.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log2
from typing import Any

import numpy as np

from cite.search.rules.asking import Clause, Way
from cite.search.rules.columns import COLUMNS, Test
from cite.search.rules.documents import EVERY_DOCUMENT, HIGHEST
from cite.search.rules.postings import BLOCK, Posting

FEW = 5
MOST_NEAR = 20
_RARITY_UNITS = 64


@dataclass(slots=True)
class Postings:
    """The documents of some terms: for each, their positions and weights."""

    blocks: np.ndarray
    by_term: dict[str, tuple[np.ndarray, np.ndarray]]
    columns: dict[str, dict[int, Any]] = field(default_factory=dict)
    _passing: dict[Test, np.ndarray] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, int, bytes]]) -> Postings:
        """Gather rows: term, block, content. Their blocks are the only ones; to rank, `EVERY_DOCUMENT` is needed."""
        columns: dict[str, dict[int, Any]] = {}
        found = _by_term(rows, columns)
        blocks = np.array(sorted({block for parts in found.values() for block in parts}), np.int64)
        postings = cls(blocks, {EVERY_DOCUMENT: _joined({}, {})}, columns)
        postings._take(found)
        return postings

    def add(self, rows: Iterable[tuple[str, int, bytes]]) -> None:
        """Gather rows of other terms; blocks that were not there before are left out."""
        self._take(_by_term(rows, self.columns))

    def _take(self, found: Mapping[str, dict[int, Posting]]) -> None:
        slots = {block: slot for slot, block in enumerate(self.blocks.tolist())}
        self.by_term |= {term: _joined(parts, slots) for term, parts in found.items()}

    @property
    def size(self) -> int:
        """How many positions there are."""
        return len(self.blocks) * BLOCK

    def count(self, term: str) -> int:
        """Tell how many documents have a term."""
        return len(self.by_term[term][0]) if term in self.by_term else 0

    def mask(self, terms: Iterable[str]) -> np.ndarray:
        """Mark the documents that have any of these terms."""
        marked = np.zeros(self.size, bool)
        for term in terms:
            if term in self.by_term:
                marked[self.by_term[term][0]] = True
        return marked

    def passing(self, test: Test) -> np.ndarray:
        """Mark the documents that pass a test of a column that was gathered; what is both asked and counted, once."""
        if test in self._passing:
            return self._passing[test]
        self._passing[test] = marked = np.zeros(self.size, bool)
        for slot, block in enumerate(self.blocks.tolist()):
            if column := self.columns.get(test.column, {}).get(block):
                marked[test.passed(column).astype(np.int64) + slot * BLOCK] = True
        return marked

    def count_marked(self, term: str, marked: np.ndarray) -> int:
        """Count the documents that have a term, among those marked."""
        return int(np.count_nonzero(marked[self.by_term[term][0]])) if term in self.by_term else 0

    def positions(self, ids: np.ndarray) -> np.ndarray:
        """Give the positions of objects; those of blocks that do not exist are left out."""
        blocks, offsets = np.divmod(ids, BLOCK)
        slots = np.searchsorted(self.blocks, blocks)
        slots[slots == len(self.blocks)] = 0
        known = self.blocks[slots] == blocks if len(self.blocks) else np.zeros(len(ids), bool)
        return slots[known] * BLOCK + offsets[known]

    def ids(self, positions: np.ndarray) -> np.ndarray:
        """Give the objects at these positions."""
        return self.blocks[positions // BLOCK] * BLOCK + positions % BLOCK


@dataclass(frozen=True, slots=True)
class Ranked:
    """The answer: positions, best first, and what was kept aside to answer with other filters.

    `reached`: how many of the things asked every answer has; it may be fewer than were asked. `near`: where answers are
    few, the best documents that lack one thing only. `had`: how many of the things asked each document has; where
    nothing is asked, all have one.
    """

    positions: np.ndarray
    scores: np.ndarray
    near: np.ndarray
    reached: int
    had: np.ndarray
    order: _Order
    filters: Mapping[str, np.ndarray] = field(default_factory=dict)

    def without(self, *names: str) -> np.ndarray:
        """Give what would answer without these filters, best first."""
        return self.order.best_first(_with_most(self.had, self._others(names)))

    def counting(self, name: str) -> Callable[[np.ndarray], int]:
        """Count what would answer if this filter let through what is marked, and nothing else.

        Exactly as `rank` would: where nothing has everything that was asked, what has the most of it.
        """
        others, most = self._others([name]), int(self.had.max(initial=0))
        levels = [others & (self.had == level) for level in range(most, 0, -1)]

        def count(marked: np.ndarray) -> int:
            counts = (int(np.count_nonzero(marked & level)) for level in levels)
            return next(filter(None, counts), 0)

        return count

    def _others(self, names: Collection[str]) -> np.ndarray:
        return np.logical_and.reduce(
            [self.had > 0, *(mask for other, mask in self.filters.items() if other not in names)]
        )


def rank(
    clauses: Sequence[Clause], postings: Postings, filters: Mapping[str, np.ndarray], among: np.ndarray | None
) -> Ranked:
    """Find the documents that have the most of what is asked, then order them.

    A document that has everything comes alone; where none has, those that have the most things come. Then: the rarer
    the words and the more they say of the document, the better; then the hint; then the oldest.
    """
    totals = np.zeros(postings.size, np.int32)
    had = np.zeros(postings.size, np.int8) if clauses else np.ones(postings.size, np.int8)
    for clause in clauses:
        score = _score(clause, postings)
        totals += score
        had += score > 0
    had[~postings.mask([EVERY_DOCUMENT])] = 0
    if among is not None:
        chosen = np.zeros(postings.size, bool)
        chosen[postings.positions(among)] = True
        had[~chosen] = 0
    allowed = np.logical_and.reduce([had > 0, *filters.values()])
    order = _Order(totals, postings)
    positions = order.best_first(_with_most(had, allowed))
    reached = int(had[positions].max(initial=0)) if clauses else 0
    near = np.zeros(0, np.int64)
    if reached > 1 and len(positions) < FEW:
        near = order.best_first(np.flatnonzero(allowed & (had == reached - 1)))[:MOST_NEAR]
    return Ranked(positions, totals[positions].astype(np.int64), near, reached, had, order, filters)


def _with_most(had: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """Give the positions allowed that have the most of what is asked."""
    positions = np.flatnonzero(allowed)
    reached = had[positions]
    return positions[reached == reached.max(initial=1)]


def having_everything(clauses: Sequence[Clause], postings: Postings) -> np.ndarray:
    """Mark the documents that have everything asked."""
    marked = np.ones(postings.size, bool)
    for clause in clauses:
        answering = np.zeros(postings.size, bool)
        for way in clause.ways:
            answering |= np.logical_and.reduce([postings.mask([term]) for term in way.terms])
        marked &= answering
    return marked


class _Order:
    """By score, then by hint, then by number."""

    def __init__(self, totals: np.ndarray, postings: Postings) -> None:
        self._totals = totals
        self._hints = np.zeros(postings.size, np.uint8)
        every, weights = postings.by_term[EVERY_DOCUMENT]
        self._hints[every] = weights

    def best_first(self, positions: np.ndarray) -> np.ndarray:
        keys = self._totals[positions].astype(np.int64) * (HIGHEST + 1) + self._hints[positions]
        return positions[np.argsort(-keys, kind="stable")]


def _score(clause: Clause, postings: Postings) -> np.ndarray:
    """Give what every document is worth for one thing asked: by the best of its ways."""
    best = np.zeros(postings.size, np.int32)
    for way in clause.ways:
        if all(term in postings.by_term for term in way.terms):
            np.maximum(best, _score_of_way(way, postings), out=best)
    return best


def _score_of_way(way: Way, postings: Postings) -> np.ndarray:
    score = np.zeros(postings.size, np.int32)
    had = np.zeros(postings.size, np.int8)
    every = postings.count(EVERY_DOCUMENT)
    for term in way.terms:
        positions, weights = postings.by_term[term]
        # As many values as weights: each is computed once, whatever the number of documents.
        worth = rarity_of(len(positions), every) * np.arange(HIGHEST + 1, dtype=np.int32) * way.percent // 100
        score[positions] += np.maximum(worth, 1)[weights]
        had[positions] += 1
    if len(way.terms) > 1:
        score[had < len(way.terms)] = 0
    return score


def rarity_of(documents: int, every: int) -> int:
    """Tell how much a term says: much when few documents have it, something even when all have."""
    return round(_RARITY_UNITS * log2(1 + every / documents))


def _by_term(
    rows: Iterable[tuple[str, int, bytes]], columns: dict[str, dict[int, Any]]
) -> dict[str, dict[int, Posting]]:
    """Sort rows by their terms; those of columns go with the others."""
    found: dict[str, dict[int, Posting]] = {}
    for term, block, content in rows:
        if term in COLUMNS:
            columns.setdefault(term, {})[block] = COLUMNS[term].from_bytes(content)
        else:
            found.setdefault(term, {})[block] = Posting.from_bytes(content)
    return found


def _joined(parts: Mapping[int, Posting], slots: Mapping[int, int]) -> tuple[np.ndarray, np.ndarray]:
    known = [(slots[block], posting) for block, posting in sorted(parts.items()) if block in slots]
    if not known:
        return np.zeros(0, np.int64), np.zeros(0, np.uint8)
    return (
        np.concatenate([posting.offsets.astype(np.int64) + slot * BLOCK for slot, posting in known]),
        np.concatenate([posting.weights for _, posting in known]),
    )

"""The same service told by two directories: kept twice, shown once.

Two sheets of different sources are the same when their names are alike and something of the world is the same: the
telephone, the address, or the body that gives the service. Within one source, two sheets are two services.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations

from rapidfuzz import fuzz

from cite.core.text import search_key

ALIKE = 88
"""How alike two names are, on 100, words in any order; a parameter."""
LARGEST_BLOCK = 400
"""A telephone or an address shared by more sheets than this says nothing (a national number)."""


@dataclass(frozen=True, slots=True)
class Twin:
    """What is compared of a sheet. `rank` chooses the one shown: the smallest of a group."""

    pk: int
    source: int
    name: str
    commune: str = ""
    address: str = ""
    phone: str = ""
    siret: str = ""
    rank: tuple = ()


def rank_of(*, is_own: bool, quality: int, updated_on: date, pk: int) -> tuple[bool, int, int, int]:
    """Order the sheets of one service: ours first, then the best kept, then the freshest, then the oldest known."""
    return (not is_own, -quality, -updated_on.toordinal(), pk)


def same_services(twins: Sequence[Twin]) -> dict[int, int]:
    """Say which sheets are told elsewhere, and by which sheet they are shown: number to number."""
    parents = {twin.pk: twin.pk for twin in twins}

    def head(pk: int) -> int:
        while parents[pk] != pk:
            parents[pk] = parents[parents[pk]]
            pk = parents[pk]
        return pk

    by_pk, key_of = {twin.pk: twin for twin in twins}, cache(search_key)
    for block in _blocks(twins):
        for one, other in combinations(block, 2):
            if one.source == other.source or head(one.pk) == head(other.pk):
                continue
            if fuzz.token_sort_ratio(key_of(one.name), key_of(other.name), score_cutoff=ALIKE):
                first, second = sorted((head(one.pk), head(other.pk)), key=lambda pk: by_pk[pk].rank)
                parents[second] = first
    return {pk: head(pk) for pk in parents if head(pk) != pk}


def _blocks(twins: Sequence[Twin]) -> Iterator[list[Twin]]:
    """Gather the sheets that share something of the world; only blocks of two sources or more matter."""
    shared: dict[tuple[str, ...], list[Twin]] = defaultdict(list)
    sources: dict[str, set[int]] = defaultdict(set)
    for twin in twins:
        sources[twin.commune].add(twin.source)
    for twin in twins:
        if twin.phone:
            shared["phone", twin.phone].append(twin)
        if twin.address and twin.commune and len(sources[twin.commune]) > 1:  # reading an address costs
            shared["address", twin.commune, search_key(twin.address)].append(twin)
        if twin.siret:
            shared["siret", twin.siret].append(twin)
    for block in shared.values():
        if 1 < len(block) <= LARGEST_BLOCK and len({twin.source for twin in block}) > 1:
            yield block

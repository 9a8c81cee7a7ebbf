"""The same service told by two directories: kept twice, shown once.

Two sheets of different sources are the same when their names are alike and something of the world is the same: the
telephone, the address, or the body that gives the service. Within one source, two sheets are two services, even where
a third sheet looks like both; and two names that differ by a number (a level, a group) are of two services.
"""

from __future__ import annotations

import re
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
_NUMBERS = re.compile(r"\d+")


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
    """Say which sheets are told elsewhere, and by which sheet they are shown: number to number.

    The most alike are put together first: of two sheets of one source, the other source tells the one it names best.
    """
    groups = {twin.pk: [twin] for twin in twins}
    for _likeness, one, other in sorted(
        _pairs(twins), key=lambda pair: (-pair[0], pair[1].rank, pair[2].rank)
    ):
        mine, theirs = groups[one.pk], groups[other.pk]
        if mine is theirs or {twin.source for twin in mine} & {twin.source for twin in theirs}:
            continue
        mine += theirs
        for twin in theirs:
            groups[twin.pk] = mine
    shown = {pk: min(group, key=lambda twin: twin.rank).pk for pk, group in groups.items()}
    return {pk: head for pk, head in shown.items() if head != pk}


def _pairs(twins: Sequence[Twin]) -> Iterator[tuple[float, Twin, Twin]]:
    """Give the pairs of sheets that look the same, with how alike their names are."""
    key_of = cache(search_key)
    for block in _blocks(twins):
        for one, other in combinations(block, 2):
            if one.source == other.source:
                continue
            first, second = key_of(one.name), key_of(other.name)
            likeness = fuzz.token_sort_ratio(first, second, score_cutoff=ALIKE)
            if likeness and sorted(_NUMBERS.findall(first)) == sorted(_NUMBERS.findall(second)):
                yield likeness, one, other


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

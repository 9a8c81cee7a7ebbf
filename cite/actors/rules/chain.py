"""Who holds which link of the chain in which district: counted, with the gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Actor:
    """One organization as the matrix counts it. `everywhere`: it says it works in every priority district."""

    key: Any
    name: str
    links: frozenset[str]
    districts: frozenset[str]
    everywhere: bool = False

    def works_in(self, district: str) -> bool:
        """Whether it said it works in this district."""
        return self.everywhere or district in self.districts


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """Who holds one link in one district, in alphabetical order."""

    district: str
    link: str
    names: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many organizations hold it."""
        return len(self.names)

    @property
    def is_gap(self) -> bool:
        """Whether nobody is known to hold it."""
        return not self.names


def matrix(actors: Iterable[Actor], districts: Sequence[str], links: Sequence[str]) -> list[list[MatrixCell]]:
    """Count, for each district, who holds each link; one row per district."""
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    for actor in actors:
        for district in districts if actor.everywhere else actor.districts:
            for link in actor.links:
                names[district, link].append(actor.name)
    return [
        [MatrixCell(district, link, tuple(names.get((district, link), ()))) for link in links]
        for district in districts
    ]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Who could hold a link that lacks in a district: those who hold it elsewhere, those who are already there."""

    hold_it_elsewhere: tuple[Actor, ...]
    already_there: tuple[Actor, ...]


def who_could(actors: Sequence[Actor], district: str, link: str) -> Candidates:
    """Find who could fill a gap."""
    elsewhere = tuple(a for a in actors if link in a.links and not a.works_in(district))
    there = tuple(a for a in actors if link not in a.links and a.works_in(district))
    return Candidates(elsewhere, there)


def unsaid(actors: Iterable[Actor]) -> Mapping[str, int]:
    """Count what nobody said yet: without it a gap may be a silence. Keys: districts, links."""
    actors = list(actors)
    return {
        "districts": sum(not actor.everywhere and not actor.districts for actor in actors),
        "links": sum(not actor.links for actor in actors),
    }

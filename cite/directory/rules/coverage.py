"""Whom a service covers: from the area its sheet names to the priority districts inside it.

Source: data·inclusion v1, `zone_eligibilite`: codes of communes, intercommunalities, départements, or « france ».
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

EVERYWHERE = frozenset({"france", "99100"})


@dataclass(frozen=True, slots=True)
class DistrictPlace:
    """A priority district, and the areas it lies in: its communes, their intercommunality, their département."""

    code: str
    communes: frozenset[str]
    epci: str
    department: str


def covered_districts(zone: Iterable[str], districts: Iterable[DistrictPlace]) -> frozenset[str]:
    """List the districts of which at least one commune lies in the area. No area named: nobody knows, none."""
    named = frozenset(zone)
    if named & EVERYWHERE:
        return frozenset(district.code for district in districts)
    return frozenset(
        district.code
        for district in districts
        if named & district.communes or {district.epci, district.department} & named
    )

"""What the offer covers, district by district: how many services, places, what delay; and what is missing.

A service counts in every district it covers and in every family it answers. Places and delays that nobody wrote are
told as unknown; they are neither zero nor the median's business.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

HEATS = (1, 3, 6, 10)
"""From how many services a cell is drawn one shade darker; parameters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """What is counted of a service; None: not known. `capacity`: the places it has in all, `places` those left."""

    districts: frozenset[str]
    codes: frozenset[str]
    places: int | None = None
    capacity: int | None = None
    delay_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCell:
    """Where a district meets a family: services, places left and in all, delay, needs.

    What is known of places is added up; `unknown_places` counts the services that do not say how many are left.
    """

    district: str
    code: str
    services: int = 0
    places: int | None = None
    capacity: int | None = None
    unknown_places: int = 0
    delay_days: int | None = None
    unmet: int = 0

    @property
    def heat(self) -> int:
        """How dark the cell is drawn, from 0 to the number of shades."""
        return sum(self.services >= least for least in HEATS)


def coverage(
    services: Iterable[Covered],
    districts: Sequence[str],
    codes: Sequence[str],
    unmet: Mapping[tuple[str, str], int],
) -> list[list[CoverageCell]]:
    """Count each cell: one row per district, one column per code, in the order given."""
    inside: dict[tuple[str, str], list[Covered]] = defaultdict(list)
    for service in services:
        for district in service.districts:
            for code in service.codes:
                inside[district, code].append(service)
    return [
        [_cell(district, code, inside.get((district, code), ()), unmet) for code in codes]
        for district in districts
    ]


def gaps(rows: Iterable[Sequence[CoverageCell]]) -> dict[str, list[str]]:
    """List, by code, the districts that no service covers."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for cell in row:
            if not cell.services:
                found[cell.code].append(cell.district)
    return dict(found)


def _cell(
    district: str, code: str, services: Sequence[Covered], unmet: Mapping[tuple[str, str], int]
) -> CoverageCell:
    places = [service.places for service in services if service.places is not None]
    capacities = [service.capacity for service in services if service.capacity is not None]
    delays = [service.delay_days for service in services if service.delay_days is not None]
    return CoverageCell(
        district=district,
        code=code,
        services=len(services),
        places=sum(places) if places else None,
        capacity=sum(capacities) if capacities else None,
        unknown_places=len(services) - len(places),
        delay_days=round(median(delays)) if delays else None,
        unmet=unmet.get((district, code), 0),
    )

"""Which records of a national file concern a Cité."""

from __future__ import annotations

from dataclasses import dataclass

from cite.directory.rules.coverage import EVERYWHERE
from cite.directory.rules.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Area:
    """A Cité on the map: its communes, its intercommunality, the départements it lies in."""

    communes: frozenset[str]
    epci: str
    departments: frozenset[str]


def concerns(sheet: Sheet, area: Area) -> bool:
    """Whether the people of the Cité can use a service: it takes place there, or is meant for there.

    A sheet that names neither a place nor an area is kept: nobody knows.
    """
    zone = set(sheet.eligibility_zone)
    if zone & EVERYWHERE or zone & area.departments or area.epci in zone or zone & area.communes:
        return True
    return sheet.commune_code in area.communes or not (zone or sheet.commune_code)

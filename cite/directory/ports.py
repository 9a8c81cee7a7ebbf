"""What applications above add to a sheet and to a call: a button towards what comes next, what came of referrals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db import models
from django.http import HttpRequest

from cite.directory.rules.past import PastReferral
from cite.tenancy.models import Territory


class Door(NamedTuple):
    """One button of a page: its words, and where it leads."""

    label: str
    href: str


Doors = Callable[[HttpRequest, models.Model], Iterable[Door]]
"""Given the request and what the page shows, the doors that its reader may open."""

Pasts = Callable[[Territory, Collection[int], date], Mapping[int, Iterable[PastReferral]]]
"""Given a Cité, the numbers of some services and a day, what was recorded since.

As many queries for one service as for a hundred.
"""

_sheet_doors: dict[str, Doors] = {}
_call_doors: dict[str, Doors] = {}
_pasts: dict[str, Pasts] = {}


def register_sheet_doors(key: str, doors_of: Doors) -> None:
    """Declare what an application above makes of a service. Registering the same key again replaces it."""
    _sheet_doors[key] = doors_of


def register_call_doors(key: str, doors_of: Doors) -> None:
    """Declare what an application above makes of somebody to call. Registering the same key again replaces it."""
    _call_doors[key] = doors_of


def register_past(key: str, pasts_of: Pasts) -> None:
    """Declare what an application above knows of referrals. Registering the same key again replaces it."""
    _pasts[key] = pasts_of


def sheet_doors(request: HttpRequest, service: models.Model) -> list[Door]:
    """List the doors of a sheet that its reader may open."""
    return [door for doors_of in _sheet_doors.values() for door in doors_of(request, service)]


def call_doors(request: HttpRequest, callback: models.Model) -> list[Door]:
    """List the doors of a call that whoever answers may open."""
    return [door for doors_of in _call_doors.values() for door in doors_of(request, callback)]


def past_referrals(
    territory: Territory, services: Collection[int], since: date
) -> Mapping[int, list[PastReferral]]:
    """List what came of the referrals to some services since a day, by their numbers."""
    found: dict[int, list[PastReferral]] = defaultdict(list)
    for pasts_of in _pasts.values() if services else ():
        for number, referrals in pasts_of(territory, services, since).items():
            found[number] += referrals
    return found

"""What applications above add to the sheet of a service and to a call: a button towards what comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.db import models
from django.http import HttpRequest


class Door(NamedTuple):
    """One button of a page: its words, and where it leads."""

    label: str
    href: str


Doors = Callable[[HttpRequest, models.Model], Iterable[Door]]
"""Given the request and what the page shows, the doors that its reader may open."""

_sheet_doors: dict[str, Doors] = {}
_call_doors: dict[str, Doors] = {}


def register_sheet_doors(key: str, doors_of: Doors) -> None:
    """Declare what an application above makes of a service. Registering the same key again replaces it."""
    _sheet_doors[key] = doors_of


def register_call_doors(key: str, doors_of: Doors) -> None:
    """Declare what an application above makes of somebody to call. Registering the same key again replaces it."""
    _call_doors[key] = doors_of


def sheet_doors(request: HttpRequest, service: models.Model) -> list[Door]:
    """List the doors of a sheet that its reader may open."""
    return [door for doors_of in _sheet_doors.values() for door in doors_of(request, service)]


def call_doors(request: HttpRequest, callback: models.Model) -> list[Door]:
    """List the doors of a call that whoever answers may open."""
    return [door for doors_of in _call_doors.values() for door in doors_of(request, callback)]

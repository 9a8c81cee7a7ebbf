"""What applications above add to introductions and referrals: a door towards what comes next (opening a pathway)."""

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
"""Given the request and the introduction that the page shows, the doors that its reader may open."""

_introduction_doors: dict[str, Doors] = {}


def register_introduction_doors(key: str, doors_of: Doors) -> None:
    """Declare what an application above may make of an introduction. Registering the same key again replaces it."""
    _introduction_doors[key] = doors_of


def introduction_doors(request: HttpRequest, introduction: models.Model) -> list[Door]:
    """List the doors that whoever cares for an introduction may open."""
    return [door for doors_of in _introduction_doors.values() for door in doors_of(request, introduction)]

"""Where applications above say how one goes on: with a structure where situations wait, with one alert."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cite.accounts.models import User
    from cite.dropout.models import Alert
    from cite.tenancy.models import Territory


@dataclass(frozen=True, slots=True)
class NextAct:
    """Something to do next, and where."""

    label: str
    url: str
    icon: str = "arrow-right-line"


AboutStructures = Callable[["User", "Territory"], Iterable[NextAct]]
AboutAlert = Callable[["User", "Alert"], Iterable[NextAct]]
_about_structures: dict[str, AboutStructures] = {}
_about_alert: dict[str, AboutAlert] = {}


def register_next_acts(key: str, *, structures: AboutStructures, alert: AboutAlert) -> None:
    """Declare what is done about a structure, and about an alert; registering a key again replaces it."""
    _about_structures[key], _about_alert[key] = structures, alert


def acts_about_structures(user: User, territory: Territory) -> list[NextAct]:
    """List what this person may do about what waits in a structure."""
    return [act for source in _about_structures.values() for act in source(user, territory)]


def acts_about(user: User, alert: Alert) -> list[NextAct]:
    """List what this person may do about an alert before she closes it."""
    return [act for source in _about_alert.values() for act in source(user, alert)]

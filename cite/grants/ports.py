"""What applications above know of actions: the figures of a bilan, which it never asks twice; those that look alike."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol
from uuid import UUID

from cite.accounts.models import User
from cite.grants.rules.similar import Action
from cite.tenancy.models import Territory


@dataclass(frozen=True, slots=True)
class ComputedFigure:
    """A figure counted from what was recorded, and how: `definition` is a sentence shown beside it."""

    value: int
    definition: str


class FiguresProvider(Protocol):
    """Counts what was recorded of an action, by the keys of `rules/report_questions.py`; says nothing of the rest.

    Districts have theirs: "district:" and the code. Figures are totals of the action, never about one person.
    """

    def __call__(self, *, application: UUID) -> Mapping[str, ComputedFigure]:
        """Count, for the action of this file."""


_providers: dict[str, FiguresProvider] = {}


def register_figures(key: str, provider: FiguresProvider) -> None:
    """Declare who counts. Registering the same key again replaces it."""
    _providers[key] = provider


def forget_figures(key: str) -> None:
    """Take a provider back."""
    _providers.pop(key, None)


def computed_figures(*, application: UUID) -> dict[str, ComputedFigure]:
    """Gather what providers counted; where two count the same thing, the first declared has the word."""
    found: dict[str, ComputedFigure] = {}
    for provider in _providers.values():
        for key, figure in provider(application=application).items():
            found.setdefault(key, figure)
    return found


class Door(NamedTuple):
    """A page that another application has about a funded action; `is_post`: a button begins something there."""

    label: str
    url: str
    is_post: bool = False


class DoorsProvider(Protocol):
    """Says what another application lets a person do with a funded action."""

    def __call__(self, action: UUID, *, user: User, territory: Territory) -> Iterable[Door]:
        """List what she may open or begin."""


_doors: dict[str, DoorsProvider] = {}


def register_doors(key: str, provider: DoorsProvider) -> None:
    """Declare who has something about funded actions. Registering the same key again replaces it."""
    _doors[key] = provider


def forget_doors(key: str) -> None:
    """Take a provider back."""
    _doors.pop(key, None)


def doors_of(action: UUID, *, user: User, territory: Territory) -> list[Door]:
    """Gather what every provider offers about a funded action."""
    return [door for each in _doors.values() for door in each(action, user=user, territory=territory)]


class SimilarProvider(Protocol):
    """Finds, among what another application knows (offers of service), the actions that may look like some."""

    def __call__(self, actions: Sequence[Action], *, territory: Territory) -> Iterable[Action]:
        """List candidates for all of these actions, in as many queries as for one.

        The rule of `rules/similar.py` keeps, for each, those that look like it.
        """


class AddressesProvider(Protocol):
    """Tells which of the actions of a provider a person may open, and where."""

    def __call__(self, keys: Collection[str], *, user: User, territory: Territory) -> Mapping[str, str]:
        """Map the keys of those she may open to their addresses."""


@dataclass(frozen=True, slots=True)
class _Similar:
    find: SimilarProvider
    addresses: AddressesProvider | None


_similar: dict[str, _Similar] = {}


def register_similar(key: str, provider: SimilarProvider, addresses: AddressesProvider | None = None) -> None:
    """Declare who brings similar actions. Registering the same key again replaces it."""
    _similar[key] = _Similar(provider, addresses)


def forget_similar(key: str) -> None:
    """Take a provider back."""
    _similar.pop(key, None)


def similar_from_elsewhere(actions: Sequence[Action], *, territory: Territory) -> list[Action]:
    """Gather what every provider brings for these actions, each asked once."""
    return [found for each in _similar.values() for found in each.find(actions, territory=territory)]


def addresses_elsewhere(keys: Collection[str], *, user: User, territory: Territory) -> dict[str, str]:
    """Map the keys of what providers brought, where a person may open them, to their addresses."""
    found: dict[str, str] = {}
    for each in _similar.values():
        if each.addresses is not None and keys:
            found |= each.addresses(keys, user=user, territory=territory)
    return found

"""What applications above know of funded actions: they give a bilan its figures, which it never asks twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from cite.grants.rules.similar import Action


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


class SimilarProvider(Protocol):
    """Finds, among what another application knows (offers of service), the actions that look like one."""

    def __call__(self, action: Action) -> Iterable[Action]:
        """List candidates; the rule of `rules/similar.py` keeps those that look like it."""


_similar: dict[str, SimilarProvider] = {}


def register_similar(key: str, provider: SimilarProvider) -> None:
    """Declare who brings similar actions. Registering the same key again replaces it."""
    _similar[key] = provider


def forget_similar(key: str) -> None:
    """Take a provider back."""
    _similar.pop(key, None)


def similar_from_elsewhere(action: Action) -> list[Action]:
    """Gather what every provider brings."""
    return [found for provider in _similar.values() for found in provider(action)]

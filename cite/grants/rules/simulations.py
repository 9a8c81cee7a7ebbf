"""What a simulation may give, what it becomes as decisions, and what remains of envelopes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from cite.core.decisions import Decision, unless
from cite.grants.enums import AwardState, Outcome
from cite.grants.enums.committee import SimulationObjection as O
from cite.grants.rules.awards import REDECIDABLE, Terms, in_cents

K = TypeVar("K")


def is_settled(state: AwardState | str, outcome: Outcome | str) -> bool:
    """Tell whether an act settled a decision: a simulation takes it as it is. A waiting list settles nothing."""
    return state in (AwardState.RECORDED, AwardState.PUBLISHED) and outcome not in REDECIDABLE


def line_decision(amount: Decimal, asked: Decimal) -> Decision:
    """Decide whether a simulated amount makes sense."""
    return unless(in_cents(amount) and 0 <= amount <= asked, O.BAD_AMOUNT)


def terms_of(amount: Decimal, asked: Decimal, *, reserve: str) -> Terms:
    """Turn a simulated amount into what a funder decides; with a `reserve`, the grant is conditional."""
    if reserve:
        return Terms(outcome=Outcome.CONDITIONAL, amount=amount, conditions=reserve)
    return Terms(outcome=Outcome.FULL if amount == asked else Outcome.PARTIAL, amount=amount)


@dataclass(frozen=True, slots=True)
class Given:
    """What one file receives: its districts and priorities by name, and the amount."""

    districts: tuple[str, ...]
    priorities: tuple[str, ...]
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Covered:
    """What reaches a district for a priority: how many files, and their amounts (a file may count in several)."""

    files: int = 0
    amount: Decimal = Decimal(0)


def reached(given: Iterable[Given], places: Callable[[Given], Iterable[K]]) -> Mapping[K, Covered]:
    """Add up what each place receives; `places` tells those of a file. Files that receive nothing do not count."""
    found: dict[K, Covered] = {}
    for file in given:
        if not file.amount:
            continue
        for place in places(file):
            seen = found.get(place, Covered())
            found[place] = Covered(seen.files + 1, seen.amount + file.amount)
    return found


def coverage(given: Iterable[Given]) -> Mapping[tuple[str, str], Covered]:
    """Cross districts and priorities: what each pair receives."""
    return reached(given, lambda file: ((d, p) for d in file.districts for p in file.priorities))

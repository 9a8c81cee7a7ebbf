"""What a simulation may give, what it becomes as decisions, and what remains of envelopes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cite.core.decisions import Decision, unless
from cite.grants.enums import Outcome
from cite.grants.enums.committee import SimulationObjection as O
from cite.grants.rules.awards import Terms, in_cents


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


def coverage(given: Iterable[Given]) -> Mapping[tuple[str, str], Covered]:
    """Cross districts and priorities: what each pair receives. Files that receive nothing do not count."""
    found: dict[tuple[str, str], Covered] = {}
    for file in given:
        if not file.amount:
            continue
        for pair in ((d, p) for d in file.districts for p in file.priorities):
            seen = found.get(pair, Covered())
            found[pair] = Covered(seen.files + 1, seen.amount + file.amount)
    return found

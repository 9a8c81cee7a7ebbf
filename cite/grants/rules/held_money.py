"""What a carrier holds of a grant, whatever became of it: what is published of it, and whether a bilan is due.

A file withdrawn before any payment owes no bilan: nothing was spent. Withdrawn afterwards, the bilan stays due until
all of it came back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cite.grants.rules.payments import Ledger

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The decision of one funder. `is_alive`: it was told, it grants, and nobody withdrew it nor its file."""

    ledger: Ledger
    is_alive: bool

    @property
    def amount(self) -> Decimal:
        """What it is worth in the end: all of it, what the carrier keeps of it, or nothing once it all came back."""
        is_given_back = self.ledger.refunded > 0 and not self.ledger.kept and not self.ledger.planned
        return self.ledger.amount if self.is_alive and not is_given_back else self.ledger.kept


def total_held(decisions: Iterable[Held]) -> Decimal:
    """Add up what the decisions of a file are worth in the end; a bilan is due where it is something."""
    return sum((decision.amount for decision in decisions), _NOTHING)

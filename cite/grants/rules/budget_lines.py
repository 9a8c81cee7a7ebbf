"""Lines of a budget edited by several people at once: what each saw, what is stored, what was typed.

Nothing is overwritten: where two people changed the same line, both values are shown and a person chooses.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from cite.grants.rules.chart import ACCOUNTS, CHART, Account

MOST_LINES = 150
"""Lines that one budget may hold."""
LONGEST_LABEL = 200
_SEPARATOR = "|"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineState:
    """A line as a person sees it or types it; an empty amount: no such line."""

    account: str = ""
    amount: Decimal | None = None
    label: str = ""
    status: str = ""
    credit: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep: no amount, or an amount of nothing."""
        return not self.amount

    def as_seen(self) -> str:
        """Write it in one text, which the page carries and gives back; the same line gives the same text."""
        if self.is_empty:
            return ""
        words = (
            self.account,
            f"{self.amount:.2f}",
            self.status,
            self.credit,
            self.label,
        )  # free text comes last
        return _SEPARATOR.join(words)


class Merge(StrEnum):
    """What to do with what was typed."""

    KEEP = "keep"  # she changed nothing, or what she typed is already stored
    APPLY = "apply"  # nobody else touched this line
    CONFLICT = "conflict"  # both changed it, differently


def merge(*, seen: str, stored: LineState, typed: LineState) -> Merge:
    """Compare what a person had before her with what is stored now and with what she typed."""
    now, wanted = stored.as_seen(), typed.as_seen()
    if wanted in (seen, now):
        return Merge.KEEP
    return Merge.APPLY if now == seen else Merge.CONFLICT


def accounts_of(scope: str) -> list[Account]:
    """List the lines of the chart that a budget has, in the order of the Cerfa."""
    return [account for account in CHART if not account.scopes or scope in account.scopes]


def is_account_of(account: str, scope: str) -> bool:
    """Say whether a line exists in a budget."""
    known = ACCOUNTS.get(account)
    return known is not None and (not known.scopes or scope in known.scopes)


def has_lines(account: Account) -> bool:
    """Say whether a heading is detailed by lines of its own."""
    return any(other.parent == account.key for other in CHART)

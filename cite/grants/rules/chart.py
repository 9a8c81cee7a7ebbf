"""The chart of accounts of the Cerfa 12156*06 and 15059*02, line by line (domain, 2.5 and 2.6).

Amounts are stored under a key that never changes; the code printed is the Cerfa's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from cite.grants.enums import AccountLine as L


class Side(StrEnum):
    """Which column a line stands in."""

    EXPENSE = "expense"
    INCOME = "income"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One line. `parent`: the heading it is added to; `is_in_kind`: 86 and 87, outside of the totals.

    `is_repeatable`: several amounts, each with its own words (account 74: one per funder).
    `scopes`: the budgets it appears in, none for all of them.
    """

    key: L
    code: str
    side: Side
    parent: str = ""
    is_in_kind: bool = False
    is_repeatable: bool = False
    scopes: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """The words of the line."""
        return self.key.label


def _line(key: L, code: str, side: Side, parent: str = "", **more: object) -> Account:
    return Account(key=key, code=code, side=side, parent=str(parent), **more)


_E, _I = Side.EXPENSE, Side.INCOME
_PROJECT = {"scopes": frozenset({"project"})}
_KIND = {"is_in_kind": True}
_MANY = {"is_repeatable": True}

CHART: tuple[Account, ...] = (
    _line(L.A60, "60", _E),
    _line(L.A60_SUPPLIES, "60", _E, L.A60),
    _line(L.A60_OTHER, "60", _E, L.A60),
    _line(L.A61, "61", _E),
    _line(L.A61_RENT, "61", _E, L.A61),
    _line(L.A61_REPAIR, "61", _E, L.A61),
    _line(L.A61_INSURANCE, "61", _E, L.A61),
    _line(L.A61_DOCUMENTATION, "61", _E, L.A61),
    _line(L.A62, "62", _E),
    _line(L.A62_FEES, "62", _E, L.A62),
    _line(L.A62_PUBLICITY, "62", _E, L.A62),
    _line(L.A62_TRAVEL, "62", _E, L.A62),
    _line(L.A62_BANK, "62", _E, L.A62),
    _line(L.A63, "63", _E),
    _line(L.A63_PAYROLL, "63", _E, L.A63),
    _line(L.A63_OTHER, "63", _E, L.A63),
    _line(L.A64, "64", _E),
    _line(L.A64_WAGES, "64", _E, L.A64),
    _line(L.A64_CONTRIBUTIONS, "64", _E, L.A64),
    _line(L.A64_OTHER, "64", _E, L.A64),
    _line(L.A65, "65", _E),
    _line(L.A66, "66", _E),
    _line(L.A67, "67", _E),
    _line(L.A68, "68", _E),
    _line(L.A69, "69", _E),
    _line(L.INDIRECT, "–", _E, **_PROJECT),
    _line(L.INDIRECT_FIXED, "–", _E, L.INDIRECT, **_PROJECT),
    _line(L.INDIRECT_FINANCIAL, "–", _E, L.INDIRECT, **_PROJECT),
    _line(L.INDIRECT_OTHER, "–", _E, L.INDIRECT, **_PROJECT),
    _line(L.A70, "70", _I),
    _line(L.A73, "73", _I),
    _line(L.A74, "74", _I),
    _line(L.A74_STATE, "74", _I, L.A74, **_MANY),
    _line(L.A74_REGION, "74", _I, L.A74, **_MANY),
    _line(L.A74_DEPARTEMENT, "74", _I, L.A74, **_MANY),
    _line(L.A74_METROPOLE, "74", _I, L.A74, **_MANY),
    _line(L.A74_COMMUNE, "74", _I, L.A74, **_MANY),
    _line(L.A74_SOCIAL_SECURITY, "74", _I, L.A74, **_MANY),
    _line(L.A74_EUROPE, "74", _I, L.A74, **_MANY),
    _line(L.A74_PAYMENT_AGENCY, "74", _I, L.A74, **_MANY),
    _line(L.A74_PUBLIC_INSTITUTION, "74", _I, L.A74, **_MANY),
    _line(L.A74_PRIVATE, "74", _I, L.A74, **_MANY),
    _line(L.A75, "75", _I),
    _line(L.A75_DUES, "756", _I, L.A75),
    _line(L.A75_GIFTS, "758", _I, L.A75),
    _line(L.A76, "76", _I),
    _line(L.A77, "77", _I),
    _line(L.A78, "78", _I),
    _line(L.A79, "79", _I),
    _line(L.OWN, "–", _I, **_PROJECT),
    _line(L.A86, "86", _E, **_KIND),
    _line(L.A86_RELIEF, "860", _E, L.A86, **_KIND),
    _line(L.A86_GOODS, "861", _E, L.A86, **_KIND),
    _line(L.A86_SERVICES, "862", _E, L.A86, **_KIND),
    _line(L.A86_VOLUNTEERS, "864", _E, L.A86, **_KIND),
    _line(L.A87, "87", _I, **_KIND),
    _line(L.A87_VOLUNTEERS, "870", _I, L.A87, **_KIND),
    _line(L.A87_SERVICES, "871", _I, L.A87, **_KIND),
    _line(L.A87_GIFTS, "875", _I, L.A87, **_KIND),
)
ACCOUNTS: dict[str, Account] = {str(account.key): account for account in CHART}
PUBLIC_AID = frozenset(
    f"74_{name}"
    for name in (
        "state",
        "region",
        "departement",
        "metropole",
        "commune",
        "social_security",
        "europe",
        "payment_agency",
        "public_institution",
    )
)
"""The lines that count as public money."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a budget adds up to, in euros. `in_kind_…`: accounts 86 and 87, outside of the totals."""

    expenses: Decimal
    incomes: Decimal
    in_kind_expenses: Decimal
    in_kind_incomes: Decimal
    public_aid: Decimal

    @property
    def gap(self) -> Decimal:
        """What expenses exceed incomes by; negative the other way round."""
        return self.expenses - self.incomes

    @property
    def in_kind_gap(self) -> Decimal:
        """What 86 exceeds 87 by."""
        return self.in_kind_expenses - self.in_kind_incomes

    @property
    def is_balanced(self) -> bool:
        """Whether both pairs are equal to the cent."""
        return self.gap == 0 and self.in_kind_gap == 0


def sums(lines: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Add amounts up by line, and each heading: what was typed on it plus its lines."""
    found: dict[str, Decimal] = {}
    for key, amount in lines:
        account = ACCOUNTS[key]
        for name in filter(None, (key, account.parent)):
            found[name] = found.get(name, Decimal(0)) + amount
    return found


def totals(lines: Iterable[tuple[str, Decimal]]) -> Totals:
    """Add a budget up."""
    added = sums(lines)

    def total(side: Side, *, in_kind: bool) -> Decimal:
        return _added(
            added, [a for a in CHART if a.side == side and a.is_in_kind == in_kind and not a.parent]
        )

    return Totals(
        expenses=total(Side.EXPENSE, in_kind=False),
        incomes=total(Side.INCOME, in_kind=False),
        in_kind_expenses=total(Side.EXPENSE, in_kind=True),
        in_kind_incomes=total(Side.INCOME, in_kind=True),
        public_aid=sum((added.get(key, Decimal(0)) for key in PUBLIC_AID), Decimal(0)),
    )


def _added(amounts: Mapping[str, Decimal], accounts: Iterable[Account]) -> Decimal:
    return sum((amounts.get(account.key, Decimal(0)) for account in accounts), Decimal(0))

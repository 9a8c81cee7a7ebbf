"""Amounts in euros as people type and read them in French: « 1 234,56 »."""

from __future__ import annotations

import re
from decimal import Decimal

from cite.grants.enums.budget import AmountProblem

CENT = Decimal("0.01")
LARGEST = Decimal("9999999999.99")
"""What a stored amount holds."""
NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f']+")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?=,\d{1,2}$)")
_PLAIN = re.compile(r"\d{1,15}(?:[.,]\d{1,2})?")
_FINER = re.compile(r"\d+[.,]\d{3,}")
_LONGEST = 40


class AmountRefused(ValueError):
    """A text that is no amount; `problem` says why, with the remedy."""

    def __init__(self, problem: AmountProblem) -> None:
        self.problem = problem
        super().__init__(str(problem.label))


def parse_amount(text: str) -> Decimal | None:
    """Read an amount: « 1 234,56 », « 1234.56 », « 1 234 € »; None where nothing is written.

    Raises:
        AmountRefused: below zero, finer than a cent, too large, or not a number.
    """
    given = _SPACES.sub("", text[: _LONGEST + 1]).removesuffix("€").removesuffix("EUR")
    if not given:
        return None
    if len(text.strip()) > _LONGEST:
        raise AmountRefused(AmountProblem.TOO_LARGE)
    if given[0] in "-−–" and _PLAIN.fullmatch(given[1:]):
        if Decimal(given[1:].replace(",", ".")) == 0:
            return Decimal("0.00")
        raise AmountRefused(AmountProblem.NEGATIVE)
    if found := _THOUSANDS.match(given):
        given = found.group().replace(".", "") + given[found.end() :]
    if not _PLAIN.fullmatch(given) or not given.isascii():
        raise AmountRefused(AmountProblem.TOO_FINE if _FINER.fullmatch(given) else AmountProblem.NOT_A_NUMBER)
    amount = Decimal(given.replace(",", ".")).quantize(CENT)
    if amount > LARGEST:
        raise AmountRefused(AmountProblem.TOO_LARGE)
    return amount


def format_amount(amount: Decimal, *, unit: str = "") -> str:
    """Write an amount: « 1 234,56 », its spaces unbreakable; whole euros without cents; `unit` follows."""
    whole = amount == amount.to_integral_value()
    written = f"{amount:,.0f}" if whole else f"{amount.quantize(CENT):,.2f}"
    french = written.replace(",", NARROW_SPACE).replace(".", ",")
    return f"{french}{NO_BREAK_SPACE}{unit}" if unit else french


def euros(amount: Decimal) -> str:
    """Write an amount with its sign: « 1 234,56 € »."""
    return format_amount(amount, unit="€")


def percent_of(part: Decimal, whole: Decimal) -> Decimal | None:
    """Give a share in percent, with one decimal; none of nothing."""
    return (part * 100 / whole).quantize(Decimal("0.1")) if whole else None

"""Amounts in letters, as documents repeat them, in traditional French spelling.

A rule of ours rather than a library: the one that exists says « un million euros », and brings a dependency that
nobody maintains; this one is forty lines, and its tests read every number below a thousand.
"""

from __future__ import annotations

from decimal import Decimal

_UNITS = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    " dix-sept dix-huit dix-neuf"
).split()
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
_MILLION = 1_000_000
LIMIT = Decimal(1_000_000_000)
"""Amounts from here on are not written."""


def in_letters(amount: Decimal) -> str:
    """Write « douze mille trois cent quarante-cinq euros et soixante centimes »."""
    euros, cents = _parts(amount)
    said = []
    if euros or not cents:
        of = "d’" if euros and euros % _MILLION == 0 else ""
        said.append(f"{number_in_letters(euros)} {of}euro{'s' if euros > 1 else ''}")
    if cents:
        said.append(f"{number_in_letters(cents)} centime{'s' if cents > 1 else ''}")
    return " et ".join(said)


def number_in_letters(number: int) -> str:
    """Write a whole number, from zero to 999 999 999.

    Raises:
        ValueError: outside of these.
    """
    if not 0 <= number < LIMIT:
        raise ValueError(f"not written in letters: {number}")
    if number == 0:
        return _UNITS[0]
    millions, rest = divmod(number, _MILLION)
    thousands, units = divmod(rest, 1000)
    said = []
    if millions:
        said.append(f"{_below_thousand(millions, is_last=True)} million{'s' if millions > 1 else ''}")
    if thousands:
        said.append("mille" if thousands == 1 else f"{_below_thousand(thousands, is_last=False)} mille")
    if units:
        said.append(_below_thousand(units, is_last=True))
    return " ".join(said)


def _below_thousand(number: int, *, is_last: bool) -> str:
    """`is_last`: « cents » and « quatre-vingts » take their s, which « mille » takes away."""
    hundreds, rest = divmod(number, 100)
    said = []
    if hundreds:
        plural = "s" if hundreds > 1 and not rest and is_last else ""
        said.append(f"{_UNITS[hundreds]} cent{plural}" if hundreds > 1 else "cent")
    if rest:
        said.append(_below_hundred(rest, is_last=is_last))
    return " ".join(said)


def _below_hundred(number: int, *, is_last: bool) -> str:
    if number < 20:
        return _UNITS[number]
    tens, unit = divmod(number, 10)
    if tens in (7, 9):
        tens, unit = tens - 1, unit + 10
    if tens == 8:
        if unit == 0:
            return "quatre-vingts" if is_last else "quatre-vingt"
        return f"quatre-vingt-{_UNITS[unit]}"
    if unit == 0:
        return _TENS[tens]
    return f"{_TENS[tens]} et {_UNITS[unit]}" if unit in (1, 11) else f"{_TENS[tens]}-{_UNITS[unit]}"


def _parts(amount: Decimal) -> tuple[int, int]:
    """Cut an amount in euros and cents; a half cent never comes this far: tables keep two decimals."""
    if not 0 <= amount < LIMIT:
        raise ValueError(f"not an amount to write: {amount}")
    if amount != amount.quantize(Decimal("0.01")):
        raise ValueError(f"more than two decimals: {amount}")
    euros, cents = divmod(int(amount * 100), 100)
    return euros, cents

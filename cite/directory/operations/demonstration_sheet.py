"""What a service of the demonstration says, and where it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

EVERYWHERE = (
    "QN04202M QN04203M QN04204M QN04205M QN04206M QN04207M QN04208M QN04209M QN04210M QN04211M QN04212M QN04213M "
    "QN04214M QN04215M QN04216M QN04220N QN04221N QN04222N QN04223N QN04224N"
).split()
"""The priority districts of Saint-Étienne Métropole (list of 2024)."""
PHONE, EMAIL, COME = ("telephoner",), ("envoyer-un-courriel",), ("se-presenter",)
BOTH = ("usagers", "professionnels")


@dataclass(frozen=True, slots=True)
class Demo:
    """A service, by the key of its carrier, in each of the districts `where`; « all »: one sheet for all of them."""

    carrier: str
    name: str
    summary: str
    description: str
    kind: str
    themes: tuple[str, ...]
    where: tuple[str, ...]
    hours: str = ""
    modes: tuple[str, ...] = PHONE
    who: tuple[str, ...] = BOTH
    facts: Mapping[str, Any] = field(default_factory=dict)

    @staticmethod
    def within(*numbers: str) -> tuple[str, ...]:
        """List the districts by what tells their codes apart: « 213 » for QN04213M."""
        return tuple(code for code in EVERYWHERE if code[4:7] in numbers)

"""The intercommunalities named by the files shipped with the product."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class KnownEpci:
    """An intercommunality: its SIREN, its name, and whether its communes and districts are shipped."""

    code: str
    name: str
    has_map: bool


@cache
def known_epcis(folder: Path) -> tuple[KnownEpci, ...]:
    """List them, those with a map first."""
    communes = json.loads((folder / "geo" / "sem_communes_2026.json").read_text(encoding="utf-8"))
    mapped = {commune["siren_epci"] for commune in communes}
    path = folder / "qpv" / "qpv2024_loire_liste_correspondance.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        named = {row["siren_epci"]: row["lib_epci"] for row in csv.DictReader(file, delimiter=";")}
    known = [KnownEpci(code, name, code in mapped) for code, name in named.items() if code]
    return tuple(sorted(known, key=lambda epci: (not epci.has_map, epci.name)))

"""Essential data of subsidies, as the open data schema wants them (SCDL « Subventions » 2.0.2; decree 2017-779).

Sixteen columns in a fixed order; what is not known is empty. A natural person is never published.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

COLUMNS = (
    "nomAttribuant",
    "idAttribuant",
    "dateConvention",
    "referenceDecision",
    "nomBeneficiaire",
    "idBeneficiaire",
    "rnaBeneficiaire",
    "objet",
    "montant",
    "nature",
    "conditionsVersement",
    "datesPeriodeVersement",
    "idRAE",
    "notificationUE",
    "pourcentageSubvention",
    "dispositifAide",
)
THRESHOLD = Decimal(23_000)
"""Above it, publishing is compulsory (decree 2017-779); a setting of the law, not of a call."""
_OBJECT_MAX = 256
_SIRET, _RNA = re.compile(r"\d{14}"), re.compile(r"W\d{9}")
_DAY = r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_CHECKS = {
    "nomAttribuant": re.compile(r".+", re.DOTALL),
    "idAttribuant": _SIRET,
    "dateConvention": re.compile(_DAY),
    "referenceDecision": re.compile(r".*", re.DOTALL),
    "nomBeneficiaire": re.compile(r".+", re.DOTALL),
    "idBeneficiaire": _SIRET,
    "rnaBeneficiaire": re.compile(r"(W\d{9})?"),
    "objet": re.compile(rf".{{1,{_OBJECT_MAX}}}", re.DOTALL),
    "montant": re.compile(r"\d+\.\d{2}"),
    "nature": re.compile(r"aide en numéraire|aide en nature|aide en numéraire;aide en nature"),
    "conditionsVersement": re.compile(rf".{{1,{_OBJECT_MAX}}}", re.DOTALL),
    "datesPeriodeVersement": re.compile(rf"{_DAY}(/{_DAY})?"),
    "idRAE": re.compile(r".{0,5}"),
    "notificationUE": re.compile(r"oui|non"),
    "pourcentageSubvention": re.compile(r"1\.00|0\.(0[1-9]|[1-9]\d)"),
    "dispositifAide": re.compile(r".*", re.DOTALL),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subsidy:
    """A subsidy to publish. `is_shared`: paid in several times; `paid_from`, `paid_until`: the days known."""

    funder: str
    funder_siret: str
    decided_on: date
    reference: str
    carrier: str
    carrier_siret: str
    carrier_rna: str
    purpose: str
    amount: Decimal
    is_shared: bool
    paid_from: date
    paid_until: date


def row_of(subsidy: Subsidy) -> dict[str, str]:
    """Write a subsidy in the sixteen columns."""
    days = sorted({subsidy.paid_from, subsidy.paid_until})
    return {
        "nomAttribuant": subsidy.funder,
        "idAttribuant": subsidy.funder_siret,
        "dateConvention": subsidy.decided_on.isoformat(),
        "referenceDecision": subsidy.reference,
        "nomBeneficiaire": subsidy.carrier,
        "idBeneficiaire": subsidy.carrier_siret,
        "rnaBeneficiaire": subsidy.carrier_rna if _RNA.fullmatch(subsidy.carrier_rna) else "",
        "objet": shortened(subsidy.purpose),
        "montant": f"{subsidy.amount:.2f}",
        "nature": "aide en numéraire",
        "conditionsVersement": "échelonné" if subsidy.is_shared else "unique",
        "datesPeriodeVersement": "/".join(day.isoformat() for day in days),
        "idRAE": "",
        "notificationUE": "non",
        "pourcentageSubvention": "1.00",
        "dispositifAide": "",
    }


def shortened(text: str) -> str:
    """Write a purpose on one line of 256 signs at most."""
    line = " ".join(text.split())
    return line if len(line) <= _OBJECT_MAX else f"{line[: _OBJECT_MAX - 1].rstrip()}…"


def faults_of_row(row: Mapping[str, str]) -> list[str]:
    """List the columns that the schema would refuse, a missing or an unknown one included."""
    if tuple(row) != COLUMNS:
        return sorted(set(row) ^ set(COLUMNS)) or ["order"]
    return [name for name, check in _CHECKS.items() if not check.fullmatch(row[name])]

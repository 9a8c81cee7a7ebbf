"""Numbers of the national registers: read as people type them, refused with the remedy.

SIREN and SIRET carry a Luhn key (La Poste's establishments have their own); the RNA number is « W » and nine
characters, digits but for old départements (2A, 2B).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum.fr import siren as siren_rules
from stdnum.fr import siret as siret_rules

from cite.actors.enums import IdentifierProblem

_TYPED_BETWEEN = re.compile(r"[\s.\-\u00a0\u202f]+")
_RNA = re.compile(r"W[0-9][0-9AB][0-9]{7}")
_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The numbers of an organization as registers write them; empty where unknown."""

    siren: str = ""
    siret: str = ""
    rna: str = ""


def compact(typed: str) -> str:
    """Drop what people type between digits."""
    return _TYPED_BETWEEN.sub("", typed).upper()


def siren_problem(siren: str) -> IdentifierProblem | None:
    """Say what is wrong with a SIREN, if anything."""
    if len(siren) != 9 or not _is_digits(siren):
        return IdentifierProblem.SIREN_LENGTH
    return None if siren_rules.is_valid(siren) else IdentifierProblem.SIREN_KEY


def siret_problem(siret: str) -> IdentifierProblem | None:
    """Say what is wrong with a SIRET, if anything."""
    if len(siret) != 14 or not _is_digits(siret):
        return IdentifierProblem.SIRET_LENGTH
    return None if siret_rules.is_valid(siret) else IdentifierProblem.SIRET_KEY


def rna_problem(rna: str) -> IdentifierProblem | None:
    """Say what is wrong with an RNA number, if anything."""
    return None if _RNA.fullmatch(rna) else IdentifierProblem.RNA_SHAPE


def read_identifiers(
    *, siren: str = "", siret: str = "", rna: str = ""
) -> tuple[Identifiers, dict[str, IdentifierProblem]]:
    """Read the numbers of an organization as typed; the SIREN comes from the SIRET where it is not typed.

    Returns them, and the problems by name of number.
    """
    typed = {"siren": compact(siren), "siret": compact(siret), "rna": compact(rna)}
    checks = {"siren": siren_problem, "siret": siret_problem, "rna": rna_problem}
    problems = {name: p for name, value in typed.items() if value and (p := checks[name](value))}
    if typed["siret"] and "siret" not in problems:
        if not typed["siren"]:
            typed["siren"] = typed["siret"][:9]
        elif "siren" not in problems and typed["siret"][:9] != typed["siren"]:
            problems["siret"] = IdentifierProblem.SIRET_OF_ANOTHER
    return Identifiers(**typed), problems


def _is_digits(text: str) -> bool:
    return bool(_DIGITS.fullmatch(text))

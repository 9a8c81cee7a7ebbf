"""What the law asks before real residents are entered: proof-readable, one line per piece.

Sources: regulation (EU) 2016/679 (RGPD), law 2005-102 art. 47, decree 2010-112 (référentiel général de sécurité).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cite.core.decisions import ALLOWED, Decision, all_of
from cite.opening.enums import ComplianceKind, MissingPiece


@dataclass(frozen=True, slots=True)
class PieceFacts:
    """What was noted of a piece."""

    dated_on: date | None = None
    valid_until: date | None = None
    has_proof: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """A piece that does not do, and why."""

    problem: MissingPiece
    kind: ComplianceKind

    @property
    def value(self) -> str:
        """The problem and its piece."""
        return f"{self.problem.value}_{self.kind.value}"

    @property
    def label(self) -> str:
        """The sentence, naming the piece."""
        return str(self.problem.label).format(piece=self.kind.label)


def check_piece(kind: ComplianceKind, facts: PieceFacts | None, on: date) -> Decision:
    """Say what is wrong with one piece on a day: everything at once."""
    if facts is None:
        return Decision((Missing(MissingPiece.ABSENT, kind),))
    problems = []
    if facts.dated_on is None:
        problems.append(MissingPiece.UNDATED)
    elif facts.dated_on > on:
        problems.append(MissingPiece.IN_THE_FUTURE)
    if not facts.has_proof:
        problems.append(MissingPiece.NO_PROOF)
    if facts.valid_until is not None and facts.valid_until < on:
        problems.append(MissingPiece.OUTDATED)
    return Decision(tuple(Missing(problem, kind) for problem in problems)) if problems else ALLOWED


def in_service(pieces: Mapping[ComplianceKind, PieceFacts], on: date) -> Decision:
    """Decide whether the Cité may be put in service: with every missing piece as a reason."""
    return all_of(check_piece(kind, pieces.get(kind), on) for kind in ComplianceKind)

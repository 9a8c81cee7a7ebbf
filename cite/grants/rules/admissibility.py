"""Whether a file is complete: its documents, checked one by one, and the remarks that were made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cite.core.decisions import Decision
from cite.grants.enums import AdmissibilityObjection, PieceState, PieceVerdict
from cite.grants.rules.call_content import Piece

_OBJECTIONS = {
    PieceVerdict.MISSING: AdmissibilityObjection.PIECE_MISSING,
    PieceVerdict.UNKNOWN: AdmissibilityObjection.PIECE_UNKNOWN,
    PieceVerdict.NOT_COMPLIANT: AdmissibilityObjection.PIECE_NOT_COMPLIANT,
}


@dataclass(frozen=True, slots=True)
class PieceCheck:
    """A document asked, and what is known of it."""

    piece: Piece
    verdict: PieceVerdict


def check_pieces(
    pieces: Iterable[Piece], carrier_kind: str, states: Mapping[str, Sequence[str]]
) -> list[PieceCheck]:
    """Judge every document asked of a kind of carrier; `states` maps codes to the states of what was attached.

    One file to replace is enough to stop a document; one not looked at leaves it open.
    """
    return [
        PieceCheck(piece, _verdict(piece, states.get(piece.code, ())))
        for piece in pieces
        if carrier_kind in piece.of
    ]


def _verdict(piece: Piece, states: Sequence[str]) -> PieceVerdict:
    if not states:
        return PieceVerdict.MISSING if piece.is_required else PieceVerdict.OPTIONAL
    if PieceState.NOT_COMPLIANT in states:
        return PieceVerdict.NOT_COMPLIANT
    return PieceVerdict.UNKNOWN if PieceState.UNKNOWN in states else PieceVerdict.COMPLIANT


def pieces_decision(checks: Iterable[PieceCheck], *, remarks_left: int = 0) -> Decision:
    """Object once per kind of fault, in the order of the documents, and for remarks that nobody settled."""
    found = [_OBJECTIONS[check.verdict] for check in checks if check.verdict in _OBJECTIONS]
    if remarks_left:
        found.append(AdmissibilityObjection.REMARK_LEFT)
    return Decision(tuple(dict.fromkeys(found)))

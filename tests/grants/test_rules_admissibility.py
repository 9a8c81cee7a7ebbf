"""Whether the documents of a file are right, judged one by one."""

import pytest

from cite.grants.enums import AdmissibilityObjection as O
from cite.grants.enums import PieceVerdict as V
from cite.grants.rules.admissibility import check_pieces, pieces_decision
from cite.grants.rules.call_content import PIECES, Piece
from cite.grants.rules.corrections import known_places, piece_place

REQUIRED = Piece("bank", "RIB", ("association",))
OPTIONAL = Piece("quotes", "Devis", ("association",), is_required=False)


@pytest.mark.parametrize(
    ("piece", "states", "verdict"),
    [
        (REQUIRED, [], V.MISSING),
        (OPTIONAL, [], V.OPTIONAL),
        (REQUIRED, ["unknown"], V.UNKNOWN),
        (OPTIONAL, ["unknown"], V.UNKNOWN),
        (REQUIRED, ["compliant"], V.COMPLIANT),
        (REQUIRED, ["compliant", "unknown"], V.UNKNOWN),
        (REQUIRED, ["compliant", "not_compliant", "unknown"], V.NOT_COMPLIANT),
    ],
)
def test_a_document(piece, states, verdict):
    (check,) = check_pieces([piece], "association", {piece.code: states})
    assert check.verdict == verdict


def test_a_document_of_other_carriers_is_not_asked():
    assert check_pieces([REQUIRED], "local_authority", {}) == []


def test_every_objection_at_once_and_each_once():
    states = {"bank_details": ["not_compliant"], "statutes": ["unknown"], "officers": ["unknown"]}
    checks = check_pieces(PIECES, "association", states)
    decision = pieces_decision(checks, remarks_left=2)
    assert decision.objections == (
        O.PIECE_NOT_COMPLIANT,
        O.PIECE_UNKNOWN,
        O.PIECE_MISSING,
        O.REMARK_LEFT,
    )


def test_nothing_stands_against_a_complete_file():
    states = {piece.code: ["compliant"] for piece in PIECES}
    assert pieces_decision(check_pieces(PIECES, "association", states))


def test_the_places_of_a_remark_are_those_of_the_carrier():
    association = known_places("association", list(PIECES))
    authority = known_places("local_authority", list(PIECES))
    assert piece_place("statutes") in association
    assert piece_place("statutes") not in authority
    assert {"need", "budget", "whole"} <= set(association)

"""Where a remark may be placed in a file."""

from __future__ import annotations

from cite.grants.enums import Step
from cite.grants.rules.call_content import Piece
from cite.grants.rules.questions import BY_KEY, asked_of

BUDGET = "budget"
DISTRICTS = "districts"
PARTNERS = "partners"
WHOLE = "whole"
MAX_REMARKS = 30
_STEPS = {BUDGET: Step.BUDGET, DISTRICTS: Step.AUDIENCE, PARTNERS: Step.PARTNERS}


def piece_place(code: str) -> str:
    """Name the place of a document, apart from the questions."""
    return f"piece_{code}"


def step_of(place: str) -> Step | None:
    """Tell in which step of the form a place is; the whole file is in none."""
    if place.startswith("piece_"):
        return Step.DOCUMENTS
    asked = BY_KEY.get(place)
    return _STEPS.get(place) if asked is None else asked.step


def known_places(carrier_kind: str, pieces: list[Piece]) -> dict[str, str]:
    """Map every place of a file to its words; those that no question or document names have none here."""
    places = {WHOLE: "", BUDGET: "", DISTRICTS: "", PARTNERS: ""}
    places |= {str(asked.key): str(asked.label) for asked in asked_of(carrier_kind)}
    return places | {piece_place(p.code): p.label for p in pieces if carrier_kind in p.of}

"""What makes a call publishable: said all at once, before two co-pilots sign it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from cite.actors.enums import PilotSide
from cite.actors.rules.habilitation import Agreements, joint_decision
from cite.core.decisions import ALLOWED, Decision, unless
from cite.core.text import search_key
from cite.grants.enums import CallObjection as O
from cite.grants.enums import EditionState
from cite.grants.rules.calendar import out_of_order
from cite.grants.rules.call_content import OTHER, Choice, Criterion, Parameters, Piece

_CODE = re.compile(r"[^a-z0-9]+")
PERCENTS = frozenset({"public_share_percent", "advance_percent", "variance_percent", "disagreement_points"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionFacts:
    """What an edition says, read from its fields. `is_first`: no edition of the call was in force before."""

    presentation: str
    days: Mapping[str, date]
    stakes: Sequence[Choice] = ()
    priorities: Sequence[Choice] = ()
    pieces: Sequence[Piece] = ()
    grid: Sequence[Criterion] = ()
    parameters: Parameters = Parameters()
    is_first: bool = True


def content_decision(facts: EditionFacts, on: date) -> Decision:
    """Say everything that keeps an edition from being published on a day."""
    return (
        unless(bool(facts.presentation.strip()), O.NO_PRESENTATION)
        & calendar_decision(facts.days)
        & unless(not facts.is_first or facts.days["closes_on"] >= on, O.ALREADY_CLOSED)
        & unless(bool(facts.stakes), O.NO_STAKE)
        & unless(any(choice.code != OTHER for choice in facts.priorities), O.NO_PRIORITY)
        & lists_decision(facts.stakes, facts.priorities)
        & pieces_decision(facts.pieces)
        & grid_decision(facts.grid)
        & parameters_decision(facts.parameters)
    )


def calendar_decision(days: Mapping[str, date]) -> Decision:
    """Object to days that do not follow each other."""
    return unless(not out_of_order(tuple(days), days), O.CALENDAR_IN_DISORDER)


def lists_decision(*lists: Sequence[Choice]) -> Decision:
    """Object to two lines of a list with the same words."""
    return unless(all(_are_distinct(choices) for choices in lists), O.SAME_LABEL_TWICE)


def pieces_decision(pieces: Sequence[Piece]) -> Decision:
    """Object to a document that nobody owes, or asked twice."""
    labels = [search_key(piece.label) for piece in pieces]
    return unless(all(piece.of for piece in pieces), O.PIECE_FOR_NOBODY) & unless(
        len(labels) == len(set(labels)), O.SAME_LABEL_TWICE
    )


def grid_decision(grid: Sequence[Criterion]) -> Decision:
    """Object to weights that do not sum to 100, and to marks without examples."""
    weights = [criterion.weight for criterion in grid]
    return unless(sum(weights) == 100 and all(w > 0 for w in weights), O.GRID_NOT_100) & unless(
        all(len(c.examples) == 3 and all(text.strip() for text in c.examples) for c in grid),
        O.GRID_WITHOUT_EXAMPLES,
    )


def parameters_decision(parameters: Parameters) -> Decision:
    """Object to a threshold or a delay that means nothing."""
    values = {f.name: getattr(parameters, f.name) for f in fields(parameters)}
    return unless(
        all(value > 0 for value in values.values()) and all(values[name] <= 100 for name in PERCENTS),
        O.BAD_PARAMETER,
    )


def agreement_decision(
    state: EditionState | str, agreements: Agreements, side: PilotSide | None, person: int
) -> Decision:
    """Decide whether a co-pilot may agree to an edition for her side."""
    return unless(state == EditionState.DRAFT, O.NOT_A_DRAFT) & joint_decision(
        agreements, side, person, given=O.ALREADY_GIVEN, same=O.ONE_PERSON_ONE_SIDE
    )


def envelope_decision(amount: Decimal, committed: Decimal) -> Decision:
    """Decide an envelope: never negative, never below what is committed."""
    if amount < 0:
        return Decision((O.NEGATIVE_AMOUNT,))
    return ALLOWED if amount >= committed else Decision((O.BELOW_COMMITTED,))


def coded(labels: Iterable[str], before: Sequence[Choice | Piece | Criterion]) -> list[tuple[str, str]]:
    """Give each line its code: the one it had, by its words, else by its rank when the length did not change.

    A code never moves to another line: files keep it in their answers.
    """
    labels = list(labels)
    by_words = {search_key(choice.label): choice.code for choice in before}
    kept = {by_words[search_key(label)] for label in labels if search_key(label) in by_words}
    found: list[tuple[str, str]] = []
    taken = set(kept) | {choice.code for choice in before}
    for rank, label in enumerate(labels):
        code = by_words.get(search_key(label), "")
        if not code and len(labels) == len(before) and before[rank].code not in kept:
            code = before[rank].code
        if not code:
            code = _new_code(label, taken)
        taken.add(code)
        found.append((code, label))
    return found


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """List what changes from one edition to the next: name, before, after."""
    return [(name, before[name], after[name]) for name in before if before[name] != after[name]]


def _new_code(label: str, taken: set[str]) -> str:
    stem = _CODE.sub("_", search_key(label)).strip("_")[:40] or "item"
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}_{number}", number + 1
    return code


def _are_distinct(choices: Sequence[Choice]) -> bool:
    labels = [search_key(choice.label) for choice in choices]
    return len(labels) == len(set(labels)) and all(_are_distinct(choice.items) for choice in choices)

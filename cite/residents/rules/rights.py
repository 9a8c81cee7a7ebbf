"""When an answer is due, and what a request needs (RGPD, articles 12 to 21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cite.core.decisions import Decision, unless
from cite.grants.rules.clock import months_after
from cite.residents.enums.rights import RequestState, Right
from cite.residents.enums.rights_objections import RightObjection

ANSWERED_WITHIN_MONTHS = 1
"""The law’s own (RGPD, article 12.3): no Cité changes it."""
_OLDEST = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFacts:
    """A request about to be noted."""

    right: Right
    asked_on: date
    details: str
    same_is_open: bool


def due_on(asked_on: date) -> date:
    """Give the last day to answer: the same day of the next month, or the last of a shorter one (article 12.3)."""
    return months_after(asked_on, ANSWERED_WITHIN_MONTHS)


def is_urgent(due: date, on: date, near_days: int) -> bool:
    """Say whether an answer is late, or due within some days."""
    return (due - on).days <= near_days


def request_decision(facts: AskedFacts, on: date) -> Decision:
    """Decide whether a request may be noted."""
    needs_words = facts.right is Right.RECTIFICATION
    return (
        unless(facts.asked_on <= on, RightObjection.ASKED_IN_FUTURE)
        & unless(on - facts.asked_on <= _OLDEST, RightObjection.ASKED_TOO_LONG_AGO)
        & unless(not needs_words or bool(facts.details.strip()), RightObjection.WHAT_TO_CORRECT)
        & unless(not facts.same_is_open, RightObjection.ALREADY_OPEN)
    )


def second_person_decision(*, erases: bool, is_same_person: bool, has_other: bool) -> Decision:
    """Have an erasure done by another than who noted it; alone only where nobody else could answer."""
    return unless(not (erases and is_same_person and has_other), RightObjection.SECOND_PERSON)


def answer_decision(state: RequestState | str, outcome: RequestState, answer: str) -> Decision:
    """Decide whether an answer may be given: once, and never a refusal without its reason."""
    return unless(state == RequestState.OPEN, RightObjection.ALREADY_ANSWERED) & unless(
        outcome is not RequestState.REFUSED or bool(answer.strip()), RightObjection.WHY_REFUSED
    )
